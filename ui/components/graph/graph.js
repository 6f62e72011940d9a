// One component for every diagram. Streamlit calls it again whenever the data or the theme changes: the
// first call builds, later calls patch. Stepping stays in the browser; only a selection, a typed number and
// a moved cut are sent to the server. What follows from a typed number is shown before its answer comes.
import { describeWalk, paintBar } from '../js/bar.js';
import { html, setAttribute, setFormula, svg } from '../js/dom.js';
import { heard } from '../js/echo.js';
import { hearPointing } from '../js/pointing.js';
import { newView, serve } from '../js/view.js';
import { beginWalk, homeStep, mirror, pause } from '../js/walk.js';
import { bringIntoView, enlarge, lookAgain } from '../js/window.js';
import { build, topology } from './build.js';
import { patchCuts } from './cut.js';
import { listenToField, newTyping } from './edit.js';
import { frameWalks, shownAt } from './frames.js';
import { listenToFocus, onKey } from './keyboard.js';
import { grow, snapshot } from './morph.js';
import { nodePart } from './parts.js';
import { patchEdge, patchNode } from './patch.js';
import { preparePictures } from './picture.js';
import { listenToPointer } from './pointer.js';
import { recompute } from './recompute.js';
import { namedBy, placeHalos } from './rings.js';
import { veilOf } from './seen.js';
import { paintSelection } from './selection.js';
import { fit, listenToSize, newSize, remeasure } from './size.js';
import { go } from './time.js';

/** @import { Figure } from '../js/types' */
/** @import { GraphData, GraphView } from './types' */

const KEYS = 'Drawing. Tab goes from box to box; Up and Down go through a box; Enter selects; Left and Right step.';

/** @param {HTMLElement} root */
function create(root) {
  const view = /** @type {GraphView} */ (newView(root, figure));
  view.sheet = html('div', 'sheet', view.stage);
  view.drawing = svg('svg', { class: 'drawing', role: 'group' }, view.sheet);
  view.rows = svg('svg', { class: 'rows', 'aria-hidden': 'true' }, view.sheet);
  view.typing = newTyping(view.stage);
  view.tip = html('div', 'tip', view.stage, { 'aria-hidden': 'true' });
  view.tip.style.display = 'none';
  view.said = html('div', 'said', root, { role: 'status', 'aria-live': 'polite' });
  view.size = newSize();
  view.cuts = { scissors: [], undo: undefined };
  view.pointing = { selected: null, hovered: null, cursor: null, group: '', touch: false };
  listenToField(view);
  listenToPointer(view);
  listenToFocus(view);
  listenToSize(view);
  hearPointing((ids) => {
    if (view.attached && view.data?.main) placeHalos(view, ids.length ? namedBy(view, ids) : view.data.highlight);
  });
  return view;
}

/**
 * @param {GraphView} view
 * @param {GraphData} data
 */
function update(view, data) {
  view.typing.waiting = view.typing.waiting.filter(({ at }) => at > (data.answered ?? 0));
  recompute(data, view.typing.waiting);
  const fresh = view.data === undefined, jump = fresh || data.start_token !== view.token;
  const shape = topology(data), rebuilt = shape !== view.drawn?.shape;
  const focus = rebuilt ? focusIn(view) : null, old = rebuilt && !fresh ? snapshot(view, data.morph) : null;
  view.data = data;
  view.token = data.start_token;
  if (rebuilt) rebuild(view, shape);
  patch(view);
  label(view);
  placeHalos(view, data.highlight);
  view.pointing.selected = heard(view.echo, data.selected, fresh ? undefined : view.pointing.selected);
  paintSelection(view);

  if (jump) pause(view);
  if (jump && !fresh) bringIntoView(view);
  if (rebuilt || jump) go(view, jump ? data.start : view.walk.step, 'instant');
  if (fresh) view.size.opens = data.start === homeStep(view);
  paintBar(view.bar, data.steps, view.walk.step);
  mirror(view);
  fit(view);
  lookAgain(() => remeasure(view));
  focus?.();
  if (old) grow(view, old);
  if (jump) beginWalk(view);
}

/**
 * @param {GraphView} view
 * @param {string} shape
 */
function rebuild(view, shape) {
  Object.assign(view.pointing, { cursor: null, hovered: null, group: '' });
  Object.assign(view.size, { goalLeft: undefined, goalTop: undefined });
  view.cuts.scissors = [];
  view.drawn = build(view, view.data, shape);
}

/**
 * Values, captions, marks, words for screen readers.
 * @param {GraphView} view
 */
function patch(view) {
  const { data, drawn } = view;
  drawn.walks = frameWalks(data);
  drawn.byId = shownAt(data, drawn.walks, view.walk.step);
  for (const node of data.nodes) preparePictures(nodePart(drawn, node.id), node);
  for (const [id, part] of drawn.parts) {
    const node = drawn.byId.get(id), edge = data.edges[part.place];
    if (part.kind === 'node' && node) patchNode(part, node, veilOf(view, node));
    else if (part.kind === 'edge' && edge) patchEdge(view, part, edge);
  }
  patchCuts(view);
  for (const [k, note] of data.notes.entries()) setFormula(/** @type {Element} */ (drawn.notes[k]), note.text);
}

/** @param {GraphView} view */
function label({ data, root, drawing, bar }) {
  setAttribute(root, 'aria-label', data.title || 'Diagram');
  setAttribute(drawing, 'aria-label', KEYS);
  root.classList.toggle('present', Boolean(data.present));
  enlarge(data.present);
  root.style.setProperty('--max-height', `${data.max_height}px`);
  describeWalk(bar, data.steps);
}

/**
 * What gives the focus back to the box or the scissors that have it now; null if they do not.
 * @param {GraphView} view
 * @returns {(() => void) | null}
 */
function focusIn(view) {
  const active = /** @type {ShadowRoot} */ (view.root.getRootNode()).activeElement;
  const id = active?.closest('.node')?.getAttribute('data-id'), cut = view.cuts.scissors.findIndex(({ g }) => g === active);
  if (!id && cut < 0) return null;
  const g = () => (id ? view.drawn.parts.get(id)?.g : view.cuts.scissors[cut]?.g);
  return () => g()?.focus({ preventScroll: true });
}

/** @type {Figure} */
const figure = { kind: 'graph', create, update, go, fit: remeasure, onKey };

serve(figure);

export default function () {}
