// A chart or a surface that Plotly draws. Bar, walk, keys, address and choice are those of all figures; zooming,
// turning, reading out and the legend are Plotly's. One painting is under way at a time, and the latest state wins.
import { pinSelected } from '../explain/pin.js';
import { paintBar } from '../js/bar.js';
import { html, setText, targetOf } from '../js/dom.js';
import { heard, sendSelection } from '../js/echo.js';
import { redraw, resized } from '../js/layers.js';
import { clamp } from '../js/numbers.js';
import { download, fileName } from '../js/save.js';
import { newView, serve } from '../js/view.js';
import { mirror, playKey, trackKey, walkKey } from '../js/walk.js';
import { NARROW, roomBelow } from '../js/window.js';
import { alone } from './alone.js';
import { library, styleInto } from './library.js';
import { fromAbove, grown, inSpace, layoutFromAbove, ringAround, turned } from './shapes.js';
import { themed, themeOf } from './theme.js';

/** @import { Figure } from '../js/types' */
/** @import { PlotlyElement, PlotlyPoint, PlotView, Press } from './types' */

const CONFIG = { displaylogo: false, displayModeBar: 'hover', doubleClick: 'reset', scrollZoom: false, showTips: false };
const BUTTONS = [['zoom2d', 'pan2d', 'zoomIn2d', 'zoomOut2d', 'resetScale2d']], IN_SPACE = [['tableRotation', 'zoom3d', 'pan3d', 'resetCameraDefault3d']];
const FAILED = 'This chart could not be drawn: a part of the app did not load. Reload the page.';
const SHEET = 660; // px of a sheet of A4 within its margins, and within the figure's own
const TURN = 0.12; // radians of a key
const DRAG = 5; // px from which a press is no click

/** @param {HTMLElement} root */
function create(root) {
  const view = /** @type {PlotView} */ (/** @type {unknown} */ (newView(root, figure)));
  const drawing = html('div', 'drawing', view.stage, { role: 'group', tabindex: '0' });
  const notice = html('p', 'notice', root);
  const flatten = html('button', 'flat', notice, { type: 'button' });
  Object.assign(view, { drawing, flatten, hint: html('span', '', notice), flat: !hasWebGL(), painting: false, wanted: false, heard: false, over: null, press: { held: false, dragged: false, taken: false, point: null }, rows: { children: [] }, groups: {}, onPrint: () => fitPaper(drawing, view.data.width) });
  flatten.addEventListener('click', () => { view.flat = !view.flat; tell(view, view.data); draw(view); });
  noticeDrags(view);
  view.observer = new ResizeObserver(() => { if (resized(view)) draw(view); });
  return view;
}

/**
 * On a surface Plotly tells of a click while the pointer is still held, whether or not it will be drawn, and of a quick
 * one not at all: there the point counts that the pointer was over.
 * @param {PlotView} view
 */
function noticeDrags(view) {
  const { drawing } = view;
  let from = { clientX: 0, clientY: 0 };
  drawing.addEventListener('pointerdown', (event) => {
    from = event;
    /** @type {Press} */
    const press = (view.press = { held: true, dragged: false, taken: false, point: null });
    // Plotly lays something over the page while the pointer is held
    document.addEventListener('pointerup', () => {
      press.held = false;
      const point = press.point ?? (inSpace(view.data) && !view.flat ? view.over : null);
      if (point && press === view.press) take(view, point);
    }, { capture: true, once: true });
  }, { capture: true });
  drawing.addEventListener('pointermove', ({ buttons, clientX, clientY }) => {
    if (buttons && Math.hypot(clientX - from.clientX, clientY - from.clientY) > DRAG) view.press.dragged = true;
  }, { capture: true, passive: true });
}

/**
 * A chart that is wider than a sheet is made smaller while it is printed.
 * @param {HTMLElement} drawing
 * @param {number} width in px
 */
function fitPaper(drawing, width) {
  drawing.style.zoom = String(Math.min(1, SHEET / width));
  addEventListener('afterprint', () => { drawing.style.zoom = ''; }, { once: true });
}

const hasWebGL = () => Boolean(document.createElement('canvas').getContext('webgl'));

/** @param {PlotView} view */
function draw(view) {
  const { data } = view;
  if (!data.width || !data.height) return;
  view.wanted = true;
  if (!view.painting) paint(view);
}

/**
 * @param {PlotView} view
 * @param {PlotView['data']} data
 */
function tell({ flat, flatten, hint }, data) {
  const space = inSpace(data);
  flatten.hidden = !space || !hasWebGL();
  setText(flatten, flat ? 'Show in space' : 'Show from above');
  setText(hint, space && flat ? data.hint.split(' · ').filter((part) => !/turn/u.test(part)).join(' · ') : data.hint);
}

/** @param {PlotView} view */
async function paint(view) {
  const { drawing, root } = view, element = /** @type {PlotlyElement} */ (/** @type {unknown} */ (drawing));
  view.painting = true;
  try {
    const plotly = await library();
    styleInto(root);
    while (view.wanted) {
      view.wanted = false;
      view.theme = themeOf(root);
      const { traces, layout } = shownNow(view);
      const modeBarButtons = 'scene' in layout ? IN_SPACE : BUTTONS;
      await plotly.react(element, traces, layout, { ...CONFIG, modeBarButtons, plotGlPixelRatio: devicePixelRatio });
      if (!view.heard) listen(view, element);
      root.dataset.painted = String(Number(root.dataset.painted ?? 0) + 1);
    }
  } catch (error) {
    view.wanted = false;
    setText(view.hint, FAILED);
    throw error;
  } finally {
    view.painting = false;
  }
}

