// A figure gives its chosen number to the card that keeps it.
import { explain, hides } from './explain.js';
import { NoEntry } from './expression.js';
import { announce } from './shown.js';

/** @import { Explained, Explanation } from './types' */

/**
 * @param {{ main: boolean, explained?: Explained, selected: string | null }} data
 */
export function pinSelected({ main, explained, selected }) {
  if (!main) return;
  announce(!explained || selected === null ? { explanation: null, hidden: false } : { explanation: ofChosen(explained, selected), hidden: hides(explained, selected) });
}

/**
 * How a chosen number was made, though it may have been chosen in the figure before this one: until the server has
 * heard of that choice, this figure may be without the number.
 * @param {Explained} explained
 * @param {string} id
 * @returns {Explanation | null} null where there is nothing to say
 */
export function ofChosen(explained, id) {
  try {
    return explain(explained, id);
  } catch (error) {
    if (error instanceof NoEntry) return null;
    throw error;
  }
}
