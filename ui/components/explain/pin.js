// A figure gives its chosen number to the card that keeps it.
import { explain, hides } from './explain.js';
import { announce } from './shown.js';

/** @import { Explained } from './types' */

/**
 * @param {{ main: boolean, explained?: Explained, selected: string | null }} data
 */
export function pinSelected({ main, explained, selected }) {
  if (!main) return;
  announce(!explained || selected === null ? { explanation: null, hidden: false } : { explanation: explain(explained, selected), hidden: hides(explained, selected) });
}
