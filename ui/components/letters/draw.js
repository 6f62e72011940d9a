// The drawing of a text: its cells, and above them the line at the cursor under a glass.
import { setText } from '../js/dom.js';
import { patchLayer } from '../js/layers.js';
import { clamp, f } from '../js/numbers.js';
import { NARROW, roomBelow } from '../js/window.js';
import { isHidden, measureLarge, placeAt, rowOf } from './layout.js';

/** @import { Item } from '../js/types' */
/** @import { Found, Layout, LettersData, LettersView, Row } from './types' */

/** @typedef {{ k: number, token: number, p: number, rank: number, right: boolean }} Bet */
/** @typedef {Layout & { now: number, row: Row, places: number[], read: number[], x(k: number): number, y(rank: number): number }} Glass */

/** @type {Record<string, keyof SVGElementTagNameMap>} */
export const LAYERS = { plate: 'rect', halo: 'rect', letter: 'text', here: 'rect', zero: 'line', bar: 'rect', cell: 'rect', guess: 'rect', share: 'rect', sign: 'text', name: 'text', column: 'rect', ring: 'rect' };

/** @param {LettersView} view */
export function draw(view) {
  const { data, root, stage, drawing, room } = view;
  if (!data || !room) return;
  root.classList.toggle('narrow', room < NARROW);
  const layout = (view.layout = measureLarge(data, room, view.em, roomBelow(stage, data.present) - 1.5 * view.em));
  const { em, pitch, spots, tall } = layout;
  data.width = layout.width;
  data.height = layout.height;
  drawing.setAttribute('height', f(layout.height));
  drawing.style.fontSize = `${f(em)}px`;
  paintPlates(view);
  patchLayer(view, 'letter', spots.map(({ x, y }, k) => ({ text: data.characters[k] ?? '', role: kindOf(data, k), x: f(x + pitch / 2), y: f(y + 1.06 * em) })));
  patchLayer(view, 'halo', data.highlight.flatMap((id) => {
    const spot = spots[Number(id.split('.')[1]) - 1];
    return spot ? [{ x: f(spot.x - 1), y: f(spot.y - 2), width: f(pitch + 2), height: f(tall * em + 2) }] : [];
  }));
  paint(view);
}

/** @param {LettersView} view */
export function paintPlates(view) {
  if (!view.layout) return;
  const { spots, pitch, em, tall } = view.layout;
  patchLayer(view, 'plate', spots.map(({ x, y }, k) => ({ role: shade(view, k), style: strength(view, k), x: f(x), y: f(y), width: f(pitch), height: f(tall * em - 2) })));
}

/**
 * @param {LettersView} view
 * @param {number} k
 */
const hidden = ({ data, walk }, k) => isHidden(data, walk.step, k);

/**
 * @param {LettersView} view
 * @param {number} k
 */
function shade(view, k) {
  const { times, values } = view.data, value = values[k];
  if (!times[k]) return 'unread';
  return hidden(view, k) || !value ? 'empty' : value > 0 ? 'positive' : 'negative';
}

/**
 * @param {LettersView} view
 * @param {number} k
 */
const strength = (view, k) => (hidden(view, k) ? '0%' : `${f(100 * Math.min(1, Math.abs(view.data.values[k] ?? 0) / view.data.scale))}%`);

/**
 * @param {LettersData} data
 * @param {number} k
 */
const kindOf = ({ ends, times, given }, k) => (!times[k] ? 'strange' : ends.includes(k) ? 'end' : k < given ? 'given' : '');

/**
 * The glass: the row of the cursor, large, with what the network has there.
 * @param {LettersView} view
 */
export function paint(view) {
  const { layout, data } = view, now = placeAt(data, view.walk.step), row = layout?.rows[rowOf(layout.rows, now)];
  if (!layout || !row) return;
  const { em, pitch, left, tops, spots, tall } = layout, { from } = row;
  const places = Array.from({ length: row.to - from }, (_, k) => from + k);
  /** @type {Glass} */
  const glass = {
    ...layout, now, row, places, read: places.filter((k) => data.times[k] && !hidden(view, k)),
    x: (k) => left + (k - from) * pitch, y: (rank) => tops.guesses + rank * layout.guess * em,
  };
  const spot = spots[now];
  patchLayer(view, 'here', spot ? [{ x: f(spot.x), y: f(spot.y - 1), width: f(pitch), height: f(tall * em) }] : []);
  patchLayer(view, 'column', [{ x: f(glass.x(now)), y: f(tops.bars), width: f(pitch), height: f(tops.guesses + data.ranks * layout.guess * em - tops.bars) }]);
  paintBars(view, glass);
  paintBets(view, glass);
  patchLayer(view, 'ring', rings(view, glass));
  say(view);
}

/**
 * The unit's number at each place: as a bar over it, and as the color of its cell.
 * @param {LettersView} view
 * @param {Glass} glass
 */
function paintBars(view, { tops, bars, em, left, right, pitch, tall, places, read, x }) {
  const { data } = view, middle = tops.bars + (bars * em) / 2, high = (bars * em) / 2 - 2;
  patchLayer(view, 'zero', [{ x1: f(left), x2: f(right), y1: f(middle), y2: f(middle) }]);
  patchLayer(view, 'bar', read.map((k) => {
    const value = data.values[k] ?? 0, long = clamp(Math.abs(value) / data.scale, 0, 1) * high;
    return { role: shade(view, k), x: f(x(k) + 1), width: f(pitch - 2), y: f(value > 0 ? middle - long : middle), height: f(Math.max(long, 0.6)) };
  }));
  patchLayer(view, 'cell', places.map((k) => ({ role: shade(view, k), style: strength(view, k), x: f(x(k)), y: f(tops.cells), width: f(pitch), height: f(tall * em - 2) })));
}

