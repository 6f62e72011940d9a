// The size of the drawing in its window, and how it is scrolled there.
import { setAttribute } from '../js/dom.js';
import { clamp, f } from '../js/numbers.js';
import { isCalm, NARROW, roomBelow } from '../js/window.js';
import { placeField } from './edit.js';
import { bounds, FONT } from './geometry.js';
import { paintHint } from './hint.js';

/** @import { GraphData, GraphView, Size } from './types' */

const LEAST_ROOM = 360; // px for the drawing, however little the window has left

/** @returns {Size} */
export const newSize = () => ({
  scale: 0, width: 0, room: undefined, tall: false, pin: 0, scrollLeft: 0, scrollTop: 0, goalLeft: undefined, goalTop: undefined, opens: false,
});

/** @param {GraphView} view */
export function listenToSize(view) {
  const { stage, size } = view;
  stage.addEventListener('scroll', () => {
    size.scrollLeft = stage.scrollLeft;
    size.scrollTop = stage.scrollTop;
    tellMore(view);
    placePinned(view);
    if (view.tip.style.display !== 'none') paintHint(view);
  }, { passive: true });
  for (const name of ['scrollend', 'wheel', 'pointerdown', 'touchstart']) { // from here on the reader's own scrolling counts
    stage.addEventListener(name, () => { size.goalLeft = size.goalTop = undefined; }, { passive: true });
  }
  view.observer = new ResizeObserver(([entry]) => {
    if (!entry || entry.contentRect.width === size.width) return;
    size.width = entry.contentRect.width;
    size.room = undefined;
    fit(view);
  });
}

/** @param {GraphView} view */
function roomFor({ data, size, stage }) {
  if (size.width < NARROW) return data.max_height;
  return Math.min(data.max_height, Math.max(LEAST_ROOM, Math.round(roomBelow(stage, data.present))));
}

/**
 * Asks the browser for a layout, so never while data are being painted.
 * @param {GraphView} view
 */
export function remeasure(view) {
  const { size } = view, room = view.attached ? roomFor(view) : size.room;
  if (room === size.room) return;
  size.room = room;
  fit(view);
}

/**
 * How much the drawing is enlarged: as far as width and room allow, within what can be read.
 * @param {GraphData} data
 * @param {{ width: number, room: number }} size in px
 * @param {number} smallest the smallest size of a number, in user units
 */
export function scaleFor(data, { width, room }, smallest) {
  const least = (data.present ? 18.01 : 12.01) / smallest, most = Math.max(least, (data.present ? 30 : 16.8) / FONT);
  const tallest = room / data.height, scale = clamp(Math.min(width / data.width, tallest), least, most);
  if (data.width * scale <= width + 1 || width < NARROW) return scale;
  return clamp(Math.min(tallest, width / (pinnedRight(data) || 1)), least, Math.max(1, least)); // it scrolls anyway
}

/** @param {GraphView} view */
export function fit(view) {
  const { data, drawn, size, stage } = view, { width } = size;
  if (!width || !data) return;
  size.room ??= roomFor(view);
  const { room } = size, scale = (size.scale = scaleFor(data, { width, room }, drawn.smallest));
  view.root.classList.toggle('narrow', width < NARROW);
  stage.classList.toggle('scrolls', data.width * scale > width + 1);
  size.tall = data.height * scale > room + 1;
  stage.style.maxHeight = size.tall ? `${room}px` : '';
  for (const [element, units] of /** @type {[SVGSVGElement, number][]} */ ([[view.drawing, data.width], [view.rows, drawn.rowWidth]])) {
    setAttribute(element, 'width', f(units * scale));
    setAttribute(element, 'height', f(data.height * scale));
  }
  view.sheet.style.setProperty('--drawn', `${f(data.width * scale)}px`);
  view.sheet.style.setProperty('--named', `calc(100% * ${drawn.rowWidth} / ${data.width})`);
  tellMore(view);
  placePinned(view);
  placeField(view);
  paintHint(view);
  follow(view, 'instant');
}

/**
 * The side to which the drawing goes on fades.
 * @param {GraphView} view
 */
function tellMore({ data, stage, size }) {
  const right = data.width * size.scale - size.width - size.scrollLeft;
  stage.classList.toggle('goes-on', !data.present && right > 2);
}

/**
 * Keep what happens now in view; works from the payload and asks the browser for no layout.
 * @param {GraphView} view
 * @param {ScrollBehavior} [behavior]
 */
export function follow(view, behavior) {
  const { data, drawn, stage, size } = view, { scale, width, room = 0, tall } = size;
  if (!scale || !(tall || stage.classList.contains('scrolls'))) return;
  if (size.opens && width < NARROW) return; // a phone shows the beginning first
  const boxes = (data.steps[view.walk.step]?.now ?? []).flatMap((id) => {
    const node = drawn.byId.get(id);
    return node && !node.pinned ? [bounds(node)] : [];
  });
  if (!boxes.length) return;
  const low = drawn.rowWidth * scale, ahead = Math.min(150, (width - low) * 0.3);
  const left = pull(size.goalLeft ?? size.scrollLeft, width, Math.min(...boxes.map((b) => b.left)) * scale - low - ahead, Math.max(...boxes.map((b) => b.right)) * scale + ahead);
  const top = tall ? pull(size.goalTop ?? size.scrollTop, room, Math.min(...boxes.map((b) => b.top)) * scale - 40, Math.max(...boxes.map((b) => b.bottom)) * scale + 40) : 0;
  const goalLeft = clamp(left, 0, Math.max(0, data.width * scale - width)), goalTop = clamp(top, 0, Math.max(0, data.height * scale - room));
  if (Math.abs(goalLeft - size.scrollLeft) < 1 && Math.abs(goalTop - size.scrollTop) < 1) return;
  size.goalLeft = goalLeft;
  size.goalTop = goalTop;
  stage.scrollTo({ left: goalLeft, top: goalTop, behavior: behavior === 'instant' || isCalm() ? 'instant' : 'smooth' });
}

/**
 * The nearest place where all is in view; of what is too long the end.
 * @param {number} at
 * @param {number} size
 * @param {number} from
 * @param {number} to
 */
export const pull = (at, size, from, to) => (to - from > size || to > at + size ? to - size : Math.min(from, at));

/**
 * Pinned boxes and texts move along with the window, where they fit into it.
 * @param {GraphView} view
 */
function placePinned({ data, drawn, size }) {
  const right = pinnedRight(data), fits = right * size.scale <= size.width + 1;
  size.pin = fits ? Math.min(size.scrollLeft / size.scale, data.width - right) : 0;
  setAttribute(drawn.layers.pinned, 'transform', `translate(${f(size.pin)} 0)`);
}

/** @param {Pick<GraphData, 'nodes'>} data */
const pinnedRight = ({ nodes }) => Math.max(0, ...nodes.filter((node) => node.pinned).map((node) => bounds(node).right));
