// Where boxes end and arrows run, in user units: pure functions of the payload.
import { clamp, f } from '../js/numbers.js';

/** @import { Box, EdgeData, LabelPlace, NodeData, Placed, Point, Route } from './types' */

/** @typedef {{ y: number, label: string }} Port where an arrow leaves or enters a side, and the label there */
/** @typedef {ReturnType<typeof bounds>} Bounds */

const GAP = 2.5; // between an arrow's tip and the border it points at
const HEAD = 9; // length of an arrow head
const BARB = 4.2; // half of its width
export const PAD = 4; // between a box's border and its cells, as in figures/graph.py
export const FONT = 14; // a number's size in a cell of ordinary height
const TWIN = 8; // how far two opposite arrows step aside
const AROUND = 88; // how far an arrow keeps from the column that it runs around: outside of its loop

/**
 * @param {string} text
 * @param {number} size
 */
export const textWidth = (text, size) => 0.58 * size * [...text].length;
/**
 * @param {string} text
 */
export const plainLabel = (text) => text.replace(/[_^{}]/g, '');

/**
 * @param {Placed} node
 */
export function bounds(node) {
  const w = node.width / 2, h = node.height / 2;
  return { left: node.x - w, right: node.x + w, top: node.y - h, bottom: node.y + h };
}

/**
 * @param {Pick<NodeData, 'cell_height'>} node
 */
export function numberSize(node) {
  return Math.min(FONT, node.cell_height * 0.7);
}

/**
 * The rectangle of the k-th cell (from 0); cells fill column by column.
 * @param {NodeData} node
 * @param {number} k
 * @returns {Box}
 */
export function cellBox(node, k) {
  const rows = Math.ceil(node.texts.length / node.columns), width = node.width / node.columns;
  const { left, top } = bounds(node);
  return {
    x: left + Math.floor(k / rows) * width,
    y: top + PAD + (k % rows) * node.cell_height,
    width,
    height: node.cell_height,
  };
}

/** @param {Pick<NodeData, 'display'>} node */
export const hasBars = ({ display }) => display === 'bars' || display === 'signed bars';

/**
 * Where the bars of a box start in one of its cells, and how long the longest is: in the middle where a
 * value is negative, its frames included, or may be.
 * @param {NodeData} node
 * @param {Pick<Box, 'x' | 'width'>} box
 */
export function barRoom(node, box) {
  const signed = node.display === 'signed bars' || [node, ...(node.frames ?? [])].some(({ values }) => values?.some((value) => (value ?? 0) < 0));
  return signed ? { zero: box.x + box.width / 2, most: box.width / 2 - 3 } : { zero: box.x + 3, most: box.width - 6 };
}

/**
 * The cell under a point, or -1.
 * @param {NodeData} node
 * @param {number} x
 * @param {number} y
 */
export function cellAt(node, x, y) {
  for (let k = 0; k < node.texts.length; k++) {
    const c = cellBox(node, k);
    if (x >= c.x && x < c.x + c.width && y >= c.y && y < c.y + c.height) return k;
  }
  return -1;
}

/**
 * How far the border is from the center's height (or side) at a distance across.
 * @param {NodeData} node
 * @param {number} across
 * @param {number} half
 */
function reach(node, across, half) {
  return node.shape === 'circle' ? Math.sqrt(Math.max(0, half * half - across * across)) : half;
}

/**
 * Where the ray from the center along (dx, dy) leaves the node.
 * @param {NodeData} node
 * @param {number} dx
 * @param {number} dy
 * @returns {Point}
 */
function exit(node, dx, dy) {
  const length = Math.hypot(dx, dy) || 1;
  const k = node.shape === 'circle'
    ? node.width / 2 / length
    : Math.min(node.width / 2 / (Math.abs(dx) || 1e-9), node.height / 2 / (Math.abs(dy) || 1e-9));
  return [node.x + dx * k, node.y + dy * k];
}

/**
 * The height at which a feedback arrow leaves or enters: the marked cell's, else the middle.
 * @param {NodeData} node
 * @param {boolean} veiled
 * @returns {Port}
 */
function port(node, veiled) {
  const k = veiled ? -1 : (node.marks || []).findIndex((mark) => mark === 'best' || mark === 'right' || mark === 'wrong');
  if (k < 0) return { y: node.y, label: '' };
  const c = cellBox(node, k);
  return { y: c.y + c.height / 2, label: (node.labels || [])[k] || '' };
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} dx
 * @param {number} dy
 */
