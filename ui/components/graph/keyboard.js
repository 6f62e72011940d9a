// The keys of a diagram: those of the walk, and those that go through its boxes.
import { targetOf } from '../js/dom.js';
import { playKey, trackKey, walkKey } from '../js/walk.js';
import { openField, opening } from './edit.js';
import { find, nameOf, nodeOf } from './parts.js';
import { placeFocus } from './rings.js';
import { browse, moveCursor, select } from './selection.js';

/** @import { GraphView } from './types' */

/** @param {GraphView} view */
export function listenToFocus(view) {
  const { root } = view, box = (/** @type {Event} */ event) => /** @type {SVGElement | null} */ (targetOf(event).closest('.node'));
  root.addEventListener('focusin', (event) => { moveCursor(view, null); placeFocus(view, box(event)); });
  root.addEventListener('focusout', () => placeFocus(view, null));
  root.addEventListener('keydown', (event) => placeFocus(view, box(event)));
}

/**
 * @param {GraphView} view
 * @param {KeyboardEvent} event
 */
export function onKey(view, event) {
  if (walkKey(view, event.key) || playKey(view, event) || trackKey(view, event)) return true;
  if (event.key === 'Escape') return clear(view);
  const id = targetOf(event).closest('.node')?.getAttribute('data-id');
  return id ? boxKey(view, id, event.key) : false;
}

/** @param {GraphView} view */
function clear(view) {
  if (!view.pointing.selected && !view.pointing.cursor) return false;
  moveCursor(view, null);
  select(view, null);
  return true;
}

/**
 * A key on a box: Up and Down go through its cells, Enter selects or types; a digit types, also after a click.
 * @param {GraphView} view
 * @param {string} id of the box
 * @param {string} key
 */
function boxKey(view, id, key) {
  const { cursor, selected } = view.pointing, enter = key === 'Enter';
  const clicked = opening(key) && find(view, selected)?.node?.id === id ? selected : null, meant = cursor ?? clicked;
  if (meant && (enter || opening(key)) && openField(view, meant, opening(key))) {
    select(view, meant);
    return true;
  }
  if (enter) select(view, cursor || nameOf(nodeOf(view.drawn, id)));
  else if (key === 'ArrowUp' || key === 'ArrowDown') browse(view, id, key === 'ArrowDown' ? 1 : -1);
  else return false;
  return true;
}
