// What is laid around boxes and cells: the rings of pointer, choice and keyboard, and amber halos.
import { setAttribute, svg } from '../js/dom.js';
import { f } from '../js/numbers.js';
import { bounds, cellBox, textWidth } from './geometry.js';
import { find, nodePart } from './parts.js';

/** @import { Found, GraphView } from './types' */

/**
 * Lays a ring around a cell; around a box or an arrow there is none.
 * @param {GraphView} view
 * @param {SVGRectElement} ring
 * @param {Found | null} found
 */
export function placeRing({ drawn }, ring, found) {
  ring.style.display = found?.node && found.k >= 0 ? '' : 'none';
  if (!found?.node || found.k < 0) return;
  const { node, k } = found, box = cellBox(node, k), by = node.columns > 1 ? 1 : 5;
  (node.pinned ? drawn.layers.pinned : drawn.layers.over).append(ring);
  ring.classList.toggle('on-heat', node.display === 'heat');
  setAttribute(ring, 'x', f(box.x + by));
  setAttribute(ring, 'y', f(box.y + 1));
  setAttribute(ring, 'width', f(box.width - 2 * by));
  setAttribute(ring, 'height', f(box.height - 2));
}

/**
 * Lays the keyboard's ring around the box that has the focus.
 * @param {GraphView} view
 * @param {SVGElement | null} element of the box
 */
export function placeFocus({ drawn }, element) {
  const node = element?.matches(':focus-visible') ? drawn.byId.get(element.dataset.id ?? '') : undefined, { focus } = drawn.rings;
  focus.style.display = node ? '' : 'none';
  if (!node) return;
  (node.pinned ? drawn.layers.pinned : drawn.layers.over).append(focus);
  const { left, top } = bounds(node), round = node.shape === 'circle' ? node.width / 2 + 6 : 13;
  const place = { x: left - 6, y: top - 6, width: node.width + 12, height: node.height + 12, rx: round };
  for (const [name, value] of Object.entries(place)) setAttribute(focus, name, f(value));
}

/**
 * The ids that are in the drawing; "h." stands for all boxes and arrows whose id or group begins so.
 * @param {GraphView} view
 * @param {string[]} ids
 */
export function namedBy({ drawn, data }, ids) {
  const all = [...drawn.byId.keys(), ...drawn.parts.keys()];
  return [...new Set(ids.flatMap((id) => {
    if (!id.endsWith('.')) return [id];
    const grouped = [...data.edges, ...data.nodes].filter(({ group }) => `${group}.` === id).map((each) => each.id);
    return [...all.filter((each) => each.startsWith(id)), ...grouped];
  }))];
}

/**
 * Amber halos under what the guide, or a text under the pointer, points at; none where a presenter's walk has not come.
 * @param {GraphView} view
 * @param {string[]} ids
 */
export function placeHalos(view, ids) {
  const { drawn, drawing } = view, key = ids.join(' ');
  if (drawn.halos === key) return;
  drawn.halos = key;
  for (const laid of drawing.querySelectorAll('.halo, .backing')) laid.remove();
  for (const part of drawn.parts.values()) part.g.classList.remove('shown');
  /** @type {SVGRectElement[]} */
  const rings = [];
  for (const id of ids) {
    const box = drawn.byId.get(id), found = find(view, id) ?? (box && { part: nodePart(drawn, id), node: box, k: -1 });
    if (!found || (view.data.present && found.part.g.classList.contains('dim'))) continue;
    const ring = placeHalo(view, found);
    if (ring) rings.push(ring);
  }
  if (rings.length) backNames(drawing, rings);
}

/**
 * A ring that would run through the name of a box or of an arrow is interrupted there.
 * @param {SVGSVGElement} drawing
 * @param {SVGRectElement[]} rings
 */
function backNames(drawing, rings) {
  for (const name of drawing.querySelectorAll('.node > .title:not(.inside), .node > .caption, .edge > text')) {
    for (const ring of rings) if (crosses(/** @type {SVGTextElement} */ (name), ring)) backName(name, ring);
  }
}

/**
 * @param {Element} name
 * @param {SVGRectElement} ring
 */
function backName(name, ring) {
  const copy = /** @type {SVGTextElement} */ (name.cloneNode(true));
  setAttribute(copy, 'class', `backing ${name.getAttribute('class') ?? ''}`);
  setAttribute(copy, 'aria-hidden', 'true');
  ring.after(copy);
}

/**
 * True if the line of a ring runs through a text, by the sizes that the drawing knows.
 * @param {SVGTextElement} text
 * @param {SVGRectElement} ring
 */
function crosses(text, ring) {
  const at = (/** @type {Element} */ element, /** @type {string} */ name) => Number(element.getAttribute(name));
  const anchor = text.getAttribute('text-anchor') ?? (text.matches('.caption') ? 'middle' : 'start');
  const width = textWidth(text.textContent, 14), y = at(text, 'y');
  const x = at(text, 'x') - (anchor === 'end' ? width : anchor === 'middle' ? width / 2 : 0);
  const left = at(ring, 'x'), top = at(ring, 'y'), right = left + at(ring, 'width'), bottom = top + at(ring, 'height');
  const near = x < right + 2 && x + width > left - 2 && y - 12 < bottom + 2 && y + 5 > top - 2;
  return near && !(x > left + 2 && x + width < right - 2 && y - 12 > top + 2 && y + 5 < bottom - 2);
}

/**
 * @param {GraphView} view
 * @param {Found} found
 * @returns {SVGRectElement | undefined} the ring around a box
 */
function placeHalo({ drawn: { layers } }, found) {
  found.part.g.classList.add('shown');
  if (!found.node) {
    svg('path', { class: 'halo line', d: found.part.line.getAttribute('d') ?? '' }, layers.under);
    return undefined;
  }
  const { node, k } = found;
  if (k >= 0) {
    const c = cellBox(node, k);
    svg('rect', { class: 'halo cell', x: c.x - 3, y: c.y, width: c.width + 6, height: c.height, rx: 6 }, node.pinned ? layers.pinned : layers.over);
    return undefined;
  }
  const { left, top } = bounds(node);
  const halo = svg('rect', { class: 'halo', x: left - 5, y: top - 5, width: node.width + 10, height: node.height + 10, rx: 11 }, layers.under);
  if (node.pinned) layers.pinned.prepend(halo);
  return halo;
}
