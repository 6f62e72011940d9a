// Where everything of a plot stands, and how its lines run: pure functions of the data and the size, in px.
import { clamp, f } from '../js/numbers.js';
import { written } from './written.js';

/** @import { Item } from '../js/types' */
/** @import { CurvesData, LegendItem, Line, Panel, PanelData, Point, Value } from './types' */

/** Of an em, a letter on the average. */
export const WIDE = 0.56, BOLD = 0.64;

/**
 * The place in `xs` of what is nearest to `x`.
 * @param {number[]} xs
 * @param {number} x
 */
export function nearest(xs, x) {
  const at = (/** @type {number} */ k) => /** @type {number} */ (xs[k]);
  let best = 0;
  for (let k = 1; k < xs.length; k++) if (Math.abs(at(k) - x) < Math.abs(at(best) - x)) best = k;
  return best;
}

/** @param {PanelData} panel */
export const solid = (panel) => panel.series.filter((line) => !line.dashed);

/**
 * The panels with their places on the screen; the vertical axes of stacked ones are aligned.
 * @param {{ data: CurvesData, width: number, height: number, em: number }} view
 * @returns {Panel[]}
 */
export function layout({ data, width, height, em }) {
  const n = data.panels.length, stacked = !data.beside || width < 44 * em, foot = 2.7 * em;
  const margin = (/** @type {PanelData} */ panel) => (WIDE + 0.06) * em * Math.max(1, ...panel.ticks.map(([, text]) => text.length)) + 0.6 * em;
  const widest = Math.max(...data.panels.map(margin));
  const span = (width + (stacked ? 0 : 1.5 * em)) / (stacked ? 1 : n);
  return data.panels.map((panel, k) => {
    const before = data.shares.slice(0, k).reduce((sum, share) => sum + share, 0), room = height - foot;
    const x = stacked ? 0 : k * span, y = stacked ? before * room : 0, rise = stacked ? (data.shares[k] ?? 0) * room : room;
    const left = x + (stacked ? widest : margin(panel)), right = x + span - (stacked ? 1.1 : 2.6) * em;
    const legend = placeLegend(panel, x, right, em), rows = legend.at(-1)?.row ?? 0;
    const top = y + (2.3 + 1.45 * rows) * em, bottom = y + rise - (stacked && k < n - 1 ? 1.5 * em : 0);
    const px = (/** @type {number} */ at) => left + ((right - left) * (at - data.x.low)) / (data.x.high - data.x.low);
    const py = (/** @type {number | '0'} */ value) => bottom - ((bottom - top) * (clamp(value === '0' ? panel.low : value, panel.low, panel.high) - panel.low)) / (panel.high - panel.low);
    return { ...panel, legend, x, y, left, right, top, bottom, px, py, last: !stacked || k === n - 1 };
  });
}

/**
 * What is drawn how, beside the axis' name; a single line needs no legend.
 * @param {PanelData} panel
 * @param {number} x the panel's left end
 * @param {number} right
 * @param {number} em
 * @returns {LegendItem[]}
 */
function placeLegend(panel, x, right, em) {
  const lines = panel.series.filter((line) => !line.level);
  if (lines.length < 2 && !lines.some((line) => line.band || line.mark)) return [];
  const items = lines.flatMap((line) => /** @type {Pick<LegendItem, 'line' | 'kind' | 'text'>[]} */ ([
    { line, kind: 'line', text: line.name },
    ...(line.band?.name ? [{ line, kind: 'band', text: line.band.name }] : []),
    ...(line.mark ? [{ line, kind: 'mark', text: line.mark }] : []),
  ]));
  let at = x + WIDE * em * panel.label.length + 1.6 * em, row = 0;
  return items.map((item) => {
    const wide = (2 + WIDE * item.text.length) * em;
    if (at + wide > right + 1.1 * em && at > x) [at, row] = [x, row + 1];
    const placed = { ...item, row, at };
    at += wide + 1.1 * em;
    return placed;
  });
}

/**
 * @param {Panel} panel
 * @param {number} em
 * @returns {Item[]}
 */
