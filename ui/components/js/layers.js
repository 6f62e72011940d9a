// A drawing in layers: one for each kind of element, whose elements are kept and patched.
import { describeWalk } from './bar.js';
import { html, setAttribute, setText, svg } from './dom.js';
import { beginWalk, pause } from './walk.js';
import { bringIntoView, enlarge, lookAgain, oncePainted } from './window.js';

/** @import { Item, LayeredData, LayeredView, View } from './types' */

/**
 * One drawing with a layer for each kind, and a line that reads out.
 * @template {LayeredView} V
 * @param {View} view
 * @param {Record<string, keyof SVGElementTagNameMap>} kinds the element of each layer, from the lowest
 * @returns {V}
 */
export function addLayers(view, kinds) {
  const drawing = svg('svg', { role: 'img', tabindex: '0' }, view.stage);
  return /** @type {V} */ (/** @type {unknown} */ (Object.assign(view, {
    drawing,
    kinds,
    output: html('output', '', view.stage, { 'aria-live': 'polite' }),
    groups: Object.fromEntries(Object.keys(kinds).map((kind) => [kind, svg('g', {}, drawing)])),
    rows: { children: [] },
  })));
}

/**
 * Children of one kind are kept and patched; only what is too many or too few comes and goes.
 * @param {LayeredView} view
 * @param {string} kind
 * @param {Item[]} items
 */
export function patchLayer(view, kind, items) {
  const group = /** @type {SVGGElement} */ (view.groups[kind]), name = /** @type {'rect'} */ (view.kinds[kind]);
  while (group.children.length > items.length) group.lastChild?.remove();
  items.forEach(({ text = '', role = '', style, ...attributes }, place) => {
    const element = /** @type {SVGElement} */ (group.children[place] ?? svg(name, {}, group));
    for (const [attribute, value] of Object.entries(attributes)) setAttribute(element, attribute, String(value));
    setAttribute(element, 'class', `${kind} ${role}`);
    if (style && element.style.getPropertyValue('--share') !== style) element.style.setProperty('--share', style);
    if (element.localName === 'text') setText(element, text);
  });
}

/**
 * The size of the drawing and of its type; true if either is another than it was.
 * @param {LayeredView} view
 */
export function resized(view) {
  const { data, drawing, root } = view, width = drawing.clientWidth, height = drawing.clientHeight;
  const em = parseFloat(getComputedStyle(root).fontSize), same = width === data.width && height === data.height && em === view.em;
  Object.assign(data, { width, height });
  view.em = em;
  return !same;
}

/**
 * New data: the walk keeps its step, unless it is the first or begins anew. The drawing keeps its size until it is
 * on the screen, and is then fitted to its place: measured before that, it would cost the browser another layout.
 * @template {LayeredView} V
 * @param {V} view
 * @param {LayeredData} data
 * @param {(view: V) => void} draw in the size that was measured last
 */
export function redraw(view, data, draw) {
  const { figure, walk } = view, fresh = view.data === undefined, jump = fresh || data.start_token !== view.token;
  if (!fresh) Object.assign(data, { width: view.data.width, height: view.data.height });
  view.data = data;
  view.token = data.start_token;
  view.root.classList.toggle('present', data.present);
  if (data.main) enlarge(data.present);
  describeWalk(view.bar, data.steps);
  view.drawing.setAttribute('aria-label', data.alt);
  if (jump) pause(view);
  if (jump && !fresh) bringIntoView(view);
  figure.go(view, jump ? data.start : walk.step);
  if (fresh) figure.fit(view);
  else {
    draw(view);
    oncePainted(() => view.attached && figure.fit(view));
  }
  if (!jump) return;
  beginWalk(view);
  lookAgain(() => view.attached && view.onResize());
}
