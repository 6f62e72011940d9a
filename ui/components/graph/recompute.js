// What follows from a number that the reader has typed, before the page's answer comes: tables, and the cells that
// show what is computed from them.
import { computed, formOf, scopeOf } from '../explain/explain.js';
import { along, evaluate, place, placeIn, Scope, tableOf } from '../explain/expression.js';
import { signed, significant } from '../explain/rounded.js';

/** @import { Explained, Form, NumberExpression, Recomputed } from '../explain/types' */
/** @import { Cells, GraphData, NodeData, Typed } from './types' */

const EMPTY = new Set(['', '⋮', '?']); // what stands in a cell instead of a number
const LONGEST = 5; // characters of a number that is written with all its digits
const DIGITS = 2;
const LEAST_DISTANCE = 0.005;

/**
 * Writes the typed numbers that the page has not answered into its data, and all that follows from them.
 * @param {GraphData} data changed in place
 * @param {Typed[]} typed
 */
export function recompute(data, typed) {
  for (const { id, value } of typed) writeTyped(data, id, value);
}

/**
 * @param {GraphData} data
 * @param {string} id of the cell
 * @param {number} value
 */
function writeTyped({ explained, nodes }, id, value) {
  const form = explained && formOf(explained, id);
  if (!explained || !form?.typed) return;
  const cells = cellsIn(nodes), before = valuesOf(explained, cells.keys());
  setEntry(form.typed, scopeOf(explained, form, id), value);
  for (const rule of explained.recomputed ?? []) computeAnew(explained, rule);
  for (const [name, now] of valuesOf(explained, cells.keys())) {
    if (now !== before.get(name)) for (const cell of cells.get(name) ?? []) setNumber(cell, now, textOf(formOf(explained, name), now, cell));
  }
  for (const cell of cells.get(id) ?? []) setNumber(cell, value, givenText(value));
}

/** @typedef {{ cells: Cells, k: number }} CellOf */

/**
 * The cells of boxes and frames by their ids; a frame may be called as its box.
 * @param {NodeData[]} nodes
 * @returns {Map<string, CellOf[]>}
 */
function cellsIn(nodes) {
  /** @type {Map<string, CellOf[]>} */
  const found = new Map();
  for (const node of nodes) {
    for (const cells of [node, ...(node.frames ?? [])]) {
      for (const [k, text] of cells.texts.entries()) {
        const index = cells.indices ? cells.indices[k] : k + 1, id = `${cells.id || node.id}.${index}`;
        if (index && !EMPTY.has(text)) found.set(id, [...(found.get(id) ?? []), { cells, k }]);
      }
    }
  }
  return found;
}

/**
 * The numbers that forms compute.
 * @param {Explained} explained
 * @param {Iterable<string>} ids
 * @returns {Map<string, number>}
 */
function valuesOf(explained, ids) {
  /** @type {Map<string, number>} */
  const values = new Map();
  for (const id of ids) {
    const value = computed(explained, id);
    if (value !== null && !Number.isNaN(value)) values.set(id, value);
  }
  return values;
}

/**
 * Computes the entries of a table anew, one after another.
 * @param {Explained} explained
 * @param {Recomputed} rule
 */
function computeAnew(explained, { entry, value, since }) {
  const [, name, ...indices] = entry;
  /** @type {Scope[]} */
  let scopes = [new Scope(explained, {})];
  for (const [axis, index] of indices.entries()) {
    if (typeof index === 'string') scopes = scopes.flatMap((scope) => along([name, axis], scope).filter((k) => k >= (since[index] ?? k)).map((k) => scope.with(index, k)));
  }
  for (const scope of scopes) setEntry(entry, scope, evaluate(value, scope));
}

/**
 * A number that an open question hides stays hidden.
 * @param {NumberExpression} entry
 * @param {Scope} scope
 * @param {number} value
 */
function setEntry([, name, ...index], scope, value) {
  const { values } = tableOf(name, scope), at = placeIn(name, index.map((each) => place(each, scope)), scope);
  if (!Number.isNaN(values[at])) values[at] = value;
}

/**
 * @param {CellOf} cell
 * @param {number} value
 * @param {string} text
 */
function setNumber({ cells, k }, value, text) {
  cells.texts[k] = text;
  if (cells.values) cells.values[k] = value;
  if (cells.hints) cells.hints[k] = '';
}

/**
 * @param {Form | undefined} form
 * @param {number} value
 * @param {CellOf} cell
 */
function textOf(form, value, { cells, k }) {
  if (form?.printed === 'distance' && value < LEAST_DISTANCE) return significant(value, 1);
  return signed(value, /\.(\d+)$/.exec(cells.texts[k] ?? '')?.[1]?.length ?? DIGITS);
}

/**
 * A number that was typed: with all its digits if they are few.
 * @param {number} value
 */
export function givenText(value) {
  const exact = value.toFixed(3), short = exact.replace(/\.?0+$/, '').replace('-', '−');
  return short.length <= LONGEST && Number(exact) === value ? short : signed(value, DIGITS);
}
