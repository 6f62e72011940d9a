// Typing another number into a cell: a field that lies exactly over it.
import { html, setAttribute, setText } from '../js/dom.js';
import { decode } from '../js/payload.js';
import { pause } from '../js/walk.js';
import { cellBox, numberSize } from './geometry.js';
import { onStage, paintHint } from './hint.js';
import { cellId, find, nameOf, spoken } from './parts.js';
import { canEdit } from './seen.js';
import { moveCursor } from './selection.js';

/** @import { GraphView, ShownNode, Typing } from './types' */

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const MOST_TYPED = 12; // characters

/**
 * The minus of the typesetter is one of the keyboard too, and a decimal comma is a point.
 * @param {string} text
 */
const plainNumber = (text) => text.replaceAll('−', '-').replaceAll(',', '.');

/**
 * What a key types into a field that it opens; '' if it opens none.
 * @param {string} key
 */
export const opening = (key) => (/^[\d.,\-−]$/.test(key) ? plainNumber(key) : '');

/**
 * The shortest text of a value, rounded as far as the field needs.
 * @param {number} value
 */
export function typedText(value) {
  let text = String(value);
  for (let digits = MOST_TYPED; text.length > MOST_TYPED && digits > 0; digits--) text = String(Number(value.toPrecision(digits)));
  return text.length > MOST_TYPED ? value.toExponential(5) : text;
}

/**
 * Why a text cannot be taken; '' if it can.
 * @param {string} text
 */
export function whyNot(text) {
  if (text.length > MOST_TYPED) return `At most ${MOST_TYPED} characters.`;
  return NUMBER.test(text) && Number.isFinite(Number(text)) ? '' : 'Not a number. Write one such as -0.5.';
}

/**
 * What leaving a field with this text means.
 * @param {string} typed
 * @param {string} before
 * @returns {{ reason?: string, send?: string }} a reason to stay, or a number to send, or neither
 */
export function answerTo(typed, before) {
  const text = plainNumber(typed.trim()), reason = whyNot(text);
  if (text === before) return {};
  if (reason) return { reason };
  return Number(text) === Number(before) ? {} : { send: text };
}

/** @param {GraphView} view */
export function listenToField(view) {
  const { field } = view.typing;
  field.addEventListener('input', () => complain(view, ''));
  field.addEventListener('blur', () => commit(view));
  field.addEventListener('keydown', (event) => onFieldKey(view, event));
  for (const name of ['keydown', 'keypress', 'keyup']) field.addEventListener(name, (event) => event.stopPropagation());
}

/**
 * @param {Element} stage
 * @returns {Typing}
 */
export function newTyping(stage) {
  const field = html('input', 'field', stage, { type: 'text', autocomplete: 'off', spellcheck: 'false' });
  field.style.display = 'none';
  return { field, id: null, before: '', reason: null, waiting: [] };
}

/**
 * @param {GraphView} view
 * @param {string | null} id of a cell
 * @param {string} [typed] what stands in the field at first; its number otherwise
 * @returns {boolean} false if there is nothing to type into
 */
export function openField(view, id, typed = '') {
  const found = find(view, id), { typing } = view, { field } = typing;
  if (!canEdit(view, found)) return false;
  if (typing.id === id) return true;
  closeField(view);
  pause(view);
  const { node, k } = found, value = node.values?.[k] ?? null;
  typing.id = id;
  typing.before = value === null ? plainNumber(node.texts[k] ?? '') : typedText(value);
  setAttribute(field, 'aria-label', `${spoken(node)}, row ${k + 1}`);
  field.value = typed || typing.before;
  field.style.display = '';
  placeField(view);
  field.focus({ preventScroll: true });
  if (!typed) field.select();
  return true;
}

/**
 * Lays the open field over its cell, wherever that is now; without the cell there is nothing to type into.
 * @param {GraphView} view
 */
export function placeField(view) {
  const { typing } = view;
  if (!typing.id) return;
  const found = find(view, typing.id);
  if (!canEdit(view, found)) { closeField(view); return; }
  const cell = cellBox(found.node, found.k), { left, top, width, height } = onStage(view, cell);
  Object.assign(typing.field.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px`, fontSize: `${numberSize(found.node) * view.size.scale}px` });
  if (typing.reason) typing.reason.box = cell;
}

/** @param {GraphView} view */
function closeField(view) {
  if (!view.typing.id) return;
  view.typing.id = null;
  complain(view, '');
  view.typing.field.style.display = 'none';
}

/**
 * @param {GraphView} view
 * @param {string} text why the number cannot be taken; '' if it can
 */
function complain(view, text) {
  const { typing } = view, found = text ? find(view, typing.id) : null;
  typing.reason = found?.node ? { text, box: cellBox(found.node, found.k) } : null;
  setAttribute(typing.field, 'aria-invalid', text ? 'true' : null);
  setAttribute(typing.field, 'title', text || null);
  setText(view.said, text);
  paintHint(view);
}

/**
 * Takes what was typed if it is another number; false while it is none.
 * @param {GraphView} view
 */
function commit(view) {
  const { id, field, before } = view.typing;
  if (!id) return true;
  const { reason, send } = answerTo(field.value, before);
  if (reason) { complain(view, reason); return false; }
  closeField(view);
  if (send) sendTyped(view, id, send);
  return true;
}

/**
 * Sends a number, and shows what follows from it until the page answers.
 * @param {GraphView} view
 * @param {string} id of the cell
 * @param {string} text
 */
function sendTyped(view, id, text) {
  const at = Date.now();
  view.send('edited', { id, text, at });
  view.typing.waiting.push({ id, value: Number(text), at });
  if (view.data.explained?.recomputed && view.sent) view.figure.update(view, decode(view.sent));
}

/**
 * Enter and Tab take the number, Escape leaves it; Tab goes on to the next one.
 * @param {GraphView} view
 * @param {KeyboardEvent} event
 */
function onFieldKey(view, event) {
  const { key, shiftKey } = event, { id } = view.typing;
  if (!['Enter', 'Tab', 'Escape'].includes(key) || !id) return;
  const found = find(view, id);
  if (!found?.node) return;
  if (key !== 'Escape' && !commit(view)) { event.preventDefault(); return; }
  closeField(view);
  const next = key === 'Tab' ? nextCell(found.node, found.k, shiftKey ? -1 : 1) : null;
  if (next && openField(view, next)) { event.preventDefault(); return; }
  found.part.g.focus({ preventScroll: true });
  if (key === 'Tab' && !shiftKey) return; // and on to what follows the box
  event.preventDefault();
  if (key !== 'Tab') moveCursor(view, id);
}

/**
 * The id of the cell before or after the k-th, past rows that stand for others; null at the ends.
 * @param {ShownNode} node
 * @param {number} k
 * @param {number} by 1 or -1
 */
export function nextCell(node, k, by) {
  let next = k + by;
  while (node.texts[next] !== undefined && cellId(node, next) === nameOf(node)) next += by;
  return node.texts[next] === undefined ? null : cellId(node, next);
}
