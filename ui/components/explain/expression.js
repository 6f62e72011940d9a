// How a number is computed from the entries of tables: its value, and what it was read from.

/** @import { Explained, Expression, Index, Indices, Source, Table } from './types' */

/** The indices that are known, and the entries that were read. */
export class Scope {
  /**
   * @param {Explained} explained
   * @param {Indices} indices
   * @param {Source[]} read
   * @param {Map<string, number>} largest entries of rows that were looked for
   */
  constructor(explained, indices, read = [], largest = new Map()) {
    this.explained = explained;
    this.indices = indices;
    this.read = read;
    this.largest = largest;
  }

  /**
   * The same with one more index.
   * @param {string} name
   * @param {number} value
   */
  with(name, value) {
    return new Scope(this.explained, { ...this.indices, [name]: value }, this.read, this.largest);
  }
}

/** @type {Record<string, (x: number) => number>} */
const FUNCTIONS = {
  tanh: Math.tanh,
  σ: (x) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x))),
  exp: Math.exp,
  ln: Math.log,
  max0: (x) => Math.max(x, 0),
  '1−x²': (x) => 1 - x * x,
  'x(1−x)': (x) => x * (1 - x),
  '√': Math.sqrt,
  '|x|': Math.abs,
  '−': (x) => -x,
  '1/': (x) => 1 / x,
};

/**
 * @param {Expression} expression
 * @param {Scope} scope
 * @returns {number} NaN where an open question hides what it is made of
 */
export function evaluate(expression, scope) {
  switch (expression[0]) {
    case 'n': {
      const [, name, ...index] = expression;
      return entry(name, index.map((each) => place(each, scope)), scope);
    }
    case 'c':
      return expression[1];
    case '+':
      return summed(expression.slice(1).map((term) => evaluate(/** @type {Expression} */ (term), scope)));
    case '*':
      return expression.slice(1).reduce((product, factor) => product * evaluate(/** @type {Expression} */ (factor), scope), 1);
    case 'Σ':
      return summed(range(expression, scope).map((k) => evaluate(expression[1], scope.with('k', k))));
    case 'max':
      return largestOf(expression, scope);
    case 'f': {
      const apply = FUNCTIONS[expression[1]];
      if (!apply) throw new Error(`no function is called ${expression[1]}`);
      return apply(evaluate(expression[2], scope));
    }
    case 'part':
      return evaluate(expression[1], scope);
  }
}

/**
 * All values of k that a total runs through.
 * @param {Extract<Expression, ['Σ', ...unknown[]]>} total
 * @param {Scope} scope
 * @returns {number[]}
 */
export function range([, , name, axis, start, stop], scope) {
  const all = along([name, axis], scope), from = start === null ? -Infinity : place(start, scope), to = stop === null ? Infinity : place(stop, scope);
  return all.filter((k) => from <= k && k <= to);
}

/**
 * The numbers of the entries along an axis of a table.
 * @param {[table: string, axis: number]} axis
 * @param {Scope} scope
 * @returns {number[]}
 */
export function along([name, axis], scope) {
  const { first, shape } = tableOf(name, scope);
  return Array.from({ length: shape[axis] ?? 0 }, (_, step) => (first[axis] ?? 0) + step);
}

/**
 * An index as the reader counts.
 * @param {Index} index
 * @param {Scope} scope
 * @returns {number}
 */
export function place(index, scope) {
  if (typeof index === 'number') return index;
  if (typeof index !== 'string') return evaluate(index, scope);
  const [, name = '', shift = '0'] = /^(\p{L}\w*)([+-]\d+)?$/u.exec(index) ?? [];
  const value = scope.indices[name];
  if (value === undefined) throw new Error(`no index is called ${index}`);
  return value + Number(shift);
}

/**
 * @param {string} name
 * @param {Scope} scope
 * @returns {Table}
 */
export function tableOf(name, { explained }) {
  const table = explained.tables[name];
  if (!table) throw new Error(`no table is called ${name}`);
  return table;
}

/**
 * @param {string} name
 * @param {number[]} index
 * @param {Scope} scope
 */
function entry(name, index, scope) {
  const at = placeIn(name, index, scope);
  if (Number.isNaN(at)) return at;
  scope.read.push({ table: name, index });
  return tableOf(name, scope).values[at] ?? Number.NaN;
}

/** A table does not hold what a form asks it for. */
export class NoEntry extends RangeError {}

/**
 * Where an entry stands among the values of its table.
 * @param {string} name
 * @param {number[]} index
 * @param {Scope} scope
 * @returns {number} NaN where an index is hidden
 * @throws {NoEntry}
 */
export function placeIn(name, index, scope) {
  const { shape, first } = tableOf(name, scope);
  let at = 0;
  for (const [axis, length] of shape.entries()) {
    const along = (index[axis] ?? Number.NaN) - (first[axis] ?? 0);
    if (Number.isNaN(along)) return Number.NaN;
    if (along < 0 || along >= length) throw new NoEntry(`${name} has no entry ${index.join(', ')}`);
    at = at * length + along;
  }
  return at;
}

/**
 * The largest entry of a row: a softmax asks for it once for each of its terms, so it is kept.
 * @param {Extract<Expression, ['max', ...unknown[]]>} expression
 * @param {Scope} scope
 * @returns {number}
 */
function largestOf([, name, ...index], scope) {
  const { shape, first } = tableOf(name, scope), axis = shape.length - 1, row = index.map((each) => place(each, scope)), key = `${name} ${row}`;
  const known = scope.largest.get(key);
  if (known !== undefined) return known;
  const found = Math.max(...Array.from({ length: shape[axis] ?? 0 }, (_, k) => entry(name, [...row, k + (first[axis] ?? 0)], scope)));
  scope.largest.set(key, found);
  return found;
}

/** @param {number[]} terms */
const summed = (terms) => terms.reduce((sum, term) => sum + term, 0);
