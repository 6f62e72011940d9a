// A text in colored cells, and above it the line at the cursor under a glass: the cell's number as a
// bar over each character, the likeliest next ones under it. Built once, patched after; stepping stays
// in the browser, only a chosen number is sent to the server.
import { pinSelected } from '../explain/pin.js';
import { paintBar } from '../js/bar.js';
import { heard, sendSelection } from '../js/echo.js';
import { addLayers, redraw } from '../js/layers.js';
import { clamp } from '../js/numbers.js';
import { newView, serve } from '../js/view.js';
import { mirror, pause, playKey, walkKey } from '../js/walk.js';
import { draw, LAYERS, paint, paintPlates, say } from './draw.js';
import { foundAt, isHidden, placeAt, placeInNextRow, stepAt } from './layout.js';

/** @import { Figure } from '../js/types' */
/** @import { Found, LettersData, LettersView } from './types' */

/** @param {HTMLElement} root */
function create(root) {
  /** @type {LettersView} */
  const view = addLayers(newView(root, figure), LAYERS);
  Object.assign(view, { layout: null, at: null, room: 0 });
  listen(view);
  return view;
}

/** @param {LettersView} view */
function listen(view) {
  const { drawing } = view;
  const point = (/** @type {Found | null} */ found) => { view.at = found; if (view.layout) say(view); };
  drawing.addEventListener('pointermove', (event) => point(placeOf(view, event)));
  drawing.addEventListener('pointerleave', () => point(null));
  drawing.addEventListener('click', (event) => choose(view, placeOf(view, event)));
  view.observer = new ResizeObserver(() => fit(view));
}

/**
 * @param {LettersView} view
 * @param {MouseEvent} event
 */
function placeOf({ layout, data, walk, drawing }, event) {
  if (!layout) return null;
  const box = drawing.getBoundingClientRect();
  return foundAt(layout, data, walk.step, { x: event.clientX - box.left, y: event.clientY - box.top });
}

/**
 * @param {LettersView} view
 * @param {KeyboardEvent} event
 */
function onKey(view, event) {
  const { key } = event, place = placeAt(view.data, view.walk.step);
  if (walkKey(view, key) || playKey(view, event)) return true;
  if (event.target !== view.drawing) return false;
  if (key === 'Enter') { select(view, `c.${place + 1}`); return true; }
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return false;
  const next = placeInNextRow(view.layout?.rows ?? [], place, key === 'ArrowDown' ? 1 : -1);
  if (next !== null) { pause(view); go(view, stepAt(view.data, next)); }
  return true;
}

/**
 * @param {LettersView} view
 * @param {Found | null} found
 */
function choose(view, found) {
  if (!found) return;
  const { place, rank } = found, { data } = view;
  const bet = rank >= 0 && !isHidden(data, view.walk.step, place) ? data.guesses[place]?.[rank] : null;
  pause(view);
  select(view, bet ? `p.${place + 1}.${bet[0] + 1}` : `c.${place + 1}`);
  go(view, stepAt(data, place));
}

/**
 * @param {LettersView} view
 * @param {string} id
 */
function select(view, id) {
  view.data.selected = id;
  pinSelected(view.data);
  sendSelection(view, id);
}

/**
 * @param {LettersView} view
 * @param {number} to
 */
function go(view, to) {
  const { steps, present } = view.data;
  view.walk.step = clamp(to, 0, Math.max(0, steps.length - 1));
  paintBar(view.bar, steps, view.walk.step);
  if (view.layout) {
    if (present) paintPlates(view);
    paint(view);
  }
  mirror(view);
}

/**
 * @param {LettersView} view
 * @param {LettersData} data
 */
function update(view, data) {
  data.selected = heard(view.echo, data.selected, view.data?.selected);
  pinSelected(data);
  view.layout = null;
  redraw(view, data, draw);
}

/** @param {LettersView} view */
function fit(view) {
  const { root, room, em } = view;
  view.room = root.clientWidth;
  view.em = parseFloat(getComputedStyle(root).fontSize);
  if (!view.layout || view.room !== room || view.em !== em) draw(view);
}

/** @type {Figure} */
const figure = { kind: 'letters', create, update, go, fit, onKey };

serve(figure);

export default function () {}
