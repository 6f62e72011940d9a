// Expressions with their numbers in the formula: terms of sums, factors of products, functions of what is in them.
import { evaluate, range, tableOf } from './expression.js';
import { filled } from './filled.js';
import { percent, signed, significant } from './rounded.js';

/** @import { Scope } from './expression.js' */
/** @import { Equation, Expression, Piece } from './types' */

const A_LINE = 3; // terms of a sum in a line
const MOST = 12; // terms of a sum that are all printed
const LARGEST = 6; // terms of a longer one that are

/** @typedef {(value: number) => string} Writer */

/**
 * A term of a sum: its expression, and the indices under which it was met.
 * ``why`` it is 0; the ``label`` behind it.
 * @typedef {{ expression: Expression, scope: Scope, value: number, why?: string, label?: string }} Term
 */

/**
 * The lines that follow the symbols of an equation: its terms and factors, and what they come to.
 * @param {Equation} equation
 * @param {Scope} scope
 * @returns {{ lines: Piece[][], value: number }}
 */
export function workedOut(equation, scope) {
  const expression = /** @type {Expression} */ (equation.value), write = writer(equation), value = evaluate(expression, scope);
  const result = [{ text: equation.percent ? percent(value) : write(value), role: equation.role, result: true }, ...(equation.unit ? [{ text: equation.unit, role: '' }] : [])];
  const applied = expression[0] === 'f' && isSum(expression[2]) && !OPERATORS.has(expression[1]) ? expression[1] : '';
  const inner = applied ? /** @type {Expression} */ (expression[2]) : expression;
  if (isGiven(inner)) return { lines: [[{ text: '=', role: '' }, ...result]], value };
  if (!isSum(inner)) {
    const printed = factors(expression, scope, write), alone = printed.length === 1 && printed[0]?.text === result[0]?.text;
    return { lines: [[{ text: '=', role: '' }, ...(alone ? [] : [...printed, { text: equals(result[0]?.text), role: '' }]), ...result]], value };
  }

  const printed = sum(inner, scope, write), lines = grouped(printed);
  if (applied) {
    const [open, close] = brackets(applied);
    lines[0]?.unshift({ text: `= ${open}`, role: '' });
    lines.at(-1)?.push({ text: close, role: '' });
    const before = equation.one_line ? '=' : `= ${open} ${closed(write(evaluate(inner, scope)), close)} =`;
    lines.push([{ text: before, role: '' }, ...result]);
  } else {
    lines[0]?.unshift({ text: '=', role: '' });
    const last = lines.length > 1 ? [] : lines.pop() ?? [];
    lines.push([...last, { text: '=', role: '' }, ...result]);
  }
  return { lines, value };
}

/**
 * The equation's last line alone: "= tanh( −0.3 ) = −0.291", "= 0.1 + 0.2 = 0.3".
 * @param {Equation} equation
 * @param {Scope} scope
 * @returns {Piece[]}
 */
export function inShort(equation, scope) {
  const expression = /** @type {Expression} */ (equation.value), write = writer(equation);
  const result = { text: write(evaluate(expression, scope)), role: equation.role, result: true };
  if (expression[0] === '+' && expression.slice(1).every((term) => isGiven(/** @type {Expression} */ (term)))) return [{ text: '=', role: '' }, ...sum(expression, scope, write), { text: '=', role: '' }, result];
  if (expression[0] !== 'f' || OPERATORS.has(expression[1])) return [{ text: '=', role: '' }, result];
  const [open, close] = brackets(expression[1]);
  return [{ text: `= ${open} ${closed(write(evaluate(expression[2], scope)), close)} =`, role: '' }, result];
}

/** Functions that are written as signs, not by name. */
const OPERATORS = new Set(['−', '1/', '1−x²', 'x(1−x)']);

/**
 * @param {Equation} equation
 * @returns {Writer}
 */
const writer = ({ digits = 3, significant: counting }) => (value) => (counting ? significant(value, digits) : signed(value, digits));

/** @param {Expression} expression */
const isSum = (expression) => expression[0] === '+' || expression[0] === 'Σ';

/**
 * @param {Expression} expression that is one number, not made of others
 */
const isGiven = (expression) => expression[0] === 'n' || expression[0] === 'c' || expression[0] === 'max';

/**
 * @param {string} name of a function
 * @returns {[string, string]}
 */
const brackets = (name) => (name === 'max0' ? ['max(', ', 0 )'] : name === '|x|' ? ['|', '|'] : [`${name}(`, ')']);

/**
 * What is in brackets and the closing one, which may begin with a comma.
 * @param {string} inside
 * @param {string} close
 */
const closed = (inside, close) => (close.startsWith(',') ? `${inside}${close}` : `${inside} ${close}`);

/**
 * The terms of a sum as pieces with their signs; of a long one the largest, and the rest as one number.
 * @param {Expression} expression
 * @param {Scope} scope
 * @param {Writer} write
 * @returns {Piece[]}
 */
function sum(expression, scope, write) {
  const all = terms(expression, scope);
  const short = all.length <= MOST, largest = short ? all : inOrder(all);
  const pieces = largest.map((term, k) => ({ text: signedTerm(term, write, k === 0), role: roleOf(term.expression, scope) }));
  if (short) return pieces.length ? pieces : [{ text: write(0), role: '' }];
  const chosen = new Set(largest), rest = all.filter((term) => !chosen.has(term)).reduce((total, { value }) => total + value, 0);
  return [...pieces, { text: `${plus(write(rest))} from ${all.length - LARGEST} smaller terms`, role: '' }];
}