/**
 * A chart that is gone gives its memory back, and its place among the few drawings in space that a browser has room for.
 * @param {PlotView} view
 */
function left(view) {
  setTimeout(async () => {
    if (view.root.isConnected || !view.heard) return;
    view.heard = false;
    (await library()).purge(view.drawing);
  }, 1000);
}

/** @param {PlotView} view */
function shownNow(view) {
  const { data, walk, flat } = view, above = flat && inSpace(data);
  const shown = data.traces.map((trace) => grown(above ? fromAbove(trace) : trace, walk.step));
  return themed(view, [...shown, ...ringAround(shown, data.selected)], above ? layoutFromAbove(data.layout) : data.layout);
}

/**
 * @param {PlotView} view
 * @param {PlotlyElement} element
 */
function listen(view, element) {
  view.heard = true;
  element.on('plotly_click', ({ points }) => clicked(view, points));
  element.on('plotly_hover', ({ points }) => { view.over = points[0] ?? null; });
  element.on('plotly_unhover', () => { view.over = null; });
}

/**
 * @param {PlotView} view
 * @param {PlotlyPoint[]} points
 */
function clicked(view, [point]) {
  if (!point) return;
  if (view.press.held) view.press.point = point;
  else take(view, point);
}

/**
 * A point that has a name is chosen; the place of another one is sent.
 * @param {PlotView} view
 * @param {PlotlyPoint} point
 */
function take(view, point) {
  const { data, press } = view;
  if (press.dragged || press.taken) return;
  press.taken = true;
  if (typeof point.customdata === 'string') {
    data.selected = point.customdata;
    pinSelected(data);
    draw(view);
    sendSelection(view, data.selected);
  } else if (data.places) view.send('placed', { x: point.x, y: point.y, at: Date.now() });
}

/**
 * @param {PlotView} view
 * @param {KeyboardEvent} event
 */
const onKey = (view, event) => turnKey(view, event) || playKey(view, event) || trackKey(view, event) || walkKey(view, event.key);

/** @type {Record<string, Parameters<typeof turned>[1]>} */
const TURNS = { ArrowLeft: { turn: -TURN }, ArrowRight: { turn: TURN }, ArrowUp: { tilt: TURN }, ArrowDown: { tilt: -TURN } };
/** @type {Record<string, Parameters<typeof turned>[1]>} */
const NEARER = { '+': { nearer: 1.1 }, '=': { nearer: 1.1 }, '-': { nearer: 1 / 1.1 } };

/**
 * Shift and an arrow turn what stands in space, + and − move it.
 * @param {PlotView} view
 * @param {KeyboardEvent} event
 */
function turnKey(view, event) {
  const by = event.shiftKey && event.key in TURNS ? TURNS[event.key] : NEARER[event.key];
  if (!by || targetOf(event) !== view.drawing || view.flat || !inSpace(view.data)) return false;
  const element = /** @type {PlotlyElement} */ (/** @type {unknown} */ (view.drawing));
  const camera = element.layout.scene.camera ?? view.data.layout.scene.camera;
  library().then((plotly) => plotly.relayout(element, { 'scene.camera': { ...camera, eye: turned(camera.eye, by) } }));
  return true;
}

/**
 * @param {PlotView} view
 * @param {number} to
 */
function go(view, to) {
  const { steps } = view.data;
  view.walk.step = clamp(to, 0, Math.max(steps.length - 1, 0));
  paintBar(view.bar, steps, view.walk.step);
  draw(view);
  mirror(view);
}

/** @param {PlotView} view */
function fit(view) {
  const { data, root, stage } = view, narrow = root.clientWidth < NARROW;
  root.classList.toggle('narrow', narrow);
  const below = view.hint.parentElement?.offsetHeight ?? 0;
  stage.style.height = `${Math.round(narrow ? data.least : clamp(roomBelow(stage, data.present) - below, data.least, data.most))}px`;
  if (resized(view)) draw(view);
}

/**
 * @param {PlotView} view
 * @param {PlotView['data']} data
 */
function update(view, data) {
  data.selected = heard(view.echo, data.selected, view.data?.selected);
  tell(view, data);
  redraw(view, data, draw);
  pinSelected(data);
}

/**
 * @param {PlotView} view
 */
function again(view) {
  if (view.theme !== themeOf(view.root)) draw(view);
}

/**
 * @param {PlotView} view
 * @param {'svg' | 'png'} kind
 */
async function saveImage(view, kind) {
  const { width, height } = view.data, plotly = await library();
  const address = await plotly.toImage(view.drawing, { format: kind, width, height, scale: kind === 'png' ? 2 : 1 });
  const body = address.slice(address.indexOf(',') + 1);
  const content = kind === 'svg' ? alone(view, decodeURIComponent(body)) : Uint8Array.from(atob(body), (sign) => sign.charCodeAt(0));
  download(new Blob([content], { type: kind === 'svg' ? 'image/svg+xml' : 'image/png' }), `${fileName(view.data.title)}.${kind}`);
}

/** @type {Figure} */
const figure = { kind: 'plot', create, update, again, left, go, fit, onKey, save: saveImage };

serve(figure);

export default function () {}
