import assert from 'node:assert/strict';
import { test } from 'node:test';
import { breakLines, foundAt, isHidden, measure, measureLarge, placeInNextRow, stepAt } from '../../ui/components/letters/layout.js';

/** @import { LettersData } from '../../ui/components/letters/types' */

/**
 * @param {string} text
 * @param {Partial<LettersData>} [changes]
 */
function data(text, changes = {}) {
  const characters = [...text];
  return /** @type {LettersData} */ (/** @type {unknown} */ ({
    characters, ends: characters.flatMap((sign, k) => (sign === '⏎' ? [k] : [])), ranks: 5, present: false, veil_after: null,
    steps: characters.map((_, at) => ({ at, text: '' })), ...changes,
  }));
}

/**
 * @param {string} text
 * @param {number} columns
 */
const lines = (text, columns) => breakLines(data(text), columns).map(({ from, to }) => text.slice(from, to));

test('lines break at their ends and where they are too long', () => {
  assert.deepEqual(lines('abc⏎de⏎f', 10), ['abc⏎', 'de⏎', 'f']);
  assert.deepEqual(lines('abcdefgh', 3), ['abc', 'def', 'gh']);
  assert.deepEqual(lines('', 3), []);
});

test('only the end of a line hangs over', () => {
  assert.deepEqual(lines('abc⏎d', 3), ['abc⏎', 'd']);
  assert.deepEqual(lines('abcd⏎e', 3), ['abc', 'd⏎', 'e']);
});

test('every character stands in exactly one line, in order', () => {
  const text = 'first: a line⏎⏎and another one that is long⏎';
  for (const columns of [1, 2, 8, 72]) assert.equal(lines(text, columns).join(''), text);
});

test('a phone has no list beside the glass, and at least eight columns', () => {
  const wide = measure(data('hello'), 1200, 14), narrow = measure(data('hello'), 60, 14);
  assert.ok(wide.list > 0 && wide.columns > 8);
  assert.deepEqual([narrow.list, narrow.columns], [0, 8]);
  assert.equal(wide.spots.length, 5);
});

test('a short text is as large as its room, in no more lines, and a long one as the page', () => {
  const short = data('put("left")', { present: true }), long = data('x'.repeat(400), { present: true });
  assert.equal(measureLarge(short, 900, 18, 2000).em, 1.8 * 18);
  const low = measureLarge(short, 900, 18, 300);
  assert.ok(low.em > 18 && low.height <= 300 && measure(short, 900, low.em * 1.2).height > 300);
  assert.equal(measureLarge(long, 900, 18, 2000).rows.length, measure(long, 900, 18).rows.length);
  assert.equal(measureLarge(short, 900, 18, 100).em, 18);
  assert.equal(measureLarge(data('put'), 900, 14, 2000).em, 1.3 * 14, 'a reader sits near');
  assert.equal(measureLarge(short, 390, 14, 2000).em, 14, 'a phone');
});

test('a point of the text is the place that is drawn there', () => {
  const each = data('abcdefghijklmnop'), at = measure(each, 200, 12);
  for (const [place, { x, y }] of at.spots.entries()) assert.deepEqual(foundAt(at, each, 0, { x: x + 1, y: y + 1 }), { place, rank: -1 });
  assert.equal(foundAt(at, each, 0, { x: 0, y: at.tops.text + 1 }), null);
});

test('under the glass a point is one of the likeliest', () => {
  const each = data('abc'), at = measure(each, 900, 12), y = at.tops.guesses + 1.5 * at.guess * at.em;
  assert.deepEqual(foundAt(at, each, 0, { x: at.left + 1.5 * at.pitch, y }), { place: 1, rank: 1 });
  assert.deepEqual(foundAt(at, each, 2, { x: at.right + 2 * at.em, y }), { place: 2, rank: 1 });
});

test('an open question hides what comes after it, a presenter what comes after the step', () => {
  const asked = data('abcd', { veil_after: 1 }), shown = data('abcd', { present: true });
  assert.deepEqual([0, 1, 2].map((place) => isHidden(asked, 3, place)), [false, false, true]);
  assert.deepEqual([0, 1, 2].map((place) => isHidden(shown, 1, place)), [false, false, true]);
});

test('up and down keep the column as far as the other line goes', () => {
  const rows = breakLines(data('abcdef⏎gh⏎'), 20);
  assert.equal(placeInNextRow(rows, 1, 1), 8);
  assert.equal(placeInNextRow(rows, 5, 1), 9);
  assert.equal(placeInNextRow(rows, 8, -1), 1);
  assert.equal(placeInNextRow(rows, 8, 1), null);
});

test('what the network does not read belongs to the step before', () => {
  const each = { steps: [{ at: 0, text: '' }, { at: 2, text: '' }] };
  assert.deepEqual([0, 1, 2, 3].map((place) => stepAt(each, place)), [0, 0, 1, 1]);
});
