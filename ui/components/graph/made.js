// How the number under the pointer was made: the text beside it, what it was made of, and the card that keeps it.
import { explain, hides } from '../explain/explain.js';
import { ofChosen } from '../explain/pin.js';
import { announce } from '../explain/shown.js';
import { cellId, edgePart, nameOf, nodeOf, nodePart } from './parts.js';
import { covered } from './seen.js';

/** @import { Explanation } from '../explain/types' */
/** @import { Found, GraphView } from './types' */

/**
 * @param {GraphView} view
 * @param {Found} found
 */
const idOf = ({ data }, found) => (found.node ? (found.k < 0 ? nameOf(found.node) : cellId(found.node, found.k)) : data.edges[found.part.place]?.id ?? '');

/**
 * @param {GraphView} view
 * @param {Found | null} found
 * @returns {Explanation | null} null where there is nothing to say, or where it is hidden
 */
export function madeOf(view, found) {
  const { explained } = view.data;
  if (!found || !explained || (found.node && covered(view, found))) return null;
  return explain(explained, idOf(view, found));
}

/**
 * Marks the arrows and boxes that a number was made of, and no others.
 * @param {GraphView} view
 * @param {Found | null} found
 */
export function markSources(view, found) {
  const { drawing, data, drawn } = view;
  for (const g of drawing.querySelectorAll('.feeds')) g.classList.remove('feeds');
  if (!found?.node) return;
  const { id } = found.node, sources = sourcesOf(view, found);
  const passed = sources ? operationsInto(view, id) : new Set(), from = sources && new Set([...sources, ...passed]);
  for (const edge of data.edges) {
    if (edge.cut || (edge.target !== id && !passed.has(edge.target)) || (from && !from.has(edge.source) && !from.has(edge.group ?? ''))) continue;
    edgePart(drawn, edge.id).g.classList.add('feeds');
    if (!sources || sources.has(edge.group)) nodePart(drawn, edge.source).g.classList.add('feeds');
  }
  for (const node of data.nodes) if (node.id !== id && [nameOf(nodeOf(drawn, node.id)), node.group].some((name) => name && sources?.has(name))) nodePart(drawn, node.id).g.classList.add('feeds');
}

/**
 * The circles without numbers, such as + and ×, through which the arrows into a box come.
 * @param {GraphView} view
 * @param {string} id
 * @param {Set<string>} found
 * @returns {Set<string>}
 */
function operationsInto(view, id, found = new Set()) {
  const { nodes, edges } = view.data;
  for (const { source } of edges.filter((edge) => edge.target === id)) {
    const node = nodes.find((each) => each.id === source);
    if (node?.shape !== 'circle' || node.texts.length || found.has(source)) continue;
    operationsInto(view, source, found.add(source));
  }
  return found;
}

/**
 * The boxes and groups of arrows from which a number was computed; null for all that enter its box.
 * @param {GraphView} view
 * @param {Found} found
 * @returns {Set<string> | null}
 */
function sourcesOf(view, found) {
  const made = madeOf(view, found), { tables } = view.data.explained ?? {};
  if (!made?.sources.length || !tables) return null;
  const boxes = made.sources.flatMap(({ table, index }) => {
    const { box, group } = tables[table] ?? {};
    return [...(box ? [`${box}.${index[0]}`, box] : []), ...(group ? [group] : [])];
  });
  return boxes.length ? new Set(boxes) : null;
}

/**
 * Gives the chosen number to the card that keeps it. A reader's number stays there while its box shows another time.
 * @param {GraphView} view
 * @param {Found | null} found
 */
export function pin(view, found) {
  const { data: { main, explained, present }, pointing: { selected } } = view;
  if (!main) return;
  const elsewhere = !found && selected && !present;
  announce(!explained ? { explanation: null, hidden: false } : {
    explanation: elsewhere ? ofChosen(explained, selected) : madeOf(view, found),
    hidden: elsewhere ? hides(explained, selected) : Boolean(found?.node && covered(view, found)),
  });
}
