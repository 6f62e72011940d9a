// Numbers as they are read out beside a curve.
import { superscript } from '../explain/rounded.js';

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
  if (log) return writtenPower(value);
  if (Math.abs(value) < 1e4) return value.toFixed(3).replace(/^-(?=[0.]*$)/, '').replace('-', '−');
  const [mantissa = '', exponent = ''] = value.toExponential(1).split('e+');
  return `${mantissa}·10${superscript(Number(exponent))}`.replace('-', '−');
}

/** @param {number} value */
function writtenPower(value) {
  if (value >= -3 && value < 4) return String(Number((10 ** value).toPrecision(3)));
  const exponent = Math.floor(value), mantissa = (10 ** (value - exponent)).toFixed(1);
  return mantissa === '10.0' ? `1.0·10${superscript(exponent + 1)}` : `${mantissa}·10${superscript(exponent)}`;
}