function head(x, y, dx, dy) {
  const n = Math.hypot(dx, dy) || 1, ux = dx / n, uy = dy / n;
  const bx = x - ux * HEAD, by = y - uy * HEAD;
  return {
    d: `M${f(x)} ${f(y)}L${f(bx - uy * BARB)} ${f(by + ux * BARB)}L${f(bx + ux * 1.6)} ${f(by + uy * 1.6)}L${f(bx + uy * BARB)} ${f(by - ux * BARB)}Z`,
    x: bx + ux * 2, y: by + uy * 2,
  };
}

/**
 * The path of an edge: { d, head, label: { x, y, anchor } | null, middle: [x, y] }.
 * @param {EdgeData} edge
 * @param {NodeData} source
 * @param {NodeData} target
 * @param {{ twin?: boolean, gutter?: boolean, veiled?: [boolean, boolean] }} [around] an opposite arrow, a feedback somewhere, veils over the ends
 * @returns {Route}
 */
export function route(edge, source, target, { twin = false, gutter = false, veiled = [false, false] } = {}) {
  if (source === target) return loop(edge, source);
  if (edge.style === 'feedback') return feedback(edge, source, target, veiled);
  if (edge.style === 'curve') return curve(edge, source, target);
  if (edge.style === 'elbow') return elbow(edge, source, target);
  return straight(edge, source, target, twin ? TWIN : 0, gutter);
}

/**
 * Where an arrow crosses between two boxes that overlap along an axis: in the middle of the smaller one if the
 * other reaches past both its ends, else half way between their middles, as far as both reach.
 * @param {number} at
 * @param {number} size
 * @param {number} other
 * @param {number} otherSize
 */
function between(at, size, other, otherSize) {
  const low = Math.max(at - size / 2, other - otherSize / 2), high = Math.min(at + size / 2, other + otherSize / 2);
  const [middle, small] = size < otherSize ? [at, size] : [other, otherSize];
  return high - low > small - 1e-6 ? middle : clamp((at + other) / 2, low, high);
}

/**
 * Straight up or across where the two face each other, but between two points on the line that joins them.
 * @param {EdgeData} edge
 * @param {NodeData} source
 * @param {NodeData} target
 * @param {number} aside
 * @param {boolean} gutter
 * @returns {Route}
 */
function straight(edge, source, target, aside, gutter) {
  const s = bounds(source), t = bounds(target), points = source.shape === 'circle' && target.shape === 'circle';
  const lowX = Math.max(s.left, t.left), highX = Math.min(s.right, t.right);
  const lowY = Math.max(s.top, t.top), highY = Math.min(s.bottom, t.bottom);
  /** @type {number} */ let x1, /** @type {number} */ y1, /** @type {number} */ x2, /** @type {number} */ y2;
  if (!points && highX > lowX && (s.top >= t.bottom || s.bottom <= t.top)) {
    const up = target.y < source.y ? -1 : 1;
    x1 = x2 = between(source.x, source.width, target.x, target.width) + (up < 0 ? -aside : aside);
    y1 = source.y + up * reach(source, x1 - source.x, source.height / 2);
    y2 = target.y - up * (reach(target, x1 - target.x, target.height / 2) + GAP);
  } else if (!points && highY > lowY && (s.left >= t.right || s.right <= t.left)) {
    const right = target.x < source.x ? -1 : 1;
    y1 = y2 = between(source.y, source.height, target.y, target.height) + (right > 0 ? -aside : aside);
    x1 = source.x + right * reach(source, y1 - source.y, source.width / 2);
    x2 = target.x - right * (reach(target, y1 - target.y, target.width / 2) + GAP);
  } else {
    const dx = target.x - source.x, dy = target.y - source.y, n = Math.hypot(dx, dy) || 1;
    [x1, y1] = exit(source, dx, dy);
    [x2, y2] = exit(target, -dx, -dy);
    const ox = (dy / n) * aside, oy = (-dx / n) * aside;
    x1 += ox; y1 += oy; x2 += ox - (dx / n) * GAP; y2 += oy - (dy / n) * GAP;
  }
  const tip = head(x2, y2, x2 - x1, y2 - y1);
  return {
    d: `M${f(x1)} ${f(y1)}L${f(tip.x)} ${f(tip.y)}`,
    head: tip.d,
    label: besideLine(edge.label, x1, y1, x2, y2, aside, gutter, edge.label_at),
    middle: [x2 + (x1 - x2) * edge.label_at, y2 + (y1 - y2) * edge.label_at],
  };
}

