// What the reader draws before a covered curve is shown: it stays as a ghost beside the true one, in this tab only.
import { patchLayer } from '../js/layers.js';
import { clamp, f } from '../js/numbers.js';
import { tab } from '../js/tab.js';

/** @import { CurvesView, Panel } from './types' */

const POINTS = 60, STEP = 1 / 40;
const PROMPT = 'Draw here how it goes on';

/** @typedef {{ values: (number | null)[], pen: number, stretch: [number, number] }} Sketch values of the vertical axis, from left to right */

/**
 * The sketch of the question that the figure is about; null where it asks for none.
 * @param {CurvesView} view
 * @returns {Sketch | null}
 */
export function sketchOf({ data }) {
  if (!data?.sketch) return null;
  /** @type {Record<string, Sketch>} */
  const all = (tab.sketches ??= {});
  const sketch = (all[data.sketch.id] ??= { values: Array(POINTS).fill(null), pen: 0, stretch: [data.x.low, data.x.high] });
  if (data.sketch.stretch) sketch.stretch = data.sketch.stretch;
  return sketch;
}

/**
 * The place of a pen in the first panel that is covered, as shares of its covered stretch and of its height.
 * @param {CurvesView} view
 * @param {PointerEvent} event
 */
function penAt(view, event) {
  const panel = panelOf(view), sketch = sketchOf(view), box = view.drawing.getBoundingClientRect();
  if (!panel || !sketch) return null;
  const [low, high] = sketch.stretch;
  const x = event.clientX - box.left, y = event.clientY - box.top;
  const share = (x - panel.px(low)) / (panel.px(high) - panel.px(low)), rise = (panel.bottom - y) / (panel.bottom - panel.top);
  return share < -0.03 || share > 1.03 || rise < -0.1 || rise > 1.1 ? null : { share: clamp(share, 0, 1), value: panel.low + clamp(rise, 0, 1) * (panel.high - panel.low) };
}

/** @param {CurvesView} view */
const panelOf = ({ panels }) => panels?.find((panel) => !panel.seen);

/** @param {CurvesView} view */
export function listenToSketch(view) {
  const { drawing } = view;
  /** @type {{ share: number, value: number } | null} */
  let last = null;
  drawing.addEventListener('pointerdown', (event) => {
    last = view.data.sketch?.stretch ? penAt(view, event) : null;
    if (!last) return;
    drawing.setPointerCapture(event.pointerId);
    stroke(view, last, last);
    event.preventDefault();
  });
  drawing.addEventListener('pointermove', (event) => {
    const now = last && penAt(view, event);
    if (!last || !now) return;
    stroke(view, last, now);
    last = now;
  });
  for (const name of /** @type {const} */ (['pointerup', 'pointercancel'])) drawing.addEventListener(name, () => { last = null; });
}

/**
 * @param {CurvesView} view
 * @param {{ share: number, value: number }} from
 * @param {{ share: number, value: number }} to
 */
function stroke(view, from, to) {
  const sketch = sketchOf(view);
  if (!sketch) return;
  const place = (/** @type {number} */ share) => Math.round(share * (POINTS - 1)), [a, b] = [place(from.share), place(to.share)];
  for (let k = Math.min(a, b); k <= Math.max(a, b); k++) sketch.values[k] = a === b ? to.value : from.value + ((to.value - from.value) * (k - a)) / (b - a);
  sketch.pen = b;
  drawSketch(view);
}

/**
 * Left and Right move the pen, Up and Down draw it higher or lower.
 * @param {CurvesView} view
 * @param {string} key
 * @returns {boolean} true if the key was one of the pen's
 */
export function sketchKey(view, key) {
  const sketch = sketchOf(view), panel = panelOf(view), by = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] }[key];
  if (!sketch || !panel || !by || !view.data.sketch?.stretch) return false;
  const [along = 0, up = 0] = by, { low, high } = panel, here = sketch.values[sketch.pen] ?? (low + high) / 2;
  if (up) sketch.values[sketch.pen] = clamp(here + up * (high - low), low, high);
  else {
    sketch.values[sketch.pen] ??= here;
    sketch.pen = clamp(sketch.pen + along, 0, POINTS - 1);
    sketch.values[sketch.pen] ??= here;
  }
  drawSketch(view);
  return true;
}

/** @param {CurvesView} view */
export function drawSketch(view) {
  const sketch = sketchOf(view), panel = panelOf(view), drawn = sketch && panel;
  patchLayer(view, 'sketch', drawn && sketch.values.some((value) => value !== null) ? [{ d: pathOf(sketch, panel) }] : []);
  const empty = drawn && view.data.sketch?.stretch && sketch.values.every((value) => value === null), [low, high] = sketch?.stretch ?? [0, 0];
  patchLayer(view, 'prompt', empty ? [{ text: PROMPT, x: f((panel.px(low) + panel.px(high)) / 2), y: f(panel.top + 1.6 * view.em), 'text-anchor': 'middle' }] : []);
}

/**
 * @param {Sketch} sketch
 * @param {Panel} panel
 */
function pathOf({ values, stretch: [low, high] }, panel) {
  const strokes = values.map((value, k) => {
    if (value === null) return '';
    const x = panel.px(low + ((high - low) * k) / (POINTS - 1));
    return `${(values[k - 1] ?? null) === null ? 'M' : 'L'}${f(x)} ${f(panel.py(value))}`;
  });
  return `${strokes.join('')}h0`;
}
