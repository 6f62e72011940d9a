import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spans } from '../../ui/components/card/markdown.js';
import { speaksOf } from '../../ui/components/js/pointing.js';

test('a text speaks of a box, of its numbers, and of all boxes of a kind', () => {
  assert.ok(speaksOf(['h.2'], 'h.2'));
  assert.ok(speaksOf(['h.2'], 'h.2.1'));
  assert.ok(speaksOf(['x.1', 'W_hh.'], 'W_hh.3'));
  assert.ok(!speaksOf(['h.2'], 'h.20'));
  assert.ok(!speaksOf(['h.2.1'], 'h.2'));
  assert.ok(!speaksOf([], 'h.2'));
});

test('a part keeps what it points at, formulas and colors in it too', () => {
  assert.deepEqual(spans('the [old **state** $h_1$](h.1 h.2) and $x$.'), [
    { text: 'the ', strong: false, color: '' },
    { text: 'old state ', strong: false, color: '', points: 'h.1 h.2' },
    { text: 'h_1', strong: false, color: '', math: true, points: 'h.1 h.2' },
    { text: ' and ', strong: false, color: '' },
    { text: 'x', strong: false, color: '', math: true },
    { text: '.', strong: false, color: '' },
  ]);
  assert.deepEqual(spans('it costs \\$5 \\[1\\](2)'), [{ text: 'it costs $5 [1](2)', strong: false, color: '' }]);
});
