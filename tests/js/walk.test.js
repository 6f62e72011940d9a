import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heard, newEcho } from '../../ui/components/js/echo.js';
import { stepOfKey } from '../../ui/components/js/keys.js';
import { cornerAt, pointAt, projector } from '../../ui/components/relief/surface.js';

test('keys of the walk ask for a step, past its ends too', () => {
  assert.deepEqual(['ArrowRight', 'PageDown', 'ArrowLeft', 'PageUp', 'Home', 'End'].map((key) => stepOfKey(key, 4, 9)), [5, 5, 3, 3, 0, 9]);
  assert.equal(stepOfKey('ArrowRight', 9, 9), 10);
  assert.equal(stepOfKey('ArrowLeft', 0, 9), -1);
  assert.equal(stepOfKey('a', 4, 9), undefined);
});

test('an echo of an earlier selection does not undo the reader’s last one', () => {
  const echo = newEcho();
  assert.equal(heard(echo, null, undefined), null);
  echo.sent = ['a', 'b'];
  assert.equal(heard(echo, 'a', 'b'), 'b');
  assert.deepEqual(echo.sent, ['b']);
  assert.equal(heard(echo, 'b', 'b'), 'b');
  assert.equal(heard(echo, 'b', 'c'), 'c');
  assert.equal(heard(echo, 'x', 'c'), 'x');
});

test('the surface is symmetric seen straight on, and higher where the loss is', () => {
  const at = projector({ width: 800, height: 400, w_span: [0, 1], b_span: [0, 1], highest: 2 }, 12, 0);
  const [left] = at(0.5, 0, 0), [right] = at(0.5, 1, 0), [middle, low] = at(0.5, 0.5, 0), [, high] = at(0.5, 0.5, 2);
  assert.ok(Math.abs(left + right - 2 * middle) < 1e-9);
  assert.ok(high < low);
  assert.deepEqual(at(0.5, 0.5, 99), at(0.5, 0.5, 2));
});

test('of close corners the one in front is meant, of points only a near one', () => {
  /** @type {import('../../ui/components/relief/types').Corner[][]} */
  const corners = [[[100, 100, -0.5], [300, 100, 0]], [[106, 100, 0.5], [300, 300, 0]]];
  assert.deepEqual(cornerAt(corners, { x: 101, y: 100 }), { i: 1, k: 0, rank: 5 - 6 });
  assert.equal(cornerAt(corners, { x: 200, y: 200 }), null);
  const walks = [{ id: 'free', name: '', role: '', spots: [{ x: 10, y: 10, off: false }, { x: 20, y: 10, off: false }] }];
  assert.equal(pointAt(walks, { x: 18, y: 12 }), 'free.1');
  assert.equal(pointAt(walks, { x: 60, y: 60 }), null);
});
