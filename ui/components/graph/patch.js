// New values in a drawing that stands: only what changed touches the DOM.
import { setAttribute, setFormula, setText, svg } from '../js/dom.js';
import { f } from '../js/numbers.js';
import { barRoom, bounds, cellBox, numberSize, PAD, plainLabel, route, textWidth } from './geometry.js';
import { cellId, nameOf, nodeOf, spoken } from './parts.js';
import { patchPicture } from './picture.js';
import { veilOf } from './seen.js';

/** @import { Attributes } from '../js/dom' */
/** @import { Box, CellPart, EdgeData, EdgePart, GraphView, Mark, NodePart, Route, ShownNode, Veil } from './types' */

/** @typedef {{ box: Box, middle: number, size: number, room: number, need: number, hidden: boolean }} CellPlace */

const GLYPHS = { right: 'M-4 0.3L-1.2 3.2L4 -3.4', wrong: 'M-3.2 -3.2L3.2 3.2M-3.2 3.2L3.2 -3.2' };
const POINTER = 'M0 0L6.5 -4.2V4.2Z';
const MARK_WORDS = { target: 'target', right: 'right', wrong: 'wrong', best: 'most likely' };

// ---- arrows ---------------------------------------------------------------------------------

/**
 * @param {GraphView} view
 * @param {EdgePart} part
 * @param {EdgeData} edge
 */
export function patchEdge(view, part, edge) {
  const source = nodeOf(view.drawn, edge.source), target = nodeOf(view.drawn, edge.target);
  if (!part.route || edge.style === 'feedback') {
    const veiled = (/** @type {ShownNode} */ node) => veilOf(view, node) !== 'none';
    part.route = route(edge, source, target, { twin: part.twin, gutter: part.gutter, veiled: [veiled(source), veiled(target)] });
    setAttribute(part.line, 'd', part.route.d);
    setAttribute(part.hit, 'd', part.route.d);
    setAttribute(part.head, 'd', part.route.head);
  }
  part.g.classList.toggle('cut', edge.cut);
  part.g.classList.toggle('secret', source.veil === 'all' || target.veil === 'all');
  if (part.label) placeLabel(part.label, part.route, edge.cut);
  const copies = (view.drawn.groups.get(edge.group) ?? []).filter((g) => g.classList.contains('edge')).length;
  const name = edge.alt || `${plainLabel(edge.label || edge.id)}: from ${spoken(source)} to ${spoken(target)}`;
  setAttribute(part.g, 'aria-label', copies > 1 ? `${name}, one of ${copies} copies` : name);
}

/**
 * @param {SVGTextElement} element
 * @param {Route} route
 * @param {boolean} cut the label gives way to the scissors
 */
function placeLabel(element, { label, middle: [, middle] }, cut) {
  element.style.display = label ? '' : 'none';
  if (!label) return;
  const { x, y, anchor } = label;
  setAttribute(element, 'x', f(x));
  setAttribute(element, 'y', f(y + 4.5 + (cut && anchor === 'middle' ? 8 * Math.sign(y - middle) : 0)));
  setAttribute(element, 'text-anchor', anchor);
}

// ---- boxes ----------------------------------------------------------------------------------

/**
 * @param {NodePart} part
 * @param {ShownNode} node
 * @param {Veil} veil
 */
export function patchNode(part, node, veil) {
  const hidden = veil !== 'none';
  part.g.classList.toggle('secret', node.veil === 'all');
  for (const [k, cell] of part.cells.entries()) patchCell(part, cell, node, k, hidden);
  if (part.zero) setAttribute(part.zero, 'd', zeroLines(node));
  patchPicture(part, node, hidden);
  patchTitle(part, node);
  patchCaption(part, node, veil);
  setAttribute(part.g, 'aria-label', nodeLabel(node, hidden));
}

/**
 * The lines at which the bars of a box start, one in each column.
 * @param {ShownNode} node
 */
