// What of a drawing may be seen and typed into.

/** @import { Found, FoundNode, GraphView, ShownNode } from './types' */

/**
 * The veil that an open question lays over a box now.
 * @param {GraphView} view
 * @param {ShownNode} node
 */
export function veilOf({ data: { veil_after }, drawn }, node) {
  const reached = Math.max(drawn.first.get(node.id) ?? -1, node.since ?? -1);
  return veil_after !== null && reached > veil_after ? node.veil : 'none';
}

/**
 * True if a number is veiled, or a presenter's audience has not been shown it yet.
 * @param {GraphView} view
 * @param {FoundNode} found
 */
export function covered(view, { node, part }) {
  return veilOf(view, node) !== 'none' || (view.data.present && part.g.classList.contains('dim'));
}

/**
 * True if another number can be typed into what was found.
 * @param {GraphView} view
 * @param {Found | null} found
 * @returns {found is FoundNode}
 */
export function canEdit(view, found) {
  return Boolean(found?.node && found.k >= 0 && found.node.editable && !covered(view, found));
}
