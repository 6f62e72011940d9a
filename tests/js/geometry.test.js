import assert from 'node:assert/strict';
import { test } from 'node:test';
import { barRoom, bounds, cellAt, cellBox, numberSize, route, textWidth } from '../../ui/components/graph/geometry.js';

/** @import { EdgeData, NodeData } from '../../ui/components/graph/types' */

/**
 * @param {Partial<NodeData>} changes
 * @returns {NodeData}
 */
const box = (changes) => ({
  id: 'h.1', role: 'hidden', x: 100, y: 100, width: 60, height: 80, cell_height: 24, columns: 1, title: '', caption: '', caption_mark: '',
  alt: '', display: 'numbers', scale: 1, shape: 'box', veil: 'none', pinned: false, texts: ['1', '2', '3'], ...changes,
});

/**
 * @param {Partial<EdgeData>} changes
 * @returns {EdgeData}
 */
const edge = (changes) => ({
  id: 'e', role: 'hidden', source: 'a', target: 'b', group: '', label: '', style: 'straight', cut: false, cuttable: false, label_at: 0.5, alt: '', ...changes,
});

test('cells fill a box column by column, and a point is in the cell it is drawn in', () => {
  const node = box({ texts: ['1', '2', '3', '4'], columns: 2, width: 80 });
  assert.deepEqual(cellBox(node, 0), { x: 60, y: 64, width: 40, height: 24 });
  assert.deepEqual(cellBox(node, 3), { x: 100, y: 88, width: 40, height: 24 });
  for (let k = 0; k < 4; k++) {
    const c = cellBox(node, k);
    assert.equal(cellAt(node, c.x, c.y), k);
    assert.equal(cellAt(node, c.x + c.width - 0.01, c.y + c.height - 0.01), k);
  }
  assert.equal(cellAt(node, 59, 70), -1);
});

test('bars start in the middle where a value of any frame is negative', () => {
  const place = { x: 0, width: 60 };
  assert.deepEqual(barRoom(box({ values: [1, 0.5, null] }), place), { zero: 3, most: 54 });
  assert.deepEqual(barRoom(box({ values: [1, -0.5, null] }), place), { zero: 30, most: 27 });
  const frame = { id: 'f', title: '', caption: '', texts: [], values: [-1] };
  assert.equal(barRoom(box({ values: [1], frames: [frame] }), place).zero, 30);
  assert.deepEqual(barRoom(box({ values: [1], display: 'signed bars' }), place), barRoom(box({ values: [-1], display: 'signed bars' }), place));
});

test('a line between two points goes from one to the other, however near their heights are', () => {
  const point = (/** @type {number} */ x, /** @type {number} */ y) => box({ x, y, width: 10, height: 10, shape: 'circle', texts: [] });
  const { d } = route(edge({}), point(100, 100), point(200, 106));
  const [x1, y1, x2, y2] = /** @type {[number, number, number, number]} */ ([...d.matchAll(/-?[\d.]+/g)].map(Number));
  assert.ok(Math.abs((y2 - y1) / (x2 - x1) - 6 / 100) < 0.005, d);
});

test('a straight arrow ends just before the border of its target', () => {
  const { d, head, middle, label } = route(edge({}), box({ x: 100 }), box({ x: 300 }));
  assert.match(d, /^M130 100L\d/);
  assert.match(head, /^M267\.5 100L/);
  assert.deepEqual(middle, [(130 + 267.5) / 2, 100]);
  assert.equal(label, null);
});

test('opposite arrows step aside, to different sides', () => {
  const [a, b] = [box({ x: 100 }), box({ x: 300 })];
  assert.match(route(edge({}), a, b, { twin: true }).d, /^M130 92L/);
  assert.match(route(edge({}), b, a, { twin: true }).d, /^M270 108L/);
});

test('an upright arrow ends on the round border of a circle', () => {
  const circle = box({ x: 120, y: 300, width: 40, height: 40, shape: 'circle', texts: [] });
  const { head } = route(edge({}), box({ x: 100 }), circle);
  const [, x = '', y = ''] = head.match(/^M([\d.]+) ([\d.]+)/) ?? [];
  assert.ok(Math.abs(Math.hypot(Number(x) - 120, Number(y) - 300) - 20) < 3);
});

test('a feedback arrow starts at the chosen row, past its label, and hides which one under a veil', () => {
  const from = box({ x: 100, marks: ['', '', 'best'], labels: ['', '', 'e'] }), to = box({ x: 300, y: 300 });
  const open = route(edge({ style: 'feedback' }), from, to), veiled = route(edge({ style: 'feedback' }), from, to, { veiled: [true, false] });
  const { y, height } = cellBox(from, 2);
  assert.ok(open.d.startsWith(`M${Math.round((142 + textWidth('e', 14)) * 100) / 100} ${y + height / 2}L`));
  assert.ok(veiled.d.startsWith('M130 100L'));
});

test('every other way of running leaves the source and reaches the target', () => {
  for (const style of /** @type {const} */ (['curve', 'elbow', 'feedback', 'dashed'])) {
    const { d, head } = route(edge({ style }), box({ x: 100, y: 100 }), box({ x: 330, y: 320 }));
    for (const path of [d, head]) assert.doesNotMatch(path, /NaN|undefined/);
  }
  const self = box({});
  assert.match(route(edge({ label: 'W' }), self, self).d, /^M130 80C188/);
});

test('numbers shrink with their cells, and boxes are centered at their place', () => {
  assert.equal(numberSize(box({ cell_height: 24 })), 14);
  assert.equal(numberSize(box({ cell_height: 10 })), 7);
  assert.deepEqual(bounds(box({})), { left: 70, right: 130, top: 60, bottom: 140 });
});
