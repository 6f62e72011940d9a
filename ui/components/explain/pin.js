// A figure gives its chosen number to the card that keeps it.
import { computed, explain } from './explain.js';
import { announce } from './shown.js';

/** @import { Explained } from './types' */

/**
 * @param {{ main: boolean, explained?: Explained, selected: string | null }} data
 */
export function pinSelected({ main, explained, selected }) {
  if (!main || !explained) return;
  const explanation = selected === null ? null : explain(explained, selected);
  announce({ explanation, hidden: selected !== null && !explanation && Number.isNaN(computed(explained, selected)) });
}
