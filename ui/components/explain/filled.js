// Texts with holes for indices, names and numbers.
import { place } from './expression.js';
import { signed, significant, spokenPower, subscript } from './rounded.js';

/** @import { Scope } from './expression.js' */

/** @type {Record<string, (value: number) => string>} */
const PRINTED = { _: subscript, '=': signed, '~': significant, '^': spokenPower };

/**
 * A text with its holes filled: {i}, {_t-1} as a subscript, {k:symbols} by name, {=m} as a number, {~m} as one of which
 * only the digits that matter count, {^m} as the number of which m is the decimal logarithm.
 * @param {string} text
 * @param {Scope} scope
 */
export function filled(text, scope) {
  return text.replace(/\{([_=~^]?)([^:}]+)(?::(\w+))?\}/gu, (_, sign, index, list) => {
    const value = place(index, scope);
    if (list) return scope.explained.names[list]?.[value - 1] ?? String(value);
    return (PRINTED[sign] ?? String)(value);
  });
}
