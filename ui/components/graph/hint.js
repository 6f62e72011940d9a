// The small text beside a cell: its hint, or why a number cannot be taken.
import { writeLines } from '../explain/shown.js';
import { clamp } from '../js/numbers.js';
import { bounds, cellBox } from './geometry.js';
import { madeOf } from './made.js';
import { find } from './parts.js';
import { covered } from './seen.js';

/** @import { Piece } from '../explain/types' */
/** @import { Box, EdgePart, GraphView, Hint, Rectangle, ShownNode } from './types' */

const MOST_LINES = 7;
const HINT_GAP = 8; // px between a cell and its hint

/**
 * Where a hint of this size stands beside a cell inside the room, all in px: right, left, above or
 * below, never on the cell where the room allows it.
 * @param {Rectangle} cell
 * @param {{ width: number, height: number }} size
 * @param {Rectangle} room
 */
export function besideCell(cell, size, room) {
  const right = room.left + room.width - size.width, bottom = room.top + room.height - size.height;
  const x = clamp(cell.left + (cell.width - size.width) / 2, room.left, Math.max(room.left, right));
  const y = clamp(cell.top + (cell.height - size.height) / 2, room.top, Math.max(room.top, bottom));
  const after = cell.left + cell.width + HINT_GAP, before = cell.left - HINT_GAP - size.width;
  if (after <= right) return { left: after, top: y };
  if (before >= room.left) return { left: before, top: y };
  const above = cell.top - HINT_GAP - size.height;
  return { left: x, top: above >= room.top ? above : Math.min(cell.top + cell.height + HINT_GAP, Math.max(room.top, bottom)) };
}

/**
 * A box of the drawing in px of the stage's content.
 * @param {GraphView} view
 * @param {Box} box
 * @returns {Rectangle}
 */
export function onStage({ drawing, stage, size: { scale } }, box) {
  const inner = drawing.getBoundingClientRect(), outer = stage.getBoundingClientRect();
  const left = inner.left - outer.left + stage.scrollLeft, top = inner.top - outer.top + stage.scrollTop;
  return { left: left + box.x * scale, top: top + box.y * scale, width: box.width * scale, height: box.height * scale };
}

/**
 * @param {GraphView} view
 * @param {string | null} id
 * @returns {Hint | null}
 */
export function hintOf(view, id) {
  const found = find(view, id);
  if (!found) return null;
  if (!found.node) return hintOfScissors(view, id, found.part);
  const text = (found.k >= 0 && !covered(view, found) && found.node.hints?.[found.k]) || '';
  const whole = found.k < 0 && isOneNumber(found.node), lines = found.k >= 0 || whole ? madeOf(view, found)?.lines ?? [] : [];
  if (!text && !lines.length) return null;
  const box = whole ? boxOf(found.node) : cellBox(found.node, found.k);
  return { text, lines, box: found.node.pinned ? { ...box, x: box.x + view.size.pin } : box };
}

/**
 * True if none of its cells has a name of its own: what is said of the box explains them.
 * @param {ShownNode} node
 */
const isOneNumber = ({ indices, texts }) => texts.length > 0 && texts.every((_, k) => indices?.[k] === 0);

/**
 * @param {ShownNode} node
 * @returns {Box}
 */
function boxOf(node) {
  const { left, top } = bounds(node);
  return { x: left, y: top, width: node.width, height: node.height };
}

/**
 * @param {GraphView} view
 * @param {string | null} id of the arrow
 * @param {EdgePart} part
 */
function hintOfScissors({ cuts }, id, { route }) {
  const found = cuts.scissors.find(({ edge }) => edge === id), wide = 14;
  if (!route || !found?.movable || found.held) return null;
  const [x, y] = route.middle;
  return { text: 'Drag the scissors to another arrow', box: { x: x - wide, y: y - wide, width: 2 * wide, height: 2 * wide } };
}

/**
 * Of many lines the first and the last ones; the card shows all.
 * @param {Piece[][]} lines
 * @returns {Piece[][]}
 */
export function inBrief(lines) {
  return lines.length <= MOST_LINES ? lines : [...lines.slice(0, MOST_LINES - 3), [{ text: '…', role: '' }], ...lines.slice(-2)];
}

/**
 * The reason in an open field comes first, then the cell under the pointer, then that under the cursor.
 * @param {GraphView} view
 */
export function paintHint(view) {
  const { tip, stage, pointing, typing } = view, hint = typing.reason ?? hintOf(view, pointing.hovered) ?? hintOf(view, pointing.cursor);
  tip.style.display = hint ? '' : 'none';
  if (!hint) return;
  writeLines(tip, inBrief(hint.lines ?? []));
  if (hint.text) tip.prepend(hint.text);
  tip.style.left = tip.style.top = '0'; // measured where the room does not narrow it
  const room = { left: stage.scrollLeft + 4, top: stage.scrollTop + 4, width: stage.clientWidth - 8, height: stage.clientHeight - 8 };
  tip.style.maxWidth = `${Math.min(room.width, view.data.present ? 420 : 280)}px`;
  const { left, top } = besideCell(onStage(view, hint.box), { width: tip.offsetWidth, height: tip.offsetHeight }, room);
  tip.style.left = `${left}px`;
  tip.style.top = `${top}px`;
}