function zeroLines(node) {
  const { left, top, bottom } = bounds(node), width = node.width / node.columns;
  const zeros = Array.from({ length: node.columns }, (_, column) => barRoom(node, { x: left + column * width, width }).zero);
  return zeros.map((x) => `M${f(x)} ${f(top + PAD)}V${f(bottom - PAD)}`).join('');
}

/**
 * @param {NodePart} part
 * @param {ShownNode} node
 */
function patchTitle(part, node) {
  if (!node.title && !part.title) return;
  const inside = node.texts.length === 0 && !part.pictures;
  part.title ??= svg('text', inside
    ? { class: 'title inside', x: node.x, y: node.y, dy: '0.35em' }
    : { class: 'title', ...titlePlace(node) }, part.g);
  setFormula(part.title, node.title);
}

/**
 * Above the left edge; a long title ends before the middle, where an arrow may enter. A box may want it past the
 * middle, or to the right.
 * @param {ShownNode} node
 * @returns {Attributes}
 */
function titlePlace(node) {
  const { left, right, top } = bounds(node), y = top - 6;
  if (node.title_at === 'over') return { x: left - 3, y };
  if (node.title_at === 'beside') return { x: right + 4, y: top + 11 };
  const middle = node.caption && node.role !== 'input' ? textWidth(node.caption, 15) / 2 + 4 : 8;
  const fits = left + 2 + textWidth(plainLabel(node.title), 12) <= node.x - middle;
  return fits ? { x: left + 2, y } : { x: node.x - middle, y, 'text-anchor': 'end' };
}

/**
 * @param {NodePart} part
 * @param {ShownNode} node
 * @param {Veil} veil
 */
function patchCaption(part, node, veil) {
  const caption = veil === 'all' && node.caption ? '?' : node.caption;
  if (!caption && !part.caption) return;
  const { top, bottom } = bounds(node);
  part.caption ??= svg('text', { x: node.x, y: node.role === 'input' ? bottom + 22 : top - 11 }, part.g);
  setText(part.caption, caption);
  setAttribute(part.caption, 'class', `caption ${veil === 'all' ? '' : node.caption_mark}`.trim());
}

/**
 * A box in words: its name, its numbers with their marks, what can be done with them.
 * @param {ShownNode} node
 * @param {boolean} hidden
 */
export function nodeLabel(node, hidden) {
  const said = (/** @type {string} */ text, /** @type {number} */ k) => {
    const mark = node.marks?.[k], label = node.labels?.[k];
    return mark ? `${text} (${MARK_WORDS[mark]}${label ? ` ${label}` : ''})` : text;
  };
  const words = hidden ? 'hidden until the question is answered' : node.texts.map(said).filter((text) => text).join(', ');
  const label = words ? `${spoken(node)}: ${words}` : spoken(node);
  return node.editable && !hidden ? `${label}; numbers can be edited` : label;
}

// ---- cells ----------------------------------------------------------------------------------

/**
 * @param {NodePart} part
 * @param {CellPart} cell
 * @param {ShownNode} node
 * @param {number} k
 * @param {boolean} hidden
 */
function patchCell(part, cell, node, k, hidden) {
  const box = cellBox(node, k), size = numberSize(node), text = node.texts[k] ?? '', shown = hidden && text !== '⋮' ? '?' : text;
  /** @type {CellPlace} */
  const place = { box, middle: box.y + box.height / 2, size, room: Math.max(0, box.width - 8), need: textWidth(shown, size), hidden };
  const mark = node.marks?.[k] ?? '', label = node.labels?.[k] ?? '';
  setText(cell.text, shown);
  setAttribute(cell.text, 'data-cell', cellId(node, k));
  setAttribute(cell.text, 'class', ['number', mark, cell.bar && 'end'].filter(Boolean).join(' '));
  const squeezed = place.need > place.room * 1.12;
  setAttribute(cell.text, 'textLength', squeezed ? f(place.room) : null);
  setAttribute(cell.text, 'lengthAdjust', squeezed ? 'spacingAndGlyphs' : null);
  if (cell.rule) patchRule(cell.rule, node, k, place, Boolean(cell.bar));
  if (cell.heat) patchHeat(cell.heat, node, k, hidden);
  if (cell.bar) patchBar(cell.bar, node, k, place);
  patchGlyph(part, cell, mark, place);
  patchPointer(part, cell, mark, place);
  patchLabel(part, cell, mark, label, place);
}