/**
 * The largest terms, in the order of the sum.
 * @param {Term[]} all
 */
function inOrder(all) {
  const size = (/** @type {Term} */ { value }) => (Number.isNaN(value) ? 0 : Math.abs(value));
  const least = [...all].sort((one, other) => size(other) - size(one)).slice(0, LARGEST);
  return all.filter((term) => least.includes(term));
}

/**
 * @param {Expression} expression
 * @param {Scope} scope
 * @returns {Term[]}
 */
function terms(expression, scope) {
  if (expression[0] === '+') return expression.slice(1).flatMap((term) => terms(/** @type {Expression} */ (term), scope));
  if (expression[0] === 'Σ') {
    const label = expression[7], all = range(expression, scope).flatMap((k) => terms(expression[1], scope.with('k', k)).map((term) => (label ? { ...term, label } : term)));
    const none = expression[6] && all.every(({ value }) => value === 0);
    return none ? [{ expression: ['c', 0], scope, value: 0, why: expression[6] }] : all;
  }
  return [{ expression, scope, value: evaluate(expression, scope) }];
}

/**
 * "+ 0.505·(−0.3)", the first without its plus.
 * @param {Term} term
 * @param {Writer} write
 * @param {boolean} first
 */
function signedTerm({ expression, scope, why, label }, write, first) {
  if (why) return `${first ? '' : '+ '}0 (because ${filled(why, scope)})`;
  const product = factors(expression, scope, write).map((piece) => piece.text).join(' ').replaceAll(' · ', '·'), text = label ? `${product} ${filled(label, scope)}` : product;
  return first ? text : plus(text);
}

/**
 * What stands before a result; one that is above or below a number says so itself.
 * @param {string | undefined} text
 */
const equals = (text) => (text && /^[<>]/.test(text) ? '' : '=');

/** @param {string} text */
const plus = (text) => (text.startsWith('−') ? `− ${text.slice(1)}` : `+ ${text}`);

/**
 * A product with its numbers: "0.505·(−0.3)"; every factor in the color of its table.
 * @param {Expression} expression
 * @param {Scope} scope
 * @param {Writer} write
 * @returns {Piece[]}
 */
function factors(expression, scope, write) {
  const all = expression[0] === '*' ? /** @type {Expression[]} */ (expression.slice(1)) : [expression];
  return all.map((factor, k) => {
    const divided = factor[0] === 'f' && factor[1] === '1/' && k > 0;
    const text = divided ? `/ ${divisor(factor[2], scope, write)}` : atom(factor, scope, write, k > 0);
    return { text: k > 0 && !divided ? `· ${text}` : text, role: roleOf(factor, scope) };
  });
}

/**
 * One factor; what is inside of a function is written as the number that it is.
 * @param {Expression} expression
 * @param {Scope} scope
 * @param {Writer} write
 * @param {boolean} behind another factor
 * @returns {string}
 */
function atom(expression, scope, write, behind) {
  if (expression[0] === 'part') return `${write(evaluate(expression[1], scope))} ${filled(expression[2], scope)}`.trim();
  if (expression[0] !== 'f') {
    const text = write(evaluate(expression, scope));
    return behind ? bracketed(text) : text;
  }
  const [, name, of] = expression, inside = write(evaluate(of, scope));
  if (name === '−') return of[0] === 'f' ? `−${atom(of, scope, write, false)}` : `−${bracketed(inside)}`;
  if (name === '1/') return `1 / ${bracketed(inside)}`;
  if (name === '1−x²') return `(1 − ${bracketed(inside)}²)`;
  if (name === 'x(1−x)') return `${bracketed(inside)}·(1 − ${bracketed(inside)})`;
  if (name === 'ln') return `ln ${bracketed(inside)}`;
  const [open, close] = brackets(name);
  return `${open}${inside}${close}`;
}

/**
 * What is divided by; a whole number that belongs to the formula is written as such.
 * @param {Expression} expression
 * @param {Scope} scope
 * @param {Writer} write
 */
const divisor = (expression, scope, write) => bracketed(expression[0] === 'c' && Number.isInteger(expression[1]) ? signed(expression[1], 0) : write(evaluate(expression, scope)));

/**
 * A number as it stands in a product.
 * @param {string} text
 */
const bracketed = (text) => (text.startsWith('−') || text.includes('·') ? `(${text})` : text);

/**
 * The color of the first table that has one.
 * @param {Expression} expression
 * @param {Scope} scope
 * @returns {string}
 */
function roleOf(expression, scope) {
  if (expression[0] === 'n' || expression[0] === 'max') return tableOf(expression[1], scope).role ?? '';
  if (expression[0] === 'c') return '';
  const parts = expression.filter((part) => Array.isArray(part));
  return parts.map((part) => roleOf(/** @type {Expression} */ (part), scope)).find((role) => role) ?? '';
}

/**
 * @param {Piece[]} pieces
 * @returns {Piece[][]}
 */
function grouped(pieces) {
  return Array.from({ length: Math.ceil(pieces.length / A_LINE) }, (_, line) => pieces.slice(line * A_LINE, (line + 1) * A_LINE));
}