/**
 * @param {string} text
 * @param {number} x1
 * @param {number} y1
 * @param {number} x2
 * @param {number} y2
 * @param {number} aside
 * @param {boolean} gutter
 * @param {number} at
 * @returns {LabelPlace | null}
 */
function besideLine(text, x1, y1, x2, y2, aside, gutter, at) {
  if (!text) return null;
  const dx = x2 - x1, dy = y2 - y1, width = textWidth(plainLabel(text), 12);
  if (Math.abs(dx) < 1) {
    if (Math.abs(dy) < 16) return null;
    const left = aside && dy < 0;
    return { x: x1 + (left ? -8 : 8), y: y1 + dy * at, anchor: left ? 'end' : 'start' };
  }
  if (Math.abs(dy) < 1) {
    if (Math.abs(dx) < width + 4) return null;
    const along = gutter ? Math.min(x1, x2) + Math.max(0.31 * Math.abs(dx), width / 2 + 2) : x1 + dx * at;
    return { x: along, y: y1 + (aside && dx < 0 ? 13 : -14), anchor: 'middle' };
  }
  const n = Math.hypot(dx, dy), side = aside || dx * dy < 0 ? 1 : -1;
  return { x: (x1 + x2) / 2 + side * (dy / n) * 12, y: (y1 + y2) / 2 - side * (dx / n) * 12,
    anchor: side * dy > 0 ? 'start' : 'end' };
}

/**
 * Where an arrow may start that leaves at a row: to the right of the row's label.
 * @param {Bounds} box
 * @param {Port} from
 */
const beside = (box, from) => box.right + (from.label ? 12 + textWidth(from.label, FONT) : 0);

/**
 * Out of the source at its marked row, down the gutter between two columns, into the target.
 * @param {EdgeData} edge
 * @param {NodeData} source
 * @param {NodeData} target
 * @param {[boolean, boolean]} veiled
 * @returns {Route}
 */
function feedback(edge, source, target, veiled) {
  const from = port(source, veiled[0]), to = port(target, veiled[1]), s = bounds(source), t = bounds(target);
  const space = t.left - s.right;
  if (t.left < s.right && s.left < t.right) return around(edge, source, target, from, to.y);
  if (space < 13) return curve(edge, source, target);
  const x1 = beside(s, from), y1 = from.y;
  const tip = head(t.left - GAP, to.y, 1, 0), x = space < 24 ? x1 + 5 : Math.max(x1 + 4, s.right + 0.64 * space), y2 = to.y;
  const down = y2 > y1 ? 1 : -1, tall = Math.abs(y2 - y1) / 2;
  const r1 = Math.min(x - x1, tall, 30), r2 = Math.min(Math.max(tip.x - x, 4), tall, 30);
  return {
    d: `M${f(x1)} ${f(y1)}L${f(x - r1)} ${f(y1)}C${f(x - r1 * 0.3)} ${f(y1)} ${f(x)} ${f(y1 + down * r1 * 0.4)} ${f(x)} ${f(y1 + down * r1 * 1.1)}`
      + `L${f(x)} ${f(y2 - down * r2 * 1.5)}C${f(x)} ${f(y2 - down * r2 * 0.5)} ${f(x + r2 * 0.3)} ${f(y2)} ${f(tip.x)} ${f(y2)}`,
    head: tip.d,
    label: edge.label ? { x: x + 6, y: s.bottom + 13, anchor: 'start' } : null,
    middle: [x, (y1 + y2) / 2],
  };
}

/**
 * Back to a box of the same column, around it at the right: what is fed back before it is unrolled.
 * @param {EdgeData} edge
 * @param {NodeData} source
 * @param {NodeData} target
 * @param {Port} from
 * @param {number} y2
 * @returns {Route}
 */
function around(edge, source, target, from, y2) {
  const s = bounds(source), t = bounds(target), x1 = beside(s, from), y1 = from.y, x = Math.max(s.right, t.right) + AROUND, r = Math.min(24, Math.abs(y2 - y1) / 2);
  const tip = head(t.right + GAP, y2, -1, 0), down = y2 > y1 ? 1 : -1;
  return {
    d: `M${f(x1)} ${f(y1)}L${f(x - r)} ${f(y1)}Q${f(x)} ${f(y1)} ${f(x)} ${f(y1 + down * r)}`
      + `L${f(x)} ${f(y2 - down * r)}Q${f(x)} ${f(y2)} ${f(x - r)} ${f(y2)}L${f(tip.x)} ${f(y2)}`,
    head: tip.d,
    label: edge.label ? { x: x - 6, y: (y1 + y2) / 2, anchor: 'end' } : null,
    middle: [x, (y1 + y2) / 2],
  };
}

