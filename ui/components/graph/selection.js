// What is chosen, what is under the pointer, and what the keys Up and Down have reached.
import { aloud } from '../explain/shown.js';
import { setText } from '../js/dom.js';
import { sendSelection } from '../js/echo.js';
import { tellOver } from '../js/pointing.js';
import { hintOf, paintHint } from './hint.js';
import { madeOf, markSources, pin } from './made.js';
import { cellId, find, nameOf, nodeOf, spoken } from './parts.js';
import { placeRing } from './rings.js';
import { canEdit } from './seen.js';

/** @import { Found, GraphView } from './types' */

/**
 * @param {GraphView} view
 * @param {string | null} id
 */
export function select(view, id) {
  if (id === view.pointing.selected) return;
  view.pointing.selected = id;
  paintSelection(view);
  sendSelection(view, id);
}

/** @param {GraphView} view */
export function paintSelection(view) {
  const { drawing, drawn } = view, found = find(view, view.pointing.selected);
  for (const g of drawing.querySelectorAll('[aria-pressed="true"]')) g.setAttribute('aria-pressed', 'false');
  for (const g of drawing.querySelectorAll('.selected')) g.classList.remove('selected');
  placeRing(view, drawn.rings.ring, found);
  markSources(view, found);
  pin(view, found);
  if (!found) return;
  if (found.node) found.part.g.setAttribute('aria-pressed', 'true');
  found.part.g.classList.add('selected');
  found.part.g.classList.toggle('whole', found.k < 0);
}

/**
 * @param {GraphView} view
 * @param {string | null} id of what is under the pointer
 */
export function hover(view, id) {
  const { drawn, pointing } = view;
  if (id === pointing.hovered) return;
  pointing.hovered = id;
  if (view.data.main) tellOver(id);
  const found = find(view, id);
  placeRing(view, drawn.rings.hover, found);
  view.drawing.classList.toggle('typable', canEdit(view, found));
  lightGroup(view, groupOf(view, found));
  markSources(view, madeOf(view, found) ? found : find(view, pointing.selected));
  paintHint(view);
}

/**
 * @param {GraphView} view
 * @param {Found | null} found
 */
function groupOf({ data }, found) {
  if (!found) return '';
  return (found.node ?? data.edges[found.part.place])?.group ?? '';
}

/**
 * All copies of one matrix are one object.
 * @param {GraphView} view
 * @param {string} group
 */
function lightGroup({ drawn, pointing }, group) {
  if (pointing.group === group) return;
  for (const g of drawn.groups.get(pointing.group) ?? []) g.classList.remove('hot');
  for (const g of drawn.groups.get(group) ?? []) g.classList.add('hot');
  pointing.group = group;
}

/**
 * Up and Down go through a focused box's cells and the arrows that enter it.
 * @param {GraphView} view
 * @param {string} id of the box
 * @param {number} by 1 or -1
 */
export function browse(view, id, by) {
  const node = nodeOf(view.drawn, id);
  const cells = node.texts.map((_, k) => cellId(node, k)).filter((cell) => cell !== nameOf(node));
  const stops = [...cells, ...view.data.edges.filter((edge) => edge.target === id).map((edge) => edge.id)];
  if (!stops.length) return;
  const at = stops.indexOf(view.pointing.cursor ?? '');
  moveCursor(view, stops[at >= 0 ? at + by : by > 0 ? 0 : stops.length - 1] ?? null);
}

/**
 * @param {GraphView} view
 * @param {string | null} id
 */
export function moveCursor(view, id) {
  const { pointing } = view;
  if (pointing.cursor === id || (!pointing.cursor && !id)) return;
  find(view, pointing.cursor)?.part.g.classList.remove('pointed');
  pointing.cursor = id;
  const found = find(view, id);
  placeRing(view, view.drawn.rings.cursor, found);
  if (found && found.k < 0) found.part.g.classList.add('pointed');
  setText(view.said, describe(view, found));
  paintHint(view);
}

/**
 * @param {GraphView} view
 * @param {Found | null} found under the cursor
 */
function describe(view, found) {
  if (!found) return '';
  if (!found.node || found.k < 0) return found.part.g.getAttribute('aria-label') ?? '';
  const words = `${spoken(found.node)}, row ${found.k + 1}: ${found.part.cells[found.k]?.text.textContent}`;
  const hint = hintOf(view, view.pointing.cursor), made = madeOf(view, found);
  return [words, canEdit(view, found) && 'Enter edits it', hint?.text, made && aloud(made)].filter(Boolean).join('. ');
}
