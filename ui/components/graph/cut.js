// Scissors on the arrows that are cut, and their way to other arrows.
import { setAttribute, svg } from '../js/dom.js';
import { draggable, within } from '../js/drag.js';
import { settle } from '../js/keys.js';
import { clamp, f } from '../js/numbers.js';
import { decode } from '../js/payload.js';
import { plainLabel } from './geometry.js';
import { paintHint } from './hint.js';
import { edgePart } from './parts.js';
import { patchEdge } from './patch.js';

/** @import { EdgeData, GraphData, GraphView, Point, Scissors } from './types' */

const PATIENCE = 4000; // ms after which a move that the page did not take is undone
const BLADES = 'M-9 -5.5L8 4M-9 5.5L8 -4M11 6.2A3 3 0 1 1 5.4 4A3 3 0 1 1 11 6.2M11 -6.2A3 3 0 1 0 5.4 -4A3 3 0 1 0 11 -6.2';

/** @param {GraphView} view */
export function patchCuts(view) {
  const { data: { edges }, cuts } = view, movable = edges.some((edge) => edge.cuttable);
  const cut = edges.filter((edge) => edge.cut), kept = new Map(cuts.scissors.map((each) => [each.edge, each]));
  const used = new Set(cut.map((edge) => kept.get(edge.id))), free = cuts.scissors.filter((each) => !used.has(each));
  cuts.scissors = cut.map((edge) => kept.get(edge.id) ?? free.shift() ?? buildScissors(view, edge.id));
  for (const { g } of free) g.remove();
  for (const [k, edge] of cut.entries()) describeScissors(view, /** @type {Scissors} */ (cuts.scissors[k]), edge, movable);
}

/**
 * @param {GraphView} view
 * @param {string} edge
 * @returns {Scissors}
 */
function buildScissors(view, edge) {
  const g = svg('g', { class: 'scissors' }, view.drawn.layers.cuts);
  svg('circle', { class: 'grip', r: 14 }, g);
  svg('path', { d: BLADES }, g);
  /** @type {Scissors} */
  const scissors = { g, edge, movable: false, held: false, allow: () => undefined };
  scissors.allow = dragScissors(view, scissors);
  g.addEventListener('keydown', (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by || !scissors.movable) return;
    settle(event);
    const spots = spotsFor(view, scissors.edge), at = spots.findIndex(({ id }) => id === scissors.edge);
    moveCut(view, scissors, spots[clamp(at + by, 0, spots.length - 1)]);
  });
  return scissors;
}

/**
 * @param {GraphView} view
 * @param {string} id of an arrow
 * @returns {Point} in user units
 */
const middleOf = ({ drawn }, id) => edgePart(drawn, id).route?.middle ?? [0, 0];

/**
 * @param {SVGElement} element
 * @param {Point} point in user units
 */
const putAt = (element, [x, y]) => setAttribute(element, 'transform', `translate(${f(x)} ${f(y)})`);

/**
 * @param {GraphView} view
 * @param {Scissors} scissors
 * @param {EdgeData} edge
 * @param {boolean} movable
 */
function describeScissors(view, scissors, edge, movable) {
  if (scissors.held) return;
  const { g } = scissors, spots = spotsFor(view, edge.id), name = edge.alt || plainLabel(edge.label || edge.id);
  scissors.edge = edge.id;
  scissors.movable = movable;
  scissors.allow(movable);
  putAt(g, middleOf(view, edge.id));
  setAttribute(g, 'data-id', edge.id);
  setAttribute(g, 'role', movable ? 'slider' : 'img');
  setAttribute(g, 'tabindex', movable ? '0' : null);
  setAttribute(g, 'aria-label', movable ? 'Scissors: Left and Right move the cut' : `Cut: ${name}`);
  setAttribute(g, 'aria-valuemin', movable ? '1' : null);
  setAttribute(g, 'aria-valuemax', movable ? String(spots.length) : null);
  setAttribute(g, 'aria-valuenow', movable ? String(spots.indexOf(edge) + 1) : null);
  setAttribute(g, 'aria-valuetext', movable ? name : null);
}

