// A text that speaks of boxes points at them, and what is under the pointer in a figure is pointed at in the texts: all
// components of the tab hear of both.

const POINTED = 'unrolled-pointed', OVER = 'unrolled-over';

/**
 * @param {string[]} ids of boxes, cells or arrows; "h." stands for all whose id begins so
 */
export const point = (ids) => dispatchEvent(new CustomEvent(POINTED, { detail: ids }));

/**
 * @param {string | null} id of what is under the pointer in the main figure
 */
export const tellOver = (id) => dispatchEvent(new CustomEvent(OVER, { detail: id ? [id] : [] }));

/**
 * @param {(ids: string[]) => void} hear
 * @returns {() => void} what ends it
 */
export const hearPointing = (hear) => listenTo(POINTED, hear);

/**
 * @param {(ids: string[]) => void} hear
 * @returns {() => void} what ends it
 */
export const hearOver = (hear) => listenTo(OVER, hear);

/**
 * @param {string} name
 * @param {(ids: string[]) => void} hear
 */
function listenTo(name, hear) {
  const listen = (/** @type {Event} */ event) => hear(/** @type {CustomEvent<string[]>} */ (event).detail);
  addEventListener(name, listen);
  return () => removeEventListener(name, listen);
}

/**
 * True if a text that points at ``points`` speaks of ``id``: of it, of its box, or of all of its kind.
 * @param {string[]} points
 * @param {string} id "h.2.1"
 */
export const speaksOf = (points, id) => points.some((each) => each === id || id.startsWith(each.endsWith('.') ? each : `${each}.`));