/**
 * The likeliest next symbols under each place, and those at the cursor once more beside the glass.
 * @param {LettersView} view
 * @param {Glass} glass
 */
function paintBets(view, glass) {
  const { data } = view, { em, pitch, tops, now, places, read, x, y } = glass, list = glass.right + 0.9 * em;
  const bets = read.flatMap((k) => betsAt(data, k)), beside = glass.list ? bets.filter(({ k }) => k === now) : [];
  const mark = (/** @type {Bet} */ { right }) => (right ? 'right' : '');
  patchLayer(view, 'guess', bets.map((bet) => ({ role: mark(bet), style: `${f(100 * bet.p)}%`, x: f(x(bet.k)), y: f(y(bet.rank)), width: f(pitch), height: f(glass.guess * em - 1) })));
  patchLayer(view, 'share', beside.map((bet) => ({ role: mark(bet), x: f(list + 1.5 * em), y: f(y(bet.rank) + 0.1 * em), width: f(bet.p * 2.4 * em), height: f(glass.guess * em - 0.35 * em) })));
  const bold = (/** @type {Bet} */ bet, /** @type {number} */ at) => ({ text: data.symbols[bet.token] ?? '', role: `guessed ${mark(bet)}`, x: f(at), y: f(y(bet.rank) + em) });
  patchLayer(view, 'sign', [
    ...places.map((k) => ({ text: data.characters[k] ?? '', role: kindOf(data, k), x: f(x(k) + pitch / 2), y: f(tops.cells + 1.06 * em) })),
    ...bets.map((bet) => bold(bet, x(bet.k) + pitch / 2)),
    ...places.filter((k) => data.times[k] && hidden(view, k)).map((k) => ({ text: '?', role: 'end', x: f(x(k) + pitch / 2), y: f(y(0) + em) })),
    ...beside.map((bet) => bold(bet, list + 0.5 * em)),
  ]);
  const chances = beside.map((bet) => ({ role: `number ${mark(bet)}`, text: bet.p.toFixed(2), x: f(list + 4.1 * em), y: f(y(bet.rank) + em) }));
  patchLayer(view, 'name', glass.list ? names(data, glass, chances) : chances);
}

/**
 * What the rows of the glass are called, the chances beside it, and its scale.
 * @param {LettersData} data
 * @param {Glass} glass
 * @param {Item[]} chances
 * @returns {Item[]}
 */
function names(data, { tops, bars, em, right, y }, chances) {
  const row = (/** @type {string} */ text, /** @type {number} */ at, /** @type {string} */ role) => ({ text, role, x: f(0.7 * em), y: f(at) });
  const scale = (/** @type {string} */ text, /** @type {number} */ at) => ({ text, role: 'number', x: f(right + 0.5 * em), y: f(at) });
  return [
    row(data.unit, tops.bars + (bars * em) / 2 + 0.35 * em, 'hidden'),
    row(data.reads, tops.cells + 1.06 * em, 'input'),
    row(data.bets, y(0) + em, 'output'),
    ...chances,
    scale(data.scale_text[0], tops.bars + 0.8 * em),
    scale(data.scale_text[1], tops.bars + bars * em),
  ];
}

/**
 * @param {LettersData} data
 * @param {number} k
 * @returns {Bet[]}
 */
const betsAt = (data, k) => (data.guesses[k] ?? []).map(([token, p], rank) => ({ k, token, p, rank, right: token === data.follows[k] }));

/**
 * The rings around the chosen number, in the text and under the glass.
 * @param {LettersView} view
 * @param {Glass} glass
 * @returns {Item[]}
 */
function rings({ data }, { em, pitch, tops, spots, tall, guess, row, x, y }) {
  const [kind, number, token] = (data.selected ?? '').split('.'), k = Number(number) - 1, spot = spots[k];
  if (!spot) return [];
  const ring = (/** @type {number} */ left, /** @type {number} */ top, /** @type {number} */ high) => ({ x: f(left), y: f(top), width: f(pitch), height: f(high) });
  const inGlass = k >= row.from && k < row.to;
  if (kind !== 'p') return [ring(spot.x, spot.y - 1, tall * em), ...(inGlass ? [ring(x(k), tops.cells - 1, tall * em)] : [])];
  const rank = (data.guesses[k] ?? []).findIndex(([each]) => each === Number(token) - 1);
  return inGlass && rank >= 0 ? [ring(x(k), y(rank), guess * em - 1)] : [];
}

/**
 * What is read out in the corner: the number under the pointer; on a phone else the cursor's bets.
 * @param {LettersView} view
 */
export function say(view) {
  setText(view.output, view.at ? pointed(view, view.at) : view.layout?.list ? '' : likeliest(view));
}

/**
 * @param {LettersView} view
 * @param {Found} found
 */
function pointed(view, { place, rank }) {
  const { data } = view, time = data.times[place], name = `“${data.characters[place]}”`;
  if (!time) return `${name} is not in the network’s alphabet: it is not read`;
  if (hidden(view, place)) return `t = ${time}, ${name}: the question is open`;
  const [token, p] = data.guesses[place]?.[rank] ?? [];
  if (token !== undefined && p !== undefined) return `after ${name} at t = ${time}: “${data.symbols[token]}” with p = ${p.toFixed(3)}`;
  return `${data.unit} = ${(data.values[place] ?? 0).toFixed(3).replace('-', '−')} after ${name} at t = ${time}`;
}

/** @param {LettersView} view */
function likeliest(view) {
  const { data } = view, place = placeAt(data, view.walk.step);
  if (!data.times[place] || hidden(view, place)) return '';
  return betsAt(data, place).slice(0, 3).map(({ token, p }) => `${data.symbols[token]} ${p.toFixed(2)}`).join('  ');
}
