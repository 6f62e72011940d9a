// A surface over two weights, seen from above at an angle, with walks upon it. Drag turns it, a click
// on the ground reports the place, a click on a walk its point. Built once, patched after.
import { pinSelected } from '../explain/pin.js';
import { paintBar } from '../js/bar.js';
import { setText } from '../js/dom.js';
import { draggable, within } from '../js/drag.js';
import { addLayers, resized, patchLayer, redraw } from '../js/layers.js';
import { clamp, f } from '../js/numbers.js';
import { newView, serve } from '../js/view.js';
import { mirror, playKey, walkKey } from '../js/walk.js';
import { NARROW, roomBelow } from '../js/window.js';
import { cornerAt, cornersOf, faces, names, pointAt, points, projector, spot } from './surface.js';

/** @import { Figure } from '../js/types' */
/** @import { Corner, ReliefView } from './types' */

/** @type {Record<string, keyof SVGElementTagNameMap>} */
const LAYERS = { face: 'polygon', axis: 'text', track: 'polyline', spot: 'circle', ring: 'circle', name: 'text', probe: 'circle' };

/** @param {HTMLElement} root */
function create(root) {
  /** @type {ReliefView} */
  const view = addLayers(newView(root, figure), LAYERS);
  Object.assign(view, { turn: 0.72, corners: [], walks: [] });
  listen(view);
  return view;
}

/** @param {ReliefView} view */
function listen(view) {
  const { drawing } = view;
  const place = (/** @type {MouseEvent} */ { clientX, clientY }) => within({ x: clientX, y: clientY }, drawing.getBoundingClientRect(), drawing.clientWidth);
  let from = view.turn, held = false;
  const turn = (/** @type {number} */ to) => {
    view.turn = clamp(to, -1.5, 1.5);
    draw(view);
  };
  draggable(drawing, {
    start: () => { from = view.turn; held = true; },
    move: ({ byX }) => turn(from + byX / 260),
    drop: () => { held = false; },
    cancel: () => { held = false; turn(from); },
  }, { threshold: 5, touch: 'pan-y' });
  drawing.addEventListener('pointermove', (event) => { if (!held) read(view, place(event)); });
  drawing.addEventListener('pointerleave', () => read(view, null));
  drawing.addEventListener('click', (event) => choose(view, place(event)));
  view.observer = new ResizeObserver(() => {
    resized(view);
    draw(view);
  });
}

/**
 * @param {ReliefView} view
 * @param {KeyboardEvent} event
 */
const onKey = (view, event) => playKey(view, event) || walkKey(view, event.key);

/** @param {ReliefView} view */
function draw(view) {
  const { data, em } = view;
  if (!data.width || !data.height) return;
  const at = (view.at = projector(data, em, view.turn));
  view.corners = cornersOf(data, at);
  patchLayer(view, 'face', faces(data, view.corners));
  const near = view.turn < 0 ? data.b_span[0] : data.b_span[1], side = view.turn < 0 ? -1 : 1;
  /**
   * @param {string} text
   * @param {Corner} place
   * @param {number} dx
   * @param {number} dy
   */
  const tick = (text, [x, y], dx, dy) => ({ text, x: f(x + dx), y: f(y + dy), 'text-anchor': 'middle' });
  patchLayer(view, 'axis', [
    ...data.b_ticks.map(([value, text]) => tick(text, at(data.w_span[1], value, 0), 0, 1.5 * em)),
    tick(data.b_name, at(data.w_span[1], (data.b_span[0] + data.b_span[1]) / 2, 0), 0, 3 * em),
    ...data.w_ticks.map(([value, text]) => tick(text, at(value, near, 0), side * 1.2 * em, 0.8 * em)),
    tick(data.w_name, at((data.w_span[0] + data.w_span[1]) / 2, near, 0), side * 3.4 * em, 1.2 * em),
    { text: data.legend, x: 0, y: em, 'text-anchor': 'start' },
  ]);
  drawWalks(view);
}

/** @param {ReliefView} view */
function drawWalks(view) {
  const { data, walk, em, at } = view;
  if (!at) return;
  const walks = (view.walks = data.walks.map((each) => ({ ...each, spots: each.points.slice(0, walk.step + 1).map((point) => spot(data, at, point)) })));
  patchLayer(view, 'track', walks.map(({ role, spots }) => ({ role, points: points(spots.map(({ x, y }) => [x, y])) })));
  patchLayer(view, 'spot', walks.flatMap(({ role, spots }) => spots.map(({ x, y, off }, k) => ({ role: `${role}${off ? ' off' : ''}`, cx: f(x), cy: f(y), r: k === spots.length - 1 ? 7 : 3.5 }))));
  patchLayer(view, 'name', names(walks, data, em));
  const chosen = walks.flatMap(({ id, spots }) => spots.filter((_, k) => data.selected === `${id}.${k}`));
  patchLayer(view, 'ring', chosen.map(({ x, y }) => ({ cx: f(x), cy: f(y), r: 11 })));
}

/**
 * Reads out the loss at a place.
 * @param {ReliefView} view
 * @param {{ x: number, y: number } | null} place
 */
function read(view, place) {
  const { data, corners } = view, found = place && cornerAt(corners, place), corner = found && corners[found.i]?.[found.k];
  patchLayer(view, 'probe', corner ? [{ role: 'hover', cx: f(corner[0]), cy: f(corner[1]), r: 4 }] : []);
  const said = (/** @type {number | undefined} */ value = NaN) => value.toFixed(2).replace('-', '−');
  setText(view.output, found ? `w = ${said(data.w[found.i])}, b = ${said(data.b[found.k])}: loss ${data.loss[found.i]?.[found.k]?.toFixed(3)}` : '');
}

/**
 * A point of a walk is chosen; on the ground the walks shall start there.
 * @param {ReliefView} view
 * @param {{ x: number, y: number }} place
 */
function choose(view, place) {
  const { data } = view, id = pointAt(view.walks, place);
  if (id) {
    data.selected = id;
    pinSelected(data);
    drawWalks(view);
    view.send('selected', { id, at: Date.now() });
    return;
  }
  const found = cornerAt(view.corners, place);
  if (found) view.send('started', { w: data.w[found.i], b: data.b[found.k], at: Date.now() });
}

/**
 * @param {ReliefView} view
 * @param {number} to
 */
function go(view, to) {
  const { steps } = view.data;
  view.walk.step = clamp(to, 0, steps.length - 1);
  paintBar(view.bar, steps, view.walk.step);
  drawWalks(view);
  mirror(view);
}

/** @param {ReliefView} view */
function fit(view) {
  const { data, root, stage } = view, narrow = root.clientWidth < NARROW;
  root.classList.toggle('narrow', narrow);
  stage.style.height = `${Math.round(narrow ? data.least : clamp(roomBelow(stage, data.present), data.least, data.most))}px`;
  if (resized(view)) draw(view);
}

/**
 * @param {ReliefView} view
 * @param {ReliefView['data']} data
 */
function update(view, data) {
  redraw(view, data, draw);
  pinSelected(data);
}

/** @type {Figure} */
const figure = { kind: 'relief', create, update, go, fit, onKey };

serve(figure);

export default function () {}
