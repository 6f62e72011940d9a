import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heard, newEcho } from '../../ui/components/js/echo.js';
import { stepOfKey } from '../../ui/components/js/keys.js';

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
