// Numbers as they are read out beside a curve.
import { spokenPower, superscript } from '../explain/rounded.js';

/** @import { Value } from './types' */

/**
 * Written like figures.curve_data.spoken.
 * @param {Value} value
 * @param {boolean} [log] the value is a decimal logarithm
 * @returns {string}
 */
export function written(value, log = false) {
  if (value === null) return 'undefined';
  if (value === '0') return '0';
  if (log) return spokenPower(value);
  if (Math.abs(value) < 1e4) return value.toFixed(3).replace(/^-(?=[0.]*$)/, '').replace('-', '−');
  const [mantissa = '', exponent = ''] = value.toExponential(1).split('e+');
  return `${mantissa}·10${superscript(Number(exponent))}`.replace('-', '−');
}
