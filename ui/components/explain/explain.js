// How the number under the pointer was made, as text: the form of its kind, with its indices and its numbers.
import { along, evaluate, place, Scope } from './expression.js';
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
  const form = formOf(explained, id), [kind, first] = id.split('.');
  if (!form || explained.hidden.includes(`${kind}.${first}`)) return null;
  const scope = scopeOf(explained, form, id), { lines, hidden } = linesOf(form, scope);
  if (hidden || Object.keys(form.where ?? {}).some((name) => Number.isNaN(scope.indices[name]))) return null;
  return {
    title: filled(form.title, scope),
    lines,
    words: filled(form.words ?? '', scope),
    matrix: form.matrix ? matrixOf(explained, form) : null,
    sources: distinct(scope.read),
  };
}

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
function formOf({ forms }, id) {
  const [kind = '', first, second] = id.split('.');
  const names = second === undefined ? [id, ...(first === undefined ? [] : [`${kind}.*`]), kind] : [id, `${kind}.${first}.#`, `${kind}.#`];
  return names.map((name) => forms[name]).find((form) => form !== undefined);
}

/**
 * @param {Explained} explained
 * @param {Form} form
 * @param {string} id
 */
function scopeOf(explained, form, id) {
  const [, first, second] = id.split('.');
  /** @type {Indices} */
  const indices = { t: Number(first ?? 0), i: Number(second ?? 0) }, n = form.columns_of;
  if (n && indices.i) Object.assign(indices, { row: Math.ceil(indices.i / n), column: ((indices.i - 1) % n) + 1 });
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
  if (!step.value) return [symbols];
  const { lines } = workedOut(step, scope);
  return step.one_line ? [[...symbols, ...lines.flat()]] : [symbols, ...lines].filter((line) => line.length);
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
 * @param {Explained} explained
 * @param {Form} form
 * @returns {Matrix}
 */
function matrixOf({ tables, names }, form) {
  const table = tables[form.matrix ?? ''];
  if (!table) throw new Error(`no table is called ${form.matrix}`);
  const [n = 0, m = 1] = table.shape;
  const called = (/** @type {string | undefined} */ list, /** @type {number} */ length) => Array.from({ length }, (_, k) => (list && names[list]?.[k]) || String(k + 1));
  const entries = Array.from({ length: n }, (_, row) => Array.from(table.values.subarray(row * m, (row + 1) * m), (value) => signed(value)));
  return { rows: called(form.rows, n), columns: called(form.columns, m), entries };
}

/**
 * @param {Source[]} read
 * @returns {Source[]}
 */
function distinct(read) {
  return [...new Map(read.map((source) => [`${source.table} ${source.index}`, source])).values()];
}