/**
 * @param {EdgeData} edge
 * @param {NodeData} source
 * @param {NodeData} target
 * @returns {Route}
 */
function curve(edge, source, target) {
  const s = bounds(source), t = bounds(target), dx = target.x - source.x, dy = target.y - source.y;
  /** @type {number} */ let x1, /** @type {number} */ y1, /** @type {number} */ x2, /** @type {number} */ y2;
  /** @type {Point} */ let c1, /** @type {Point} */ c2;
  if (Math.abs(dy) < (source.height + target.height) / 4) { // same row: an arc above it
    const rise = Math.min(70, 18 + 0.16 * Math.abs(dx));
    [x1, y1, x2, y2] = [source.x + Math.sign(dx) * source.width * 0.2, s.top, target.x - Math.sign(dx) * target.width * 0.2, t.top - GAP];
    c1 = [x1 + dx * 0.15, y1 - rise]; c2 = [x2 - dx * 0.15, y2 - rise];
  } else if (Math.abs(dx) > Math.abs(dy) * 0.6) {
    const right = Math.sign(dx);
    [x1, y1, x2, y2] = [right > 0 ? s.right : s.left, source.y, (right > 0 ? t.left : t.right) - right * GAP, target.y];
    c1 = [(x1 + x2) / 2, y1]; c2 = [(x1 + x2) / 2, y2];
  } else {
    const down = Math.sign(dy);
    [x1, y1, x2, y2] = [source.x, down > 0 ? s.bottom : s.top, target.x, (down > 0 ? t.top : t.bottom) - down * GAP];
    c1 = [x1, (y1 + y2) / 2]; c2 = [x2, (y1 + y2) / 2];
  }
  const tip = head(x2, y2, x2 - c2[0], y2 - c2[1]);
  /** @type {Point} */
  const middle = [(x1 + 3 * c1[0] + 3 * c2[0] + x2) / 8, (y1 + 3 * c1[1] + 3 * c2[1] + y2) / 8];
  return {
    d: `M${f(x1)} ${f(y1)}C${f(c1[0])} ${f(c1[1])} ${f(c2[0])} ${f(c2[1])} ${f(tip.x)} ${f(tip.y)}`,
    head: tip.d,
    label: edge.label ? { x: middle[0], y: middle[1] - 10, anchor: 'middle' } : null,
    middle,
  };
}

/**
 * Sideways out of the source, round one corner, straight into the target.
 * @param {EdgeData} edge
 * @param {NodeData} source
 * @param {NodeData} target
 * @returns {Route}
 */
function elbow(edge, source, target) {
  const s = bounds(source), t = bounds(target);
  const right = target.x > source.x ? 1 : -1, down = target.y > source.y ? 1 : -1;
  const x1 = right > 0 ? s.right : s.left, x2 = target.x, y1 = source.y;
  const y2 = (down > 0 ? t.top : t.bottom) - down * GAP, tip = head(x2, y2, 0, down);
  const r = Math.max(0, Math.min(12, Math.abs(x2 - x1), Math.abs(tip.y - y1)));
  return {
    d: `M${f(x1)} ${f(y1)}L${f(x2 - right * r)} ${f(y1)}Q${f(x2)} ${f(y1)} ${f(x2)} ${f(y1 + down * r)}L${f(tip.x)} ${f(tip.y)}`,
    head: tip.d,
    label: edge.label ? { x: (x1 + x2) / 2, y: y1 - 10, anchor: 'middle' } : null,
    middle: [(x1 + x2) / 2, y1],
  };
}

/**
 * Out of the right side and back into it: the network before it is unrolled.
 * @param {EdgeData} edge
 * @param {NodeData} node
 * @returns {Route}
 */
function loop(edge, node) {
  const { right } = bounds(node), h = Math.min(node.height / 4, 26), out = 58;
  const tip = head(right + GAP, node.y + h, -1, -0.12);
  return {
    d: `M${f(right)} ${f(node.y - h)}C${f(right + out)} ${f(node.y - 2.1 * h)} ${f(right + out)} ${f(node.y + 2.1 * h)} ${f(tip.x)} ${f(tip.y)}`,
    head: tip.d,
    label: edge.label ? { x: right + out * 0.83, y: node.y, anchor: 'start' } : null,
    middle: [right + out * 0.75, node.y],
  };
}
