// A step of the walk: what lights up, what happens now, which frames are shown.
import { paintBar } from '../js/bar.js';
import { clamp } from '../js/numbers.js';
import { mirror } from '../js/walk.js';
import { placeField } from './edit.js';
import { paintHint } from './hint.js';
import { cellId, find, nameOf, nodePart } from './parts.js';
import { patchEdge, patchNode } from './patch.js';
import { placeHalos } from './rings.js';
import { veilOf } from './seen.js';
import { paintSelection } from './selection.js';
import { follow } from './size.js';

/** @import { Found, GraphView } from './types' */

/**
 * @param {GraphView} view
 * @param {number} to
 * @param {ScrollBehavior} [behavior]
 */
export function go(view, to, behavior) {
  const { data: { steps }, drawn, walk, size } = view, step = clamp(to, 0, Math.max(0, steps.length - 1));
  if (step === walk.step && drawn.painted) return;
  dim(view, step);
  for (const g of drawn.now) { g.classList.remove('now'); g.removeAttribute('aria-current'); }
  drawn.now = (steps[step]?.now ?? []).flatMap((id) => drawn.parts.get(id)?.g ?? []);
  for (const g of drawn.now) { g.classList.add('now'); g.setAttribute('aria-current', 'step'); }
  walk.step = step;
  size.opens = false;
  drawn.painted = true;
  turnFrames(view);
  if (view.data.present && view.data.highlight.length) {
    drawn.halos = undefined;
    placeHalos(view, view.data.highlight);
  }
  paintBar(view.bar, steps, step);
  follow(view, behavior);
  mirror(view);
}

/**
 * Dims what the walk has not reached; of a drawing that stands only what changes.
 * @param {GraphView} view
 * @param {number} step
 */
function dim({ drawn, walk }, step) {
  if (!drawn.painted) {
    for (const [id, part] of drawn.parts) part.g.classList.toggle('dim', (drawn.first.get(id) ?? -1) > step);
    return;
  }
  const low = Math.min(walk.step, step), high = Math.max(walk.step, step);
  for (let k = low + 1; k <= high; k++) for (const id of drawn.reached[k] ?? []) drawn.parts.get(id)?.g.classList.toggle('dim', k > step);
}

/**
 * Shows the frames of the step; the rings and halos follow what the boxes mean now.
 * @param {GraphView} view
 */
function turnFrames(view) {
  const { drawn, pointing, data } = view, cursor = find(view, pointing.cursor), hovered = find(view, pointing.hovered), turned = new Set();
  for (const [id, walk] of drawn.walks) {
    const node = walk[view.walk.step];
    if (!node || drawn.byId.get(id) === node) continue;
    drawn.byId.set(id, node);
    patchNode(nodePart(drawn, id), node, veilOf(view, node));
    turned.add(id);
  }
  if (!turned.size) return;
  for (const part of drawn.parts.values()) {
    const edge = part.kind === 'edge' ? data.edges[part.place] : undefined;
    if (part.kind === 'edge' && edge && (turned.has(edge.source) || turned.has(edge.target))) patchEdge(view, part, edge);
  }
  pointing.cursor = renamed(view, cursor) ?? pointing.cursor;
  pointing.hovered = renamed(view, hovered) ?? pointing.hovered;
  drawn.halos = undefined;
  placeHalos(view, data.highlight);
  paintSelection(view);
  paintHint(view);
  placeField(view);
}

/**
 * The id that a box or a cell has in the frame shown now.
 * @param {GraphView} view
 * @param {Found | null} found before
 */
function renamed({ drawn }, found) {
  const node = found?.node && drawn.byId.get(found.node.id);
  return node ? (found.k < 0 ? nameOf(node) : cellId(node, found.k)) : null;
}
