import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromAbove, grown, layoutFromAbove, ringAround, turned } from '../../ui/components/plot/shapes.js';

const WALK = { type: 'scatter3d', grows: 2, x: [0, 1, 2, 3, 4], y: [0, 1, 2, 3, 4], z: [5, 6, 7, 8, 9], customdata: ['a', 'b', 'c', 'd', 'e'], marker: { size: 4 } };

test('a walk grows by its points a step, and its last spot is the largest', () => {
  assert.deepEqual(grown(WALK, 0).x, [0]);
  const { x, customdata, z } = grown(WALK, 1);
  assert.deepEqual([x, customdata, z], [[0, 1, 2], ['a', 'b', 'c'], [5, 6, 7]]);
  assert.deepEqual(grown({ ...WALK, grows: 1 }, 2).marker.size, [4, 4, 8]);
  assert.equal(grown({ ...WALK, grows: undefined }, 0).x.length, 5);
});

test('seen from above a line loses its height and a surface becomes what it says', () => {
  const line = fromAbove(WALK);
  assert.equal(line.type, 'scatter');
  assert.ok(!('z' in line));
  assert.deepEqual(fromAbove({ type: 'surface', z: [[1]], name: 'loss', above: { type: 'contour', z: [[2]] } }), { type: 'contour', z: [[2]], name: 'loss' });
  assert.deepEqual(layoutFromAbove({ scene: { xaxis: { range: [0, 1] }, yaxis: {}, zaxis: {} }, showlegend: true }), { showlegend: true, xaxis: { range: [0, 1] }, yaxis: {}, dragmode: 'zoom' });
});

test('the chosen point has a ring while it is shown', () => {
  const [ring] = ringAround([WALK], 'd');
  assert.deepEqual([ring?.x, ring?.z], [[3], [8]]);
  assert.deepEqual(ringAround([grown(WALK, 0)], 'd'), []);
  assert.deepEqual(ringAround([WALK], null), []);
});

test('a camera keeps its distance while it turns, and comes nearer by a factor', () => {
  const eye = { x: 1, y: 1, z: 1 }, away = (/** @type {typeof eye} */ { x, y, z }) => Math.hypot(x, y, z);
  assert.ok(Math.abs(away(turned(eye, { turn: 0.3, tilt: 0.1 })) - away(eye)) < 1e-12);
  assert.ok(Math.abs(away(turned(eye, { nearer: 2 })) - away(eye) / 2) < 1e-12);
  assert.ok(turned(eye, { tilt: 9 }).z < away(eye));
});