/**
 * Where the scissors of this arrow may go, their own place included, from left to right.
 * @param {GraphView} view
 * @param {string} id of the arrow
 * @returns {EdgeData[]}
 */
function spotsFor(view, id) {
  const { edges } = view.data, own = edges.find((edge) => edge.id === id);
  const able = (/** @type {EdgeData} */ edge) => edge.id === id || (edge.cuttable && edge.role === own?.role && edge.style === own.style);
  return edges.filter(able).sort((a, b) => {
    const [ax, ay] = middleOf(view, a.id), [bx, by] = middleOf(view, b.id);
    return ax - bx || ay - by;
  });
}

/**
 * @param {GraphView} view
 * @param {Scissors} scissors
 */
function dragScissors(view, scissors) {
  const { g } = scissors;
  /** @type {EdgeData | undefined} */
  let to;
  /** @type {SVGGElement} */
  let marks;
  const release = () => {
    marks.remove();
    scissors.held = false;
    g.classList.remove('held');
  };
  return draggable(g, {
    start: () => {
      scissors.held = true;
      g.classList.add('held');
      marks = markSpots(view, scissors);
      paintHint(view);
    },
    move: (place) => {
      const { x, y } = within(place, view.drawing.getBoundingClientRect(), view.data.width);
      to = nearestSpot(view, spotsFor(view, scissors.edge), x, y);
      if (to) putAt(g, middleOf(view, to.id));
    },
    drop: () => {
      release();
      moveCut(view, scissors, to);
      patchCuts(view);
    },
    cancel: () => {
      release();
      patchCuts(view);
    },
  });
}

/**
 * @param {GraphView} view
 * @param {EdgeData[]} spots
 * @param {number} x in user units
 * @param {number} y
 */
function nearestSpot(view, spots, x, y) {
  const away = spots.map(({ id }) => {
    const [at, height] = middleOf(view, id);
    return Math.hypot(at - x, height - y);
  });
  return spots[away.indexOf(Math.min(...away))];
}

/**
 * While the scissors are held: a ghost where they come from, a dot where else they may go.
 * @param {GraphView} view
 * @param {Scissors} scissors
 */
function markSpots(view, { g, edge }) {
  const marks = svg('g', { class: 'spots' });
  g.before(marks);
  for (const { id } of spotsFor(view, edge)) if (id !== edge) putAt(svg('circle', { r: 5 }, marks), middleOf(view, id));
  putAt(svg('path', { d: BLADES }, marks), middleOf(view, edge));
  return marks;
}

/**
 * Shown at once; the page's answer comes as new data, or not at all.
 * @param {GraphView} view
 * @param {Scissors} scissors
 * @param {EdgeData | undefined} to
 */
function moveCut(view, scissors, to) {
  const { cuts, sent: given } = view, from = view.data.edges.find(({ id }) => id === scissors.edge);
  if (!from || !to || from.id === to.id) return;
  setCut(view, from, false);
  setCut(view, to, true);
  scissors.edge = to.id;
  patchCuts(view);
  view.send('cut', { from: from.id, to: to.id, at: Date.now() });
  clearTimeout(cuts.undo);
  cuts.undo = setTimeout(() => {
    if (view.sent === given && given !== undefined) restoreCuts(view, decode(given));
  }, PATIENCE);
}

/**
 * @param {GraphView} view
 * @param {GraphData} given
 */
function restoreCuts(view, given) {
  const cut = new Set(given.edges.filter((edge) => edge.cut).map(({ id }) => id));
  for (const edge of view.data.edges) setCut(view, edge, cut.has(edge.id));
  patchCuts(view);
}

/**
 * @param {GraphView} view
 * @param {EdgeData} edge
 * @param {boolean} cut
 */
function setCut(view, edge, cut) {
  edge.cut = cut;
  patchEdge(view, edgePart(view.drawn, edge.id), edge);
}
