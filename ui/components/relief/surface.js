// Where a surface over two weights and its walks stand on the screen: pure functions of data and size.
import { clamp, f } from '../js/numbers.js';

/** @import { Item } from '../js/types' */
/** @import { Corner, Projector, ReliefData, ShownWalk, Span } from './types' */

const TILT = 0.5, RISE = 0.42; // of the ground's side
/** Px within which a point is meant. */
export const NEAR = 16;

/**
 * @param {number} value
 * @param {Span} span
 */
const share = (value, [low, high]) => (value - low) / (high - low);

/**
 * From the two weights and the loss to the screen: turned around the upright axis, then tilted.
 * @param {Pick<ReliefData, 'width' | 'height' | 'w_span' | 'b_span' | 'highest'>} data
 * @param {number} em
 * @param {number} turn in radians
 * @returns {Projector}
 */
export function projector({ width, height, w_span, b_span, highest }, em, turn) {
  const sin = Math.sin(turn), cos = Math.cos(turn), half = (Math.abs(sin) + cos) / 2;
  const left = 5 * em, top = 2.5 * em, bottom = 4 * em; // what the texts around it take
  const size = Math.min((width - 2 * left) / (2 * half), (height - top - bottom) / (2 * half * TILT + RISE));
  const middle = top + (height - top - bottom + size * RISE) / 2;
  return (w, b, loss) => {
    const u = share(b, b_span) - 0.5, v = share(w, w_span) - 0.5, z = clamp(loss / highest, 0, 1);
    const deep = u * sin + v * cos;
    return [width / 2 + size * (u * cos - v * sin), middle + size * (deep * TILT - z * RISE), deep];
  };
}

/**
 * The corners of the surface's faces on the screen, by w and then by b.
 * @param {ReliefData} data
 * @param {Projector} at
 */
export const cornersOf = ({ w, b, loss }, at) => w.map((x, i) => b.map((y, k) => at(x, y, loss[i]?.[k] ?? 0)));

/**
 * The surface's faces, from back to front.
 * @param {ReliefData} data
 * @param {Corner[][]} corners
 * @returns {Item[]}
 */
export function faces({ loss, highest }, corners) {
  const found = corners.slice(1).flatMap((front, i) => front.slice(1).map((_, k) => {
    const places = [[i, k], [i + 1, k], [i + 1, k + 1], [i, k + 1]];
    const around = places.map(([row = 0, column = 0]) => /** @type {Corner} */ (corners[row]?.[column]));
    const height = (/** @type {number} */ row, /** @type {number} */ column) => loss[row]?.[column] ?? 0;
    const mean = (height(i, k) + height(i + 1, k) + height(i + 1, k + 1) + height(i, k + 1)) / 4 / highest;
    return { deep: around.reduce((sum, [, , deep]) => sum + deep, 0), points: points(around), style: `${Math.round(8 + 52 * mean)}%` };
  }));
  return found.sort((one, other) => one.deep - other.deep).map(({ deep, ...face }) => face);
}

/** @param {(Corner | [number, number])[]} places */
export const points = (places) => places.map(([x, y]) => `${f(x)},${f(y)}`).join(' ');

/**
 * A point beyond the map stands at its edge.
 * @param {Pick<ReliefData, 'w_span' | 'b_span'>} data
 * @param {Projector} at
 * @param {[number, number, number]} point
 */
export function spot({ w_span, b_span }, at, [w, b, loss]) {
  const inside = (/** @type {number} */ value, /** @type {Span} */ [low, high]) => value >= low && value <= high;
  const near = (/** @type {number} */ value, /** @type {Span} */ [low, high]) => clamp(value, low - 0.04 * (high - low), high + 0.04 * (high - low));
  const [x, y] = at(near(w, w_span), near(b, b_span), loss);
  return { x, y, off: !inside(w, w_span) || !inside(b, b_span) };
}

/**
 * The corner of the ground that is seen at a place: of those close by, the one in front.
 * @param {Corner[][]} corners
 * @param {{ x: number, y: number }} place
 * @returns {{ i: number, k: number } | null} by w and by b
 */
export function cornerAt(corners, { x, y }) {
  /** @type {{ i: number, k: number, rank: number } | null} */
  let best = null;
  for (const [i, row] of corners.entries()) {
    for (const [k, [cx, cy, deep]] of row.entries()) {
      const away = Math.hypot(cx - x, cy - y), rank = away - 12 * deep;
      if (away < 2 * NEAR && (!best || rank < best.rank)) best = { i, k, rank };
    }
  }
  return best;
}

/**
 * The id of the nearest point of a walk ("free.3"), if one is meant.
 * @param {ShownWalk[]} walks
 * @param {{ x: number, y: number }} place
 */
export function pointAt(walks, { x, y }) {
  const found = walks.flatMap(({ id, spots }) => spots.map((one, k) => ({ id: `${id}.${k}`, away: Math.hypot(one.x - x, one.y - y) })));
  const [nearest] = found.sort((a, b) => a.away - b.away);
  return nearest && nearest.away < NEAR ? nearest.id : null;
}

/**
 * The names over the ends of the walks; the second gives way to the first.
 * @param {ShownWalk[]} walks
 * @param {{ width: number, height: number }} size
 * @param {number} em
 * @returns {Item[]}
 */
export function names(walks, { width, height }, em) {
  const placed = walks.flatMap(({ role, name, spots }) => {
    const last = spots.at(-1);
    return last ? [{ role, text: last.off ? `${name}: off the map` : name, x: last.x, y: last.y - 0.9 * em }] : [];
  });
  const [first, second] = placed;
  if (first && second && Math.abs(first.y - second.y) < 1.3 * em && Math.abs(first.x - second.x) < 11 * em) second.y += 2.9 * em;
  return placed.map(({ x, y, text, role }) => {
    const half = 0.3 * em * text.length;
    return { role, text, x: f(clamp(x, half, width - half)), y: f(clamp(y, em, height - 0.4 * em)), 'text-anchor': 'middle' };
  });
}
