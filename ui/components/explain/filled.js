// Texts with holes for indices, names and numbers.
import { place } from './expression.js';
import { signed, subscript } from './rounded.js';

/** @import { Scope } from './expression.js' */

/**
 * A text with its holes filled: {i}, {_t-1} as a subscript, {k:symbols} by name, {=m} as a number.
 * @param {string} text
 * @param {Scope} scope
 */
export function filled(text, scope) {
  return text.replace(/\{([_=]?)([^:}]+)(?::(\w+))?\}/gu, (_, sign, index, list) => {
    const value = place(index, scope);
    if (list) return scope.explained.names[list]?.[value - 1] ?? String(value);
    return sign === '_' ? subscript(value) : sign === '=' ? signed(value) : String(value);
  });
}