/**
 * The line under a number that can be edited.
 * @param {SVGPathElement} rule
 * @param {ShownNode} node
 * @param {number} k
 * @param {CellPlace} place
 * @param {boolean} atEnd
 */
function patchRule(rule, node, k, { box, middle, size, room, need, hidden }, atEnd) {
  const width = Math.min(need, room), from = atEnd ? box.x + box.width - 7 - width : box.x + (box.width - width) / 2;
  setAttribute(rule, 'd', hidden || cellId(node, k) === nameOf(node) ? 'M0 0' : `M${f(from)} ${f(middle + size * 0.355 + 3)}h${f(width)}`);
}

/**
 * @param {SVGRectElement} heat
 * @param {ShownNode} node
 * @param {number} k
 * @param {boolean} hidden
 */
function patchHeat(heat, node, k, hidden) {
  const value = hidden ? null : node.values?.[k] ?? null;
  setAttribute(heat, 'class', `heat ${value === null ? 'empty' : value < 0 ? 'negative' : 'positive'}`);
  heat.style.setProperty('--share', `${Math.round((value === null ? 0 : Math.min(1, Math.abs(value) / node.scale)) * 100)}%`);
}

/**
 * @param {SVGRectElement} bar
 * @param {ShownNode} node
 * @param {number} k
 * @param {CellPlace} place
 */
function patchBar(bar, node, k, { box, hidden }) {
  const { zero, most } = barRoom(node, box), value = hidden ? 0 : node.values?.[k] ?? 0;
  const long = most * Math.min(1, Math.abs(value) / node.scale);
  setAttribute(bar, 'x', f(value < 0 ? zero - long : zero));
  setAttribute(bar, 'width', f(long));
}

/**
 * The sign of a right or a wrong choice.
 * @param {NodePart} part
 * @param {CellPart} cell
 * @param {Mark} mark
 * @param {CellPlace} place
 */
function patchGlyph(part, cell, mark, { box, middle, need }) {
  const glyph = mark === 'right' || mark === 'wrong' ? GLYPHS[mark] : '';
  if (!glyph && !cell.glyph) return;
  cell.glyph ??= svg('path', {}, part.g);
  const tight = (box.width - need) / 2 < 15;
  setAttribute(cell.glyph, 'class', `glyph ${mark}`);
  setAttribute(cell.glyph, 'd', glyph || 'M0 0');
  setAttribute(cell.glyph, 'transform', `translate(${f(tight ? box.x - 9 : box.x + 9.5)} ${f(middle)})`);
  cell.glyph.style.display = glyph ? '' : 'none';
}

/** @param {Mark} mark */
const isTarget = (mark) => mark === 'target' || mark === 'right';

/**
 * What points at the target.
 * @param {NodePart} part
 * @param {CellPart} cell
 * @param {Mark} mark
 * @param {CellPlace} place
 */
function patchPointer(part, cell, mark, { box, middle }) {
  if (!isTarget(mark) && !cell.pointer) return;
  cell.pointer ??= svg('path', { class: 'pointer', d: POINTER, transform: `translate(${f(box.x + box.width + 6)} ${f(middle)})` }, part.g);
  cell.pointer.style.display = isTarget(mark) ? '' : 'none';
}

/**
 * @param {NodePart} part
 * @param {CellPart} cell
 * @param {Mark} mark
 * @param {string} label
 * @param {CellPlace} place
 */
function patchLabel(part, cell, mark, label, { box, middle }) {
  if (!label && !cell.label) return;
  cell.label ??= svg('text', { y: f(middle + 4.8) }, part.g);
  setText(cell.label, label);
  setAttribute(cell.label, 'x', f(box.x + box.width + (isTarget(mark) ? 16.5 : 7)));
  setAttribute(cell.label, 'class', `label ${mark}`.trim());
}
