/**
 * @param {number} value
 * @param {number} low
 * @param {number} high
 */
export const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

/**
 * A coordinate as it stands in an attribute, with at most two decimals.
 * @param {number} value
 */
export const f = (value) => String(Math.round(value * 100) / 100);
