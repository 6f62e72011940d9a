// A text that speaks of boxes points at them, and what is under the pointer in a figure is pointed at in the texts: all
// components of the tab hear of both.

const POINTED = 'unrolled-pointed';

/**
 * @param {string[]} ids of boxes, cells or arrows; "h." stands for all whose id begins so
 */
export const point = (ids) => dispatchEvent(new CustomEvent(POINTED, { detail: ids }));

/**
 * @param {(ids: string[]) => void} hear
 * @returns {() => void} what ends it
 */
export function hearPointing(hear) {
  const listen = (/** @type {Event} */ event) => hear(/** @type {CustomEvent<string[]>} */ (event).detail);
  addEventListener(POINTED, listen);
  return () => removeEventListener(POINTED, listen);
}
