import assert from 'node:assert/strict';
import { test } from 'node:test';
import { area, labeler, lastPoint, layout, nearest, pointsAt, trace } from '../../ui/components/curves/layout.js';
import { written } from '../../ui/components/curves/written.js';

/** @import { CurvesData, Line, Panel, PanelData } from '../../ui/components/curves/types' */

/**
 * @param {Line['y']} y
 * @param {Partial<Line>} [changes]
 * @returns {Line}
 */
const line = (y, changes = {}) => ({ id: 'a', name: 'a', role: 'loss', x: null, y, xs: y.map((_, k) => k), ...changes });

/**
 * @param {Line[]} series
 * @param {Partial<PanelData>} [changes]
 * @returns {PanelData}
 */
const panel = (series, changes = {}) => ({ label: 'loss', unit: '', log: false, low: 0, high: 10, ticks: [[0, '0'], [10, '10']], series, ...changes });

/**
 * @param {PanelData[]} panels
 * @param {Partial<CurvesData>} [changes]
 */
function placed(panels, changes = {}) {
  const data = /** @type {CurvesData} */ ({ x: { label: 'step', low: 0, high: 10, ticks: [], unit: ['', ''], said: '' }, panels, shares: panels.map(() => 1 / panels.length), beside: false, ...changes });
  return layout({ data, width: 800, height: 400, em: 12 });
}

/** @param {Line} each */
const only = (each) => /** @type {Panel} */ (placed([panel([each])])[0]);

test('stacked panels share their left end and stand below each other', () => {
  const [above, below] = placed([panel([line([1])]), panel([line([1])], { ticks: [[0, '0.000001']] })]);
  assert.ok(above && below);
  assert.equal(above.left, below.left);
  assert.ok(above.bottom < below.top);
  assert.deepEqual([above.last, below.last], [false, true]);
});

test('panels beside each other share their height, where the width allows', () => {
  const [left, right] = placed([panel([line([1])]), panel([line([1])])], { beside: true });
  assert.ok(left && right);
  assert.ok(left.right < right.left);
  assert.equal(left.top, right.top);
});

test('the axes lead from values to px and stop at their ends', () => {
  const p = only(line([1]));
  assert.equal(p.px(0), p.left);
  assert.equal(p.px(10), p.right);
  assert.equal(p.py(0), p.bottom);
  assert.ok(Math.abs(p.py(99) - p.top) < 1e-9);
  assert.equal(p.py('0'), p.bottom);
});

test('a legend is written for several lines and none for one, and breaks where it is too long', () => {
  const long = 'a very long name of a line that is drawn here';
  const [many] = placed([panel([line([1], { name: long }), line([2], { name: long, id: 'b' }), line([3], { name: long, id: 'c' })])]);
  assert.ok(many);
  assert.deepEqual(only(line([1])).legend, []);
  assert.equal(many.legend.length, 3);
  assert.ok((many.legend.at(-1)?.row ?? 0) > 0);
});

test('a line is cut where it leaves the axis and goes on where it comes back', () => {
  const d = trace(only(line([5, 15, 5])), line([5, 15, 5])), p = only(line([5]));
  assert.equal(d.split('M').length - 1, 2);
  const heights = [...d.matchAll(/[ML][\d.-]+ ([\d.-]+)/g)].map(([, y]) => Number(y));
  assert.ok(heights.every((y) => y >= p.top - 0.01 && y <= p.bottom + 0.01));
});

test('a line is interrupted where it is undefined', () => {
  const each = line([1, null, 3, 4]);
  assert.equal(trace(only(each), each).split('M').length - 1, 2);
});

test('a line goes down to its foot where it becomes exactly 0, and does not run along it', () => {
  const p = only(line([5])), before = line(['0', '0', 5, 6]), after = line([5, '0', '0', 6]);
  assert.equal(trace(p, before).split('L').length - 1, 2);
  assert.equal(trace(p, after).split('L').length - 1, 2);
});

test('a line out of sight draws nothing, one point a dot, a level a straight line', () => {
  const p = only(line([5]));
  assert.equal(trace(p, line([20, 30])), '');
  assert.match(trace(p, line([5])), /^M[\d.]+ [\d.]+h0$/);
  assert.match(trace(p, line([5], { level: true })), /^M[\d.]+ [\d.]+H[\d.]+$/);
  assert.equal(trace(p, line([50], { level: true })), '');
});

test('a band is drawn in pieces, and a single point of it not at all', () => {
  const each = line([1, 2, 3, 4], { band: { name: '', low: [0, 1, null, 3], high: [2, 3, 4, 5] } });
  assert.equal(area(only(each), each).split('M').length - 1, 1);
});

test('a line ends at its last value', () => {
  const each = line([1, 2, null]), p = only(each);
  assert.equal(lastPoint(p, each)?.x, p.px(1));
  assert.equal(lastPoint(p, each)?.text, '2.000');
  assert.equal(lastPoint(p, line([null])), null);
});

test('labels that would lie upon each other stand above and below', () => {
  const p = only(line([5])), place = labeler(p, 12), label = { role: '', text: 'one', weight: 0.6, x: p.px(5), y: p.py(5), below: 20 };
  assert.notEqual(place(label).y, place(label).y);
});

test('points are found within a line, the nearest ones', () => {
  const solid = line([1, 2, 3]), dashed = line([9, 9, 9], { dashed: true, id: 'b' });
  assert.deepEqual(pointsAt(panel([solid, dashed]), 1.4).map(({ k, y }) => [k, y]), [[1, 2]]);
  assert.deepEqual(pointsAt(panel([solid]), 3), []);
  assert.equal(nearest([0, 10, 20], 14), 1);
});

test('values are written as they are spoken', () => {
  for (const [value, log, text] of /** @type {[number | '0' | null, boolean, string][]} */ ([
    [0.5, false, '0.500'], [-0.0001, false, '0.000'], [-2.5, false, '−2.500'], [123456, false, '1.2·10⁵'], [null, false, 'undefined'],
    ['0', true, '0'], [0, true, '1'], [-2.5, true, '0.00316'], [-7.3, true, '5.0·10⁻⁸'], [8.9999, true, '1.0·10⁹'],
  ])) assert.equal(written(value, log), text);
});
