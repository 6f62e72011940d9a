// A new drawing grows out of the old one: boxes travel, copies come out of the last of their kind and
// go back into it, arrows follow.
import { svg } from '../js/dom.js';
import { isCalm } from '../js/window.js';
import { nodeOf, nodePart } from './parts.js';

/** @import { GraphView, NodeData } from './types' */

/** @typedef {{ g: SVGGElement, node: NodeData, scale: number, rect: DOMRect }} Old a box of the old drawing, on the screen */
/** @typedef {{ x: number, y: number, width: number }} At in units of the new drawing */

const TRAVEL = { duration: 450, easing: 'cubic-bezier(0.35, 0, 0.15, 1)' };

/** @param {string} id */
const kindOf = (id) => id.split('.')[0] ?? '';

/**
 * Where the boxes are on the screen; null if nothing shall move.
 * @param {GraphView} view before the new drawing
 * @param {boolean} morph
 * @returns {Map<string, Old> | null}
 */
export function snapshot({ drawn, size }, morph) {
  if (!morph || !drawn || !size.width || isCalm()) return null;
  /** @type {Map<string, Old>} */
  const boxes = new Map();
  for (const [id, part] of drawn.parts) {
    if (part.kind === 'node') boxes.set(id, { g: part.g, node: nodeOf(drawn, id), scale: size.scale, rect: part.frame.getBoundingClientRect() });
  }
  return boxes;
}

/**
 * @param {GraphView} view with the new drawing
 * @param {Map<string, Old>} old
 */
export function grow(view, old) {
  const { drawn, drawing, size: { scale } } = view, origin = drawing.getBoundingClientRect();
  /**
   * @param {Old} box
   * @returns {At}
   */
  const was = ({ rect, node, scale: before }) => ({
    x: (rect.left + rect.width / 2 - origin.left) / scale,
    y: (rect.top + rect.height / 2 - origin.top) / scale,
    width: (node.width * before) / scale,
  });
  const last = (/** @type {Iterable<string>} */ ids) => new Map([...ids].map((id) => [kindOf(id), id]));
  const lastOld = last(old.keys()), lastNew = last(drawn.byId.keys());
  for (const [id, node] of drawn.byId) {
    const from = old.get(id) ?? old.get(lastOld.get(kindOf(id)) ?? ''), { g } = nodePart(drawn, id);
    if (from) travel(g, node, was(from), node);
    if (!old.has(id)) g.animate([{ opacity: 0 }, {}], TRAVEL);
  }
  const ghosts = svg('g', { class: 'ghosts', 'aria-hidden': 'true' });
  drawn.layers.edges.after(ghosts);
  for (const [id, box] of old) if (!drawn.byId.has(id)) vanish(ghosts, box, was(box), drawn.byId.get(lastNew.get(kindOf(id)) ?? ''));
  ghosts.animate([{ opacity: 1 }, { opacity: 0 }], TRAVEL).onfinish = () => {
    if (ghosts.isConnected) drawing.classList.remove('growing');
    ghosts.remove();
  };
  drawing.classList.add('growing');
  for (const layer of [drawn.layers.under, drawn.layers.edges, drawn.layers.cuts]) {
    layer.animate([{ opacity: 0 }, { opacity: 0, offset: 0.5 }, {}], { duration: TRAVEL.duration * 1.6 });
  }
}

/**
 * Moves what is drawn at ``home`` from one place to another.
 * @param {SVGGElement} g
 * @param {At} home
 * @param {At} from
 * @param {At} to
 */
function travel(g, home, from, to) {
  const at = (/** @type {At} */ { x, y, width }) => `translate(${x}px, ${y}px) scale(${width / home.width}) translate(${-home.x}px, ${-home.y}px)`;
  return g.animate([{ transform: at(from) }, { transform: at(to) }], TRAVEL);
}

/**
 * @param {SVGGElement} ghosts
 * @param {Old} box
 * @param {At} from
 * @param {At | undefined} into
 */
function vanish(ghosts, { g, node }, from, into) {
  for (const element of [g, ...g.querySelectorAll('*')]) {
    for (const name of ['data-id', 'data-cell', 'role', 'tabindex', 'aria-label', 'aria-pressed', 'aria-current']) element.removeAttribute(name);
  }
  ghosts.append(g);
  travel(g, node, from, into ?? from);
}
