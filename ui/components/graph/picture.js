// The picture that fills a box. All that its frames show are loaded at once and lie upon each other, one
// of them seen; what new data replace stays seen until the new one is loaded, so nothing flickers.
import { setText, svg } from '../js/dom.js';
import { bounds, PAD } from './geometry.js';

/** @import { NodeData, NodePart, ShownNode } from './types' */

/** @type {WeakSet<SVGImageElement>} */
const loaded = new WeakSet();

/**
 * @param {NodePart} part
 * @param {NodeData} node
 */
export function preparePictures(part, node) {
  if (node.picture === undefined) return;
  const wanted = new Set([node.picture, ...(node.frames ?? []).map((frame) => frame.picture ?? '')].filter(Boolean));
  const old = part.pictures ?? new Map();
  part.pictures = new Map([...wanted].map((picture) => [picture, old.get(picture) ?? loadPicture(part, node, picture)]));
  for (const [picture, image] of old) {
    if (wanted.has(picture)) continue;
    if (image.classList.contains('seen')) part.leaving.push(image);
    else image.remove();
  }
}

/**
 * @param {NodePart} part
 * @param {NodeData} node
 * @param {string} picture a data URI
 */
function loadPicture(part, node, picture) {
  const { left, top } = bounds(node), image = svg('image', {
    class: 'picture', x: left + PAD, y: top + PAD, width: node.width - 2 * PAD, height: node.height - 2 * PAD, 'image-rendering': 'pixelated',
  }, part.g);
  image.addEventListener('load', () => {
    loaded.add(image);
    if (image.classList.contains('seen')) dropPictures(part);
  });
  image.setAttribute('href', picture);
  return image;
}

/**
 * @param {NodePart} part
 * @param {ShownNode} node
 * @param {boolean} hidden
 */
export function patchPicture(part, node, hidden) {
  if (!part.pictures) return;
  const shown = hidden ? undefined : part.pictures.get(node.picture ?? '');
  for (const image of part.pictures.values()) image.classList.toggle('seen', image === shown);
  if (!shown || loaded.has(shown)) dropPictures(part);
  part.cover ??= svg('text', { class: 'title inside', x: node.x, y: node.y, dy: '0.35em' }, part.g);
  setText(part.cover, hidden ? '?' : '');
}

/** @param {NodePart} part */
function dropPictures(part) {
  for (const image of part.leaving) image.remove();
  part.leaving = [];
}
