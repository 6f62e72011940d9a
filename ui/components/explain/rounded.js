// Numbers as they are printed: rounded as Python rounds (to even where two are equally near), with a real minus.

const SUPERSCRIPT = [...'⁰¹²³⁴⁵⁶⁷⁸⁹'], SUBSCRIPT = [...'₀₁₂₃₄₅₆₇₈₉'];
const MANY = 100; // the most digits that toFixed and toExponential give

/** @param {number} number a whole one */
export const superscript = (number) => String(number).replace('-', '⁻').replace(/\d/g, (digit) => SUPERSCRIPT[Number(digit)] ?? '');

/** @param {number} number a whole one */
export const subscript = (number) => String(number).replace('-', '₋').replace(/\d/g, (digit) => SUBSCRIPT[Number(digit)] ?? '');

/**
 * Written like figures.numbers.signed: from 10,000 on with a power of ten.
 * @param {number} value
 * @param {number} digits after the point
 * @returns {string}
 */
export function signed(value, digits = 3) {
  if (Number.isNaN(value)) return 'undefined';
  if (!Number.isFinite(value)) return value < 0 ? '−∞' : '∞';
  if (Math.abs(value) >= 1e4) return power(value, 1);
  const text = fixed(value, digits);
  return (Number(text) === 0 ? text.replace('-', '') : text).replace('-', '−');
}

/**
 * Written like figures.numbers.significant: below 0.01 to so many digits that count, with a power of ten.
 * @param {number} value
 * @param {number} digits
 * @returns {string}
 */
export function significant(value, digits = 3) {
  if (value === 0) return '0';
  return Number.isFinite(value) && Math.abs(value) < 0.01 ? power(value, digits - 1) : signed(value, digits);
}

/**
 * A share in percent; what rounds to 0 or 100 but is not, says so (3·(1/3) is 1 but for its last digit).
 * @param {number} share
 * @returns {string}
 */
export function percent(share) {
  if (share > 0 && share < 0.001) return '<0.1 %';
  if (share > 0.999 && 1 - share > 1e-12) return '>99.9 %';
  return `${signed(100 * share, 1)} %`;
}

/**
 * Written like figures.curve_data.spoken on a logarithmic axis: numbers that no float64 can hold, too.
 * @param {number} log10 its decimal logarithm; −∞ for 0
 * @returns {string}
 */
export function spokenPower(log10) {
  if (!Number.isFinite(log10)) return log10 < 0 ? '0' : signed(log10);
  if (log10 >= -3 && log10 < 4) return String(Number((10 ** log10).toPrecision(3)));
  const exponent = Math.floor(log10), mantissa = (10 ** (log10 - exponent)).toFixed(1);
  return mantissa === '10.0' ? `1.0·10${superscript(exponent + 1)}` : `${mantissa}·10${superscript(exponent)}`;
}

/**
 * @param {number} value
 * @param {number} digits after the point of the mantissa
 */
function power(value, digits) {
  const exact = value.toExponential(MANY), short = value.toExponential(digits);
  const [mantissa = '', exponent = ''] = even(exact.split('e')[0] ?? '', digits) ? short.split('e') : toEven(value, digits);
  return `${mantissa}·10${superscript(Number(exponent))}`.replace('-', '−');
}

/**
 * @param {number} value below 10,000
 * @param {number} digits
 */
function fixed(value, digits) {
  const short = value.toFixed(digits);
  if (even(value.toFixed(MANY), digits)) return short;
  const odd = Number(short.at(-1)) % 2 === 1;
  return odd ? (value - Math.sign(value) * 10 ** -digits / 2).toFixed(digits) : short;
}

/**
 * False if the digits after the first ones are exactly a half: JavaScript then rounds up, Python to even.
 * @param {string} exact
 * @param {number} digits after the point
 */
function even(exact, digits) {
  const behind = exact.split('.')[1]?.slice(digits) ?? '';
  return !/^50*$/.test(behind);
}

/**
 * @param {number} value whose mantissa ends in a half
 * @param {number} digits
 * @returns {string[]} mantissa and exponent
 */
function toEven(value, digits) {
  const up = value.toExponential(digits).split('e'), [mantissa = '', exponent = ''] = up;
  if (Number(mantissa.at(-1)) % 2 === 0) return up;
  const below = value - Math.sign(value) * 10 ** (Number(value.toExponential(MANY).split('e')[1]) - digits) / 2;
  return [below.toExponential(digits).split('e')[0] ?? '', exponent];
}
