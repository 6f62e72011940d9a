// Whose a key is: the figure's, or that of what has the focus.

/** @param {KeyboardEvent} event */
export const modified = (event) => event.altKey || event.ctrlKey || event.metaKey;

/** @param {Event} event */
export function settle(event) {
  event.preventDefault();
  event.stopPropagation();
}

/**
 * The step that a key of the walk asks for, which may lie beyond its ends; undefined for other keys.
 * @param {string} key
 * @param {number} step from 0
 * @param {number} last
 * @returns {number | undefined}
 */
export function stepOfKey(key, step, last) {
  switch (key) {
    case 'ArrowRight': case 'PageDown': return step + 1;
    case 'ArrowLeft': case 'PageUp': return step - 1;
    case 'Home': return 0;
    case 'End': return last;
    default: return undefined;
  }
}

/**
 * A presenter who has typed and pressed Enter goes on with the clicker: the field gives up the focus.
 * @param {KeyboardEvent} event
 */
export function leaveField(event) {
  const field = /** @type {HTMLElement} */ (event.composedPath()[0]);
  if (event.key === 'Enter' && field.matches?.('input[type="text"], input[type="number"]')) setTimeout(() => field.blur(), 60);
}

/**
 * True for a key that is typed into a field.
 * @param {Event} event
 */
export function types(event) {
  const at = /** @type {HTMLElement} */ (event.composedPath()[0]);
  return Boolean(at.closest?.('input:not([type="range"], [type="radio"], [type="checkbox"]), textarea, [contenteditable="true"]'));
}

// Page keys are the figure's unless what has the focus uses them itself: a field to type in, a slider,
// a list, a choice. A button that was just clicked does not, except for Space.
const TAKES_KEYS = 'input, textarea, select, [contenteditable="true"], [role="slider"], [role="listbox"], [role="combobox"], [role="menu"], [role="grid"]';
const TAKES_ARROWS = '[role="radio"], [role="radiogroup"], [role="tab"], [role="option"]';

/**
 * True if a key pressed anywhere on the page is free for the figure.
 * @param {string} key
 */
export function leavesKey(key) {
  const active = focused();
  if (!active || active === document.body) return true;
  if (active.closest(TAKES_KEYS)) return false;
  if (key.startsWith('Arrow') && active.closest(TAKES_ARROWS)) return false;
  return key !== ' ' || !active.closest('button, a');
}

// The element with the focus, looked up through shadow roots.
function focused() {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}