export function legendSigns(panel, em) {
  return panel.legend.map(({ line, kind, at, row }) => {
    const y = panel.y + (0.6 + 1.45 * row) * em, role = `${{ line: 'drawn', band: 'filled', mark: 'dotted' }[kind]} ${look(line)}`;
    if (kind === 'band') return { role, d: `M${at} ${y - 0.4 * em}h${1.5 * em}v${0.8 * em}h${-1.5 * em}Z` };
    if (kind === 'mark') return { role, d: `M${at + 0.45 * em} ${y}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z` };
    return { role, d: `M${at} ${y}h${1.5 * em}` };
  });
}

/** @param {Line} line */
export const look = (line) => `${line.role}${line.dashed ? ' dashed' : ''}${line.thin ? ' thin' : ''}`;

/**
 * A line within its panel: cut where it leaves the axis, down to its foot where it becomes exactly 0.
 * @param {Panel} panel
 * @param {Line} line
 */
export function trace(panel, line) {
  if (line.level) return levelOf(panel, line);
  const spots = line.xs.map((_, k) => spotAt(panel, line, k));
  let pen = false; // down where the stretch before has ended
  const d = spots.map((now, k) => {
    const before = spots[k - 1] ?? null, onGround = now?.foot && (before?.foot ?? true);
    const drawn = now && !onGround ? stretch(panel, before ?? now, now) : null, goesOn = pen && drawn?.enter === 0;
    pen = drawn?.leave === 1;
    if (!drawn) return '';
    return before ? `${goesOn ? '' : `M${drawn.from}`}L${drawn.to}` : `M${drawn.to}`;
  }).join('');
  return d && `${d}h0`;
}

/** @typedef {{ x: number, y: number, foot: boolean }} Spot a point of a line; at its foot it is exactly 0 */

/**
 * @param {Panel} panel
 * @param {Line} line
 * @param {number} k
 * @returns {Spot | null} null where the line is undefined
 */
function spotAt(panel, line, k) {
  const x = line.xs[k], y = line.y[k] ?? null;
  if (x === undefined || y === null) return null;
  return { x, y: y === '0' ? panel.low : y, foot: y === '0' };
}

/**
 * What of the way between two points lies within the panel; null if nothing does.
 * @param {Panel} panel
 * @param {Spot} from
 * @param {Spot} to
 */
function stretch(panel, from, to) {
  const { low, high } = panel;
  if (Math.max(from.y, to.y) < low || Math.min(from.y, to.y) > high) return null;
  const share = (/** @type {number} */ value) => (to.y === from.y ? 0 : clamp((value - from.y) / (to.y - from.y), 0, 1));
  const enter = from.y > high ? share(high) : from.y < low ? share(low) : 0;
  const leave = to.y > high ? share(high) : to.y < low ? share(low) : 1;
  const at = (/** @type {number} */ s) => `${f(panel.px(from.x + s * (to.x - from.x)))} ${f(panel.py(from.y + s * (to.y - from.y)))}`;
  return { enter, leave, from: at(enter), to: at(leave) };
}

/**
 * @param {Panel} panel
 * @param {Line} line
 */
function levelOf(panel, line) {
  const level = line.y[0] ?? null;
  return inside(panel, level) ? `M${f(panel.left)} ${f(panel.py(level))}H${f(panel.right)}` : '';
}

/**
 * @param {PanelData} panel
 * @param {Value} value
 * @returns {value is number}
 */
export const inside = (panel, value) => value !== null && value !== '0' && value >= panel.low && value <= panel.high;

/**
 * Where a line lies farthest beyond its axis, at the border next to its nearest place within; null if it stays inside.
 * @param {Panel} panel
 * @param {Line} line
 * @returns {{ x: number, y: number, value: number } | null}
 */
export function farthest(panel, line) {
  const { low, high } = panel, beyond = (/** @type {Value} */ y) => (typeof y === 'number' ? Math.max(low - y, y - high, 0) : 0);
  if (line.level) return null;
  const k = line.y.reduce((/** @type {number} */ best, y, at) => (beyond(y) > beyond(line.y[best] ?? null) ? at : best), 0), value = line.y[k];
  if (typeof value !== 'number' || !beyond(value)) return null;
  const within = line.xs.filter((_, at) => inside(panel, line.y[at] ?? null)), from = line.xs[k] ?? NaN;
  const x = within[nearest(within, from)] ?? from;
  return { x: panel.px(x), y: value < low ? panel.bottom : panel.top, value };
}

