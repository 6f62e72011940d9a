// The number that the card beside the figure explains: figures give it, the card shows it.
import { html, setText, setTextWithIndices } from '../js/dom.js';
import { tab } from '../js/tab.js';

/** @import { Explanation, Matrix, Piece, Shown } from './types' */

export const CHANGED = 'unrolled-number';
const NO_BREAK = '\u00a0'; // a result stays behind its =

/** @param {Shown} shown */
export function announce(shown) {
  tab.number = shown;
  dispatchEvent(new Event(CHANGED));
}

/**
 * Formula lines in the colors of their roles.
 * @param {Element} into
 * @param {Piece[][]} lines
 */
export function writeLines(into, lines) {
  into.replaceChildren();
  for (const line of lines) {
    const row = html('div', 'formula', into);
    for (const [k, { text, role, result }] of line.entries()) {
      if (k && text && !/^(?:,|·\S)/.test(text)) row.append(result ? NO_BREAK : ' ');
      setTextWithIndices(html(result ? 'b' : 'span', role, row), text);
    }
  }
}

/**
 * @param {Explanation} explanation
 * @returns {string} the same to be read out
 */
export function aloud({ title, lines, words }) {
  return [title, ...lines.map((line) => line.map(({ text }) => text).join(' ')), words].filter(Boolean).join('. ');
}

/**
 * @param {Element} into
 * @param {Matrix} matrix
 */
export function writeMatrix(into, { rows, columns, entries }) {
  const table = html('table', 'matrix', into), head = html('tr', '', html('thead', '', table)), body = html('tbody', '', table);
  html('td', '', head);
  for (const column of columns) setText(html('th', '', head, { scope: 'col' }), column);
  for (const [k, row] of rows.entries()) {
    const line = html('tr', '', body);
    setText(html('th', '', line, { scope: 'row' }), row);
    for (const text of entries[k] ?? []) setText(html('td', '', line), text);
  }
}
