// How the number under the pointer was made, as text: the form of its kind, with its indices and its numbers.
import { along, evaluate, place, Scope, tableOf } from './expression.js';
import { filled } from './filled.js';
import { signed } from './rounded.js';
import { inShort, workedOut } from './written.js';

/** @import { Equation, Explained, Explanation, Form, Indices, Matrix, Piece, Source, Template } from './types' */

/**
 * @param {Explained} explained
 * @param {string} id of a box ("h.2"), one of its numbers ("h.2.3"), or an arrow
 * @returns {Explanation | null} null if nothing is said of it, or if an open question hides what it is made of
 */
export function explain(explained, id) {
  const form = formOf(explained, id);
  if (!form || hides(explained, id)) return null;
  const scope = scopeOf(explained, form, id), { lines, hidden } = linesOf(form, scope);
  const matrix = form.matrix ? numbersOfMatrix(form.matrix, scope) : null;
  if (hidden || matrix?.flat().some(Number.isNaN) || Object.keys(form.where ?? {}).some((name) => Number.isNaN(scope.indices[name]))) return null;
  return {
    title: filled(form.title, scope),
    lines,
    words: filled(form.words ?? '', scope),
    matrix: matrix && withNames(explained, form, matrix),
    sources: distinct(scope.read),
  };
}

/**
 * True if an open question covers a point of curves, a box or a number in it.
 * @param {Explained} explained
 * @param {string} id
 */
export const hides = ({ hidden }, id) => hidden.includes(id) || hidden.includes(id.split('.', 2).join('.'));

/**
 * The number that the form of an id comes to; null where it computes none.
 * @param {Explained} explained
 * @param {string} id
 * @returns {number | null}
 */
export function computed(explained, id) {
  const form = formOf(explained, id), last = (form?.then ?? (form?.each ? [] : form?.steps))?.at(-1)?.value;
  return form && last ? evaluate(last, scopeOf(explained, form, id)) : null;
}

/**
 * The most exact form that an id has.
 * @param {Explained} explained
 * @param {string} id
 * @returns {Form | undefined}
 */
export function formOf({ forms }, id) {
  const [kind = '', first, second] = id.split('.');
  const names = second !== undefined ? [id, `${kind}.${first}.#`, `${kind}.#`] : first !== undefined ? [id, `${kind}#`, kind] : [id];
  const form = names.map((name) => forms[name]).find((found) => found !== undefined), own = form?.by_row && second && form.by_row[rowIn(form, Number(second)) - 1];
  return own ? { ...own, columns_of: form.columns_of } : form;
}

/**
 * The row of a box's i-th number.
 * @param {Form} form
 * @param {number} i
 */
const rowIn = ({ columns_of: n = 1 }, i) => Math.ceil(i / n);

/**
 * @param {Explained} explained
 * @param {Form} form
 * @param {string} id
 */
export function scopeOf(explained, form, id) {
  const [kind, ...rest] = id.split('.'), [t = 0, i = 0] = (`${kind}#` in explained.forms ? [0, ...rest] : rest).map(Number);
  /** @type {Indices} */
  const indices = { t, i }, n = form.columns_of;
  if (n && indices.i) Object.assign(indices, { row: rowIn(form, indices.i), column: ((indices.i - 1) % n) + 1 });
  return indexed(new Scope(explained, indices), form.where);
}

/**
 * The scope with further indices, each of which may depend on those before it.
 * @param {Scope} scope
 * @param {Form['where']} where
 */
function indexed(scope, where = {}) {
  return Object.entries(where).reduce((known, [name, value]) => known.with(name, evaluate(value, known)), scope);
}

/**
 * @param {Form} form
 * @param {Scope} scope
 * @returns {{ lines: Piece[][], hidden: boolean }}
 */
function linesOf(form, scope) {
  const steps = form.steps ?? [], lines = (form.lines ?? []).map((line) => line.map((piece) => pieceOf(piece, scope)));
  const stop = form.each_stop ? place(form.each_stop, scope) : Infinity;
  const each = form.each && along(form.each, scope).filter((i) => !(i > stop)).map((i) => indexed(scope.with('i', i), form.each_where));
  let hidden = false;
  const add = (/** @type {Equation} */ step, /** @type {Scope} */ own, /** @type {Piece[][]} */ added) => {
    lines.push(...added);
    hidden ||= step.value !== undefined && Number.isNaN(evaluate(step.value, own));
  };
  for (const own of each ?? [scope]) for (const step of steps) add(step, own, each ? [shortLine(step, own)] : equationOf(step, own));
  for (const step of form.then ?? []) add(step, scope, equationOf(step, scope));
  return { lines, hidden };
}

/**
 * @param {Equation} step
 * @param {Scope} scope
 * @returns {Piece[][]}
 */
function equationOf(step, scope) {
  const symbols = step.symbols.map((piece) => pieceOf(piece, scope));
  const [first = [], ...others] = step.value ? workedOut(step, scope).lines : [];
  if (step.one_line) return [[...symbols, ...first, ...others.flat()]];
  return (step.beside ? [[...symbols, ...first], ...others] : [symbols, first, ...others]).filter((line) => line.length);
}

/**
 * @param {Equation} step
 * @param {Scope} scope
 * @returns {Piece[]}
 */
function shortLine(step, scope) {
  return [...step.symbols.map((piece) => pieceOf(piece, scope)), ...(step.value ? inShort(step, scope) : [])];
}

/**
 * @param {Template} template
 * @param {Scope} scope
 * @returns {Piece}
 */
const pieceOf = ([text, role, result], scope) => ({ text: filled(text, scope), role, ...(result ? { result } : {}) });

/**
 * The numbers of a matrix, row by row.
 * @param {NonNullable<Form['matrix']>} matrix
 * @param {Scope} scope
 * @returns {number[][]}
 */
function numbersOfMatrix(matrix, scope) {
  if (typeof matrix === 'string') {
    const { shape: [n = 0, m = 1], values } = tableOf(matrix, scope);
    return Array.from({ length: n }, (_, row) => [...values.subarray(row * m, (row + 1) * m)]);
  }
  const [entry, rows, columns] = matrix, inside = new Scope(scope.explained, scope.indices);
  return along(rows, scope).map((row) => along(columns, scope).map((column) => evaluate(entry, inside.with('row', row).with('column', column))));
}

/**
 * @param {Explained} explained
 * @param {Form} form
 * @param {number[][]} matrix
 * @returns {Matrix}
 */
function withNames({ names }, form, matrix) {
  const called = (/** @type {string | undefined} */ list, /** @type {number} */ length) => Array.from({ length }, (_, k) => (list && names[list]?.[k]) || String(k + 1));
  const entries = matrix.map((row) => row.map((value) => signed(value)));
  return { rows: called(form.rows, matrix.length), columns: called(form.columns, matrix[0]?.length ?? 0), entries };
}

/**
 * @param {Source[]} read
 * @returns {Source[]}
 */
function distinct(read) {
  return [...new Map(read.map((source) => [`${source.table} ${source.index}`, source])).values()];
}