/**
 * The band of a line, in pieces where it is undefined in between; '' without one.
 * @param {Panel} panel
 * @param {Line} line
 */
export function area(panel, { band, xs }) {
  if (!band) return '';
  /** @type {{ x: number, low: number, high: number }[][]} */
  const runs = [[]];
  xs.forEach((x, k) => {
    const low = band.low[k] ?? null, high = band.high[k] ?? null;
    if (low === null || high === null) runs.push([]);
    else runs.at(-1)?.push({ x, low, high });
  });
  return runs.filter((run) => run.length > 1).map((run) => {
    const edge = (/** @type {'low' | 'high'} */ side, /** @type {typeof run} */ places) => places.map((at) => `${f(panel.px(at.x))} ${f(panel.py(at[side]))}`).join('L');
    return `M${edge('high', run)}L${edge('low', [...run].reverse())}Z`;
  }).join('');
}

/**
 * Where a line ends, in px, and its last value as it is written; null for a line without values.
 * @param {Panel} panel
 * @param {Line} line
 */
export function lastPoint(panel, line) {
  const k = line.y.findLastIndex((y) => y !== null), x = line.xs[k], y = line.y[k] ?? null;
  return x === undefined || y === null ? null : { line, x: panel.px(x), y: panel.py(y), text: written(y, panel.log) };
}

/**
 * @typedef {object} Label
 * @property {string} role
 * @property {string} text
 * @property {number} weight a letter's width, in em
 * @property {number} x
 * @property {number} y
 * @property {number} below how far below its place it stands, if not above
 */

/** @typedef {{ base: number, low: number, high: number, top: number }} Box */

/**
 * Places a text above or below its place, where less is in the way, and inside of its panel.
 * @param {Panel} panel
 * @param {number} em
 * @returns {(label: Label) => Item}
 */
export function labeler(panel, em) {
  const dots = panel.series.filter((line) => !line.level).flatMap((line) => line.xs.map((x, k) => /** @type {const} */ ([panel.px(x), heightOf(panel, line.y[k] ?? null)])));
  const levels = panel.series.filter((line) => line.level).map((line) => heightOf(panel, line.y[0] ?? null));
  /** @type {Box[]} */
  const taken = [];
  return ({ role, text, weight, x, y, below }) => {
    const half = (weight * em * text.length) / 2, middle = Math.min(Math.max(x, panel.left + half), panel.right - half);
    const [above, under] = /** @type {[Box, Box]} */ ([y - 0.35 * em, y + below].map((base) => ({ base, low: middle - half, high: middle + half, top: base - 0.8 * em })));
    const cost = (/** @type {Box} */ box) => dots.filter(([dx, dy]) => dx > box.low && dx < box.high && dy > box.top && dy < box.base).length
      + 3 * levels.filter((level) => level > box.top && level < box.base).length
      + 1e4 * (Number(taken.some((other) => box.low < other.high && other.low < box.high && box.top < other.base && other.top < box.base)) + Number(box.base > panel.bottom) + Number(box.top < panel.top - 2 * em));
    const best = cost(under) < cost(above) ? under : above;
    taken.push(best);
    return { text, role, x: f(middle), y: f(best.base), 'text-anchor': 'middle' };
  };
}

/**
 * @param {Panel} panel
 * @param {Value} value
 */
const heightOf = (panel, value) => (value === null ? NaN : panel.py(value));

/**
 * The points of the solid lines at a place of the horizontal axis.
 * @param {PanelData} panel
 * @param {number} at
 * @returns {Point[]}
 */
export function pointsAt(panel, at) {
  return solid(panel).flatMap((line) => {
    const { xs } = line, first = xs[0], last = xs.at(-1);
    if (first === undefined || last === undefined || at < first - 1e-9 || at > last + 1e-9) return [];
    const k = nearest(xs, at);
    return [{ line, k, x: xs[k] ?? NaN, y: line.y[k] ?? null }];
  });
}
