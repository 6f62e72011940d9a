import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerTo, nextCell, opening, typedText, whyNot } from '../../ui/components/graph/edit.js';
import { firstSteps, frameWalks, shownAt } from '../../ui/components/graph/frames.js';
import { besideCell, inBrief } from '../../ui/components/graph/hint.js';
import { pull } from '../../ui/components/graph/size.js';

/** @import { GraphData, NodeData } from '../../ui/components/graph/types' */

test('a value is typed as shortly as the field needs', () => {
  assert.equal(typedText(0.5), '0.5');
  assert.equal(typedText(-0.30000000000000004), '-0.3');
  assert.equal(typedText(0.123456789012345), '0.123456789');
  assert.equal(typedText(-123456789012345), '-1.23457e+14');
  for (const value of [1e-300, -1.23456789e-200, 123456789012345]) assert.equal(whyNot(typedText(value)), '');
});

test('only numbers of at most twelve characters are taken', () => {
  for (const text of ['1', '-0.5', '+2.', '.5', '1e3', '1E-3']) assert.equal(whyNot(text), '');
  for (const text of ['', 'abc', '0x10', '1e999', '--1', '1,5', 'NaN', 'Infinity', '1 2']) assert.match(whyNot(text), /^Not a number/);
  assert.match(whyNot('0.1234567890123'), /^At most 12/);
});

test('a field sends another number, keeps a wrong one open, and closes without a change', () => {
  assert.deepEqual(answerTo(' −2.5 ', '1'), { send: '-2.5' });
  assert.deepEqual(answerTo('0,5', '1'), { send: '0.5' });
  assert.deepEqual(answerTo('1,0', '1'), {});
  assert.match(answerTo('1,000,5', '1').reason ?? '', /^Not a number/);
  assert.deepEqual(answerTo('1.0', '1'), {});
  assert.deepEqual(answerTo('1', '1'), {});
  assert.match(answerTo('x', '1').reason ?? '', /^Not a number/);
});

test('digits, a point and both minus signs open a field', () => {
  assert.deepEqual(['7', '.', ',', '-', '−'].map(opening), ['7', '.', '.', '-', '-']);
  assert.deepEqual(['Enter', 'x', ' ', '12', '+'].map(opening), ['', '', '', '', '']);
});

test('Tab goes past rows that stand for others, and ends at the ends', () => {
  const node = /** @type {NodeData} */ ({ id: 'W', texts: ['1', '⋮', '2'], indices: [1, 0, 9] });
  assert.equal(nextCell(node, 0, 1), 'W.9');
  assert.equal(nextCell(node, 2, -1), 'W.1');
  assert.equal(nextCell(node, 2, 1), null);
});

test('a hint stands beside its cell and inside of the room', () => {
  const room = { left: 0, top: 0, width: 400, height: 200 }, size = { width: 100, height: 40 };
  const cell = (/** @type {number} */ left, /** @type {number} */ top, width = 50) => ({ left, top, width, height: 20 });
  assert.deepEqual(besideCell(cell(100, 90), size, room), { left: 158, top: 80 });
  assert.deepEqual(besideCell(cell(340, 90), size, room), { left: 232, top: 80 });
  assert.deepEqual(besideCell(cell(20, 150, 360), size, room), { left: 150, top: 102 });
  assert.deepEqual(besideCell(cell(20, 10, 360), size, room), { left: 150, top: 38 });
  assert.equal(besideCell(cell(100, 0), size, room).top, 0);
});

test('a box with frames shows that of the step, under its name and from its first step on', () => {
  const frame = (/** @type {string} */ id) => ({ id, title: id, caption: '', texts: [id] });
  const data = /** @type {GraphData} */ (/** @type {unknown} */ ({
    nodes: [{ id: 'h', texts: ['x'], labels: ['old'], frames: [frame('h.1'), frame('h.2')], frame_of_step: [0, 0, 1] }, { id: 'y', texts: [] }],
    steps: [{ lit: ['h'] }, { lit: ['h', 'y'] }, { lit: [] }],
  }));
  const walks = frameWalks(data), shown = shownAt(data, walks, 2).get('h');
  assert.deepEqual([shown?.id, shown?.name, shown?.since, shown?.labels], ['h', 'h.2', 2, undefined]);
  assert.equal(shownAt(data, walks, 9).get('h'), shown);
  assert.equal(shownAt(data, walks, 0).get('y'), data.nodes[1]);
  assert.deepEqual([...firstSteps(data)], [['h', 0], ['y', 1]]);
});

test('beside a number stand at most seven lines of its arithmetic, the result among them', () => {
  const lines = (/** @type {number} */ n) => Array.from({ length: n }, (_, k) => [{ text: String(k + 1), role: '' }]);
  const brief = (/** @type {number} */ n) => inBrief(lines(n)).map(([piece]) => piece?.text);
  assert.deepEqual(brief(7), ['1', '2', '3', '4', '5', '6', '7']);
  assert.deepEqual(brief(12), ['1', '2', '3', '4', '…', '11', '12']);
});

test('a window is moved as little as shows all, and to the end of what is too long', () => {
  assert.equal(pull(0, 100, 20, 80), 0);
  assert.equal(pull(0, 100, 80, 150), 50);
  assert.equal(pull(90, 100, 20, 60), 20);
  assert.equal(pull(0, 100, 20, 320), 220);
});
