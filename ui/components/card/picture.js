// A small picture of boxes and arrows on a grid, in the colors of their roles.
import { svg } from '../js/dom.js';

/** @import { PictureData } from './types' */

const PITCH = 15, BOX = 9, HEAD = 2.4;

/**
 * @param {HTMLElement} place whose picture is drawn anew
 * @param {PictureData} picture
 */
export function putPicture(place, { boxes, arrows }) {
  const across = Math.max(...boxes.map(({ x }) => x)) + 1, down = Math.max(...boxes.map(({ y }) => y)) + 1;
  const width = across * PITCH, height = down * PITCH;
  const drawing = svg('svg', { viewBox: `0 0 ${width} ${height}`, width, height, 'aria-hidden': 'true' });
  for (const { from, to } of arrows) {
    const source = boxes[from], target = boxes[to];
    if (source && target) drawing.append(arrow(source, target));
  }
  for (const { x, y, role } of boxes) svg('rect', { class: role, x: middle(x) - BOX / 2, y: middle(y) - BOX / 2, width: BOX, height: BOX, rx: 2 }, drawing);
  place.replaceChildren(drawing);
}

const middle = (/** @type {number} */ at) => (at + 0.5) * PITCH;

/**
 * An arrow to the box to the right, or to the one above.
 * @param {PictureData['boxes'][number]} source
 * @param {PictureData['boxes'][number]} target
 */
function arrow(source, target) {
  const right = Math.sign(target.x - source.x), up = Math.sign(target.y - source.y);
  const x = middle(target.x) - (right * BOX) / 2, y = middle(target.y) - (up * BOX) / 2;
  const line = `M${middle(source.x) + (right * BOX) / 2} ${middle(source.y) + (up * BOX) / 2}L${x} ${y}`;
  const head = `M${x - HEAD * (right + up)} ${y - HEAD * (up + right)}L${x} ${y}L${x - HEAD * (right - up)} ${y - HEAD * (up - right)}`;
  return svg('path', { class: source.role, d: line + head });
}
