// One component for all curves. The first call builds, later calls patch; stepping and reading out stay
// in the browser, only a chosen point is sent to the server.
import { pinSelected } from '../explain/pin.js';
import { paintBar } from '../js/bar.js';
import { html, setText, targetOf } from '../js/dom.js';
import { heard, sendSelection } from '../js/echo.js';
import { addLayers, resized, redraw } from '../js/layers.js';
import { clamp } from '../js/numbers.js';
import { newView, serve } from '../js/view.js';
import { mirror, pause, playKey, trackKey, walkKey, walking } from '../js/walk.js';
import { NARROW, roomBelow } from '../js/window.js';
import { draw, drawCursor, drawProbe, LAYERS } from './draw.js';
import { nearest, pointsAt, solid } from './layout.js';
import { listenToSketch, sketchKey } from './sketch.js';

/** @import { Figure } from '../js/types' */
/** @import { CurvesData, CurvesView, Panel } from './types' */

const TYPE = 12.25; // px of the text at which the height is given

/** @param {HTMLElement} root */
function create(root) {
  /** @type {CurvesView} */
  const view = addLayers(newView(root, figure), LAYERS);
  view.at = null;
  view.values = [];
  view.sample = html('div', 'sample', root, { role: 'status', 'aria-live': 'polite' });
  view.stage.before(view.sample);
  listen(view);
  return view;
}

/** @param {CurvesView} view */
function listen(view) {
  const { drawing } = view;
  const follow = (/** @type {PointerEvent} */ event) => read(view, placeOf(view, event)?.at ?? null);
  drawing.addEventListener('pointermove', follow);
  drawing.addEventListener('pointerdown', follow);
  drawing.addEventListener('pointerleave', () => read(view, null));
  drawing.addEventListener('click', (event) => { if (!view.data.sketch?.stretch) choose(view, placeOf(view, event)); });
  listenToSketch(view);
  drawing.addEventListener('focus', () => drawing.matches(':focus-visible') && !walking(view) && read(view, Infinity));
  drawing.addEventListener('blur', () => read(view, null));
  view.observer = new ResizeObserver(() => {
    resized(view);
    draw(view);
  });
}

/**
 * @param {CurvesView} view
 * @param {number | null} at null for nowhere
 */
function read(view, at) {
  view.at = at;
  if (view.panels) drawProbe(view);
}

/**
 * The panel under the pointer and the place on its horizontal axis.
 * @param {CurvesView} view
 * @param {MouseEvent} event
 */
function placeOf({ data, drawing, panels }, event) {
  if (!panels) return null;
  const box = drawing.getBoundingClientRect(), x = event.clientX - box.left, y = event.clientY - box.top;
  const panel = panels.reduce((best, p) => (distance(p, x, y) < distance(best, x, y) ? p : best));
  const share = clamp((x - panel.left) / (panel.right - panel.left), 0, 1);
  return { panel, y, at: data.x.low + share * (data.x.high - data.x.low) };
}

/**
 * @param {Panel} p
 * @param {number} x
 * @param {number} y
 */
const distance = (p, x, y) => Math.max(p.left - x, x - p.right, 0) + Math.max(p.top - y, y - p.bottom, 0);

/**
 * A click takes the nearest point that has a name, and the walk goes there.
 * @param {CurvesView} view
 * @param {ReturnType<typeof placeOf>} place
 */
function choose(view, place) {
  if (!place) return;
  const { panel, at, y } = place;
  if (walking(view)) { pause(view); go(view, nearest(view.data.steps.map((step) => step.x), at)); }
  const points = pointsAt(panel, at).flatMap((point) => (point.line.id && point.y !== null ? [{ ...point, away: Math.abs(panel.py(point.y) - y) }] : []));
  const [closest] = points.sort((a, b) => a.away - b.away);
  if (closest) select(view, `${closest.line.id}.${closest.x}`);
}

/**
 * @param {CurvesView} view
 * @param {string} id
 */
function select(view, id) {
  view.data.selected = id;
  pinSelected(view.data);
  drawCursor(view);
  sendSelection(view, id);
}

/**
 * @param {CurvesView} view
 * @param {KeyboardEvent} event
 */
function onKey(view, event) {
  const { key } = event;
  if (targetOf(event) === view.drawing && sketchKey(view, key)) return true;
  if (key === 'Escape' && view.at !== null) { read(view, null); return true; }
  if (!walking(view)) return targetOf(event) === view.drawing && readKey(view, key);
  if (walkKey(view, key) || playKey(view, event) || trackKey(view, event)) return true;
  if (event.target !== view.drawing || key !== 'Enter') return false;
  const [panel] = view.panels ?? [], at = view.data.steps[view.walk.step]?.x ?? NaN;
  const first = panel && pointsAt(panel, at).find((point) => point.line.id);
  if (first) select(view, `${first.line.id}.${first.x}`);
  return true;
}

/**
 * Without a walk the arrow keys read the first line.
 * @param {CurvesView} view
 * @param {string} key
 */
function readKey(view, key) {
  const xs = view.panels?.flatMap(solid).find((line) => line.xs.length)?.xs ?? [], last = xs.length - 1;
  if (last < 0) return false;
  const k = view.at === null ? last : nearest(xs, view.at), page = Math.max(1, Math.round(xs.length / 10));
  /** @type {Record<string, number>} */
  const places = { ArrowLeft: k - 1, ArrowRight: k + 1, PageUp: k - page, PageDown: k + page, Home: 0, End: last };
  const place = places[key];
  if (place === undefined) return false;
  read(view, xs[clamp(place, 0, last)] ?? null);
  return true;
}

/**
 * @param {CurvesView} view
 * @param {number} to
 */
function go(view, to) {
  const { steps } = view.data;
  view.walk.step = clamp(to, 0, Math.max(0, steps.length - 1));
  paintBar(view.bar, steps, view.walk.step);
  setText(view.sample, steps[view.walk.step]?.sample ?? '');
  if (view.panels) drawCursor(view);
  mirror(view);
}

/**
 * A main figure takes the height that the window leaves; others have one of their own.
 * @param {CurvesView} view
 */
function fit(view) {
  const { data, root, stage } = view, narrow = root.clientWidth < NARROW;
  root.classList.toggle('narrow', narrow);
  if (data.fills) {
    const room = narrow ? data.least : clamp(roomBelow(stage, data.present), data.least, data.most);
    stage.style.height = `${Math.round(room)}px`;
  } else stage.style.height = `${data.height_px / TYPE}em`;
  if (resized(view)) draw(view);
}

/**
 * @param {CurvesView} view
 * @param {CurvesData} data
 */
function update(view, data) {
  for (const line of data.panels.flatMap((panel) => panel.series)) line.xs = line.x ?? line.y.map((_, step) => step);
  data.selected = heard(view.echo, data.selected, view.data?.selected);
  pinSelected(data);
  view.root.classList.toggle('bare', !data.bar);
  view.sample.hidden = !data.steps.some((step) => step.sample);
  redraw(view, data, draw);
}

/** @type {Figure} */
const figure = { kind: 'curves', create, update, go, fit, onKey };

serve(figure);

export default function () {}
