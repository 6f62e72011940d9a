// Boxes that show another frame at each step.
import { clamp } from '../js/numbers.js';

/** @import { GraphData, ShownNode } from './types' */

/**
 * What a box with frames shows at each step: itself with the frame's cells, under the frame's name.
 * @param {Pick<GraphData, 'nodes'>} data
 * @returns {Map<string, ShownNode[]>}
 */
export function frameWalks({ nodes }) {
  /** @type {Map<string, ShownNode[]>} */
  const walks = new Map();
  for (const node of nodes) {
    if (!node.frames) continue;
    const { labels, marks, hints, indices, ...bare } = node, of = node.frame_of_step ?? [];
    const shown = node.frames.map((frame, k) => ({ ...bare, ...frame, id: node.id, name: frame.id, since: of.indexOf(k) }));
    walks.set(node.id, of.map((k) => shown[k] ?? node));
  }
  return walks;
}

/**
 * The boxes by their ids, as they are shown at a step.
 * @param {Pick<GraphData, 'nodes' | 'steps'>} data
 * @param {Map<string, ShownNode[]>} walks
 * @param {number} step
 * @returns {Map<string, ShownNode>}
 */
export function shownAt({ nodes, steps }, walks, step) {
  const at = clamp(step, 0, steps.length - 1);
  return new Map(nodes.map((node) => [node.id, walks.get(node.id)?.[at] ?? node]));
}

/**
 * The step at which the walk first reaches each id.
 * @param {Pick<GraphData, 'steps'>} data
 * @returns {Map<string, number>}
 */
export function firstSteps({ steps }) {
  /** @type {Map<string, number>} */
  const first = new Map();
  for (const [k, step] of steps.entries()) for (const id of step.lit) if (!first.has(id)) first.set(id, k);
  return first;
}
