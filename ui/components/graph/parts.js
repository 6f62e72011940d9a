// What ids mean: boxes, their cells, arrows.
import { plainLabel } from './geometry.js';

/** @import { Drawn, EdgePart, Found, GraphView, NodePart, ShownNode } from './types' */

/**
 * What a box is called now: by its own id, or that of its frame.
 * @param {ShownNode} node
 */
export const nameOf = (node) => node.name ?? node.id;

/**
 * The id of the k-th cell, from 0; the box's where a row stands for others.
 * @param {ShownNode} node
 * @param {number} k
 */
export function cellId(node, k) {
  const index = node.indices ? node.indices[k] : k + 1;
  return index === 0 ? nameOf(node) : `${nameOf(node)}.${index}`;
}

/**
 * What a box is called when it is read out.
 * @param {ShownNode} node
 */
export function spoken(node) {
  const own = plainLabel(node.title) || nameOf(node);
  return node.alt && node.name ? `${node.alt}, ${own}` : node.alt || own;
}

/**
 * What an id of a box, an arrow or a cell means now; null if it is on no drawing.
 * @param {GraphView} view
 * @param {string | null | undefined} id
 * @returns {Found | null}
 */
export function find({ drawn }, id) {
  if (id === null || id === undefined) return null;
  const whole = named(drawn, id);
  if (whole) return { part: nodePart(drawn, whole.id), node: whole, k: -1 };
  const part = drawn.parts.get(id);
  if (part?.kind === 'edge') return { part, k: -1 };
  const node = named(drawn, id.slice(0, id.lastIndexOf('.')));
  if (!node) return null;
  const k = node.texts.findIndex((_, place) => cellId(node, place) === id);
  return k < 0 ? null : { part: nodePart(drawn, node.id), node, k };
}

/**
 * The box that shows this name now.
 * @param {Drawn} drawn
 * @param {string} name
 */
function named({ byId, walks }, name) {
  const own = byId.get(name);
  if (own && nameOf(own) === name) return own;
  for (const id of walks.keys()) {
    const node = byId.get(id);
    if (node && nameOf(node) === name) return node;
  }
  return undefined;
}

/**
 * @param {Drawn} drawn
 * @param {string} id of a box
 */
export const nodePart = (drawn, id) => /** @type {NodePart} */ (drawn.parts.get(id));

/**
 * @param {Drawn} drawn
 * @param {string} id of an arrow
 */
export const edgePart = (drawn, id) => /** @type {EdgePart} */ (drawn.parts.get(id));

/**
 * A box as it is shown now.
 * @param {Drawn} drawn
 * @param {string} id its own, not that of a frame
 */
export const nodeOf = (drawn, id) => /** @type {ShownNode} */ (drawn.byId.get(id));
