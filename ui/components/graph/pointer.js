// What the pointer does in the drawing.
import { targetOf } from '../js/dom.js';
import { within } from '../js/drag.js';
import { openField } from './edit.js';
import { bounds, cellAt } from './geometry.js';
import { cellId, nameOf } from './parts.js';
import { hover, select } from './selection.js';

/** @import { GraphView } from './types' */

const BORDER = 4; // user units within which the border of a box is meant

/** @param {GraphView} view */
export function listenToPointer(view) {
  const { drawing, pointing } = view;
  drawing.addEventListener('pointerdown', (event) => { pointing.touch = event.pointerType === 'touch'; }, { capture: true });
  drawing.addEventListener('dblclick', (event) => openField(view, hitId(view, event)));
  drawing.addEventListener('click', (event) => {
    const id = hitId(view, event);
    if (pointing.touch && id === pointing.selected && openField(view, id)) return;
    select(view, id);
    if (pointing.touch) hover(view, id);
  });
  drawing.addEventListener('pointermove', (event) => hover(view, hitId(view, event)));
  drawing.addEventListener('pointerleave', () => hover(view, null));
}

/**
 * The id under the pointer: a cell, a box, an arrow, or null.
 * @param {GraphView} view
 * @param {MouseEvent} event
 */
function hitId({ drawing, drawn, data, size }, event) {
  const target = targetOf(event), cell = target.closest('[data-cell]');
  if (cell) return cell.getAttribute('data-cell');
  const id = target.closest('[data-id]')?.getAttribute('data-id') ?? null, node = id === null ? undefined : drawn.byId.get(id);
  if (!node) return id;
  if (target.closest('.title, .caption') || (event.type === 'click' && event.detail === 0)) return nameOf(node);
  const place = within({ x: event.clientX, y: event.clientY }, drawing.getBoundingClientRect(), data.width);
  const x = place.x - (node.pinned ? size.pin : 0), { left, right } = bounds(node);
  const k = x < left + BORDER || x > right - BORDER ? -1 : cellAt(node, x, place.y);
  return k < 0 ? nameOf(node) : cellId(node, k);
}
