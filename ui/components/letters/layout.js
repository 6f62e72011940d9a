// Where the cells of a text stand and what of them may be seen: pure functions of data and size.
import { clamp } from '../js/numbers.js';
import { NARROW } from '../js/window.js';

/** @import { Found, Layout, LettersData, Row } from './types' */

const WIDE = 0.74, GAP = 1.1; // of an em, like the heights:
const HIGH = { tall: 1.5, guess: 1.4, bars: 3.6 }, LOW = { tall: 1.36, guess: 1.28, bars: 2.3 }; // a reader's, a presenter's
const MOST_COLUMNS = 72;
const LARGER = [1.8, 1.6, 1.45, 1.3, 1.15]; // times the page's text; a reader's figure takes the last two

/**
 * Lines of the text, broken where they are too long for the width; only a line's end may hang over.
 * @param {Pick<LettersData, 'characters' | 'ends'>} data
 * @param {number} columns
 * @returns {Row[]}
 */
export function breakLines({ characters, ends }, columns) {
  /** @type {Row[]} */
  const rows = [];
  const stops = new Set(ends);
  let from = 0;
  for (let k = 0; k < characters.length; k++) {
    if (!stops.has(k) && (k + 1 - from < columns || stops.has(k + 1)) && k + 1 < characters.length) continue;
    rows.push({ from, to: k + 1 });
    from = k + 1;
  }
  return rows;
}

/**
 * @param {LettersData} data
 * @param {number} width in px
 * @param {number} em
 * @returns {Layout}
 */
export function measure(data, width, em) {
  const narrow = width < NARROW, side = 0.7 * em, sizes = data.present ? LOW : HIGH, { tall, guess, bars } = sizes;
  const left = side + (narrow ? 0 : 4.2 * em), list = narrow ? 0 : 6.6 * em, pitch = WIDE * em;
  const columns = clamp(Math.floor((width - left - list - 2 * side) / pitch), 8, MOST_COLUMNS);
  const rows = breakLines(data, columns);
  const guesses = (0.7 + bars + tall) * em;
  const tops = { bars: 0.5 * em, cells: (0.6 + bars) * em, guesses, text: guesses + (data.ranks * guess + GAP) * em };
  const spots = rows.flatMap(({ from, to }, row) => Array.from({ length: to - from }, (_, k) => ({ x: left + k * pitch, y: tops.text + row * tall * em })));
  return {
    ...sizes, em, width, left, right: left + columns * pitch, pitch, columns, list, tops, rows, spots,
    height: tops.text + (rows.length * tall + 0.6) * em,
  };
}

/**
 * The same as large as the room allows, so that a short text is read from the last row: it breaks into no more lines
 * than at the size of the page's text.
 * @param {LettersData} data
 * @param {number} width in px
 * @param {number} em of the page's text
 * @param {number} room in px, from the top of the drawing to where it shall end
 * @returns {Layout}
 */
export function measureLarge(data, width, em, room) {
  const plain = measure(data, width, em), sizes = width < NARROW ? [] : data.present ? LARGER : LARGER.slice(-2);
  const larger = sizes.map((by) => measure(data, width, by * em));
  return larger.find(({ rows, height }) => rows.length === plain.rows.length && height <= room) ?? plain;
}

/**
 * The place of a step.
 * @param {Pick<LettersData, 'steps'>} data
 * @param {number} step
 */
export const placeAt = ({ steps }, step) => steps[step]?.at ?? 0;

/**
 * The step at a place; what the network does not read belongs to the step before.
 * @param {Pick<LettersData, 'steps'>} data
 * @param {number} place
 */
export const stepAt = ({ steps }, place) => Math.max(0, steps.findLastIndex((step) => step.at <= place));

/**
 * @param {Row[]} rows
 * @param {number} place
 */
export const rowOf = (rows, place) => Math.max(0, rows.findLastIndex((row) => row.from <= place));

/**
 * What an open question hides, and a presenter's audience has not been shown yet.
 * @param {Pick<LettersData, 'present' | 'steps' | 'veil_after'>} data
 * @param {number} step that of the walk
 * @param {number} place
 */
export function isHidden(data, step, place) {
  if (data.present && place > placeAt(data, step)) return true;
  return data.veil_after !== null && place > placeAt(data, data.veil_after);
}

/**
 * The place one line above or below another, as far along as that line goes; null at the ends of the text.
 * @param {Row[]} rows
 * @param {number} place
 * @param {number} by 1 or -1
 */
export function placeInNextRow(rows, place, by) {
  const k = rowOf(rows, place), row = rows[k], other = rows[k + by];
  return row && other ? Math.min(other.from + place - row.from, other.to - 1) : null;
}

/**
 * What stands at a point of the drawing: a place of the text, and which of the likeliest if it is one.
 * @param {Layout} layout
 * @param {LettersData} data
 * @param {number} step that of the walk
 * @param {{ x: number, y: number }} point in px
 * @returns {Found | null}
 */
export function foundAt({ em, tops, left, pitch, rows, tall, guess, list, columns }, data, step, { x, y }) {
  const now = placeAt(data, step), inText = y >= tops.text - 2, column = Math.floor((x - left) / pitch);
  const row = inText ? rows[Math.floor((y - tops.text) / (tall * em))] : rows[rowOf(rows, now)];
  if (!row || column < 0) return null;
  const place = row.from + column, rank = Math.floor((y - tops.guesses) / (guess * em));
  const isBet = !inText && rank >= 0 && rank < data.ranks;
  if (!inText && list && column >= columns && rank >= 0) return isBet && !isHidden(data, step, now) ? { place: now, rank } : null;
  if (place >= row.to || y < tops.bars) return null;
  return { place, rank: isBet ? rank : -1 };
}
