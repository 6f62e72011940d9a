import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paragraphs, spans } from '../../ui/components/card/markdown.js';

test('strong, colors and escaped signs become spans', () => {
  assert.deepEqual(spans('mean **1.397** nats: :orange[worse than guessing]'), [
    { text: 'mean ', strong: false, color: '' },
    { text: '1.397', strong: true, color: '' },
    { text: ' nats: ', strong: false, color: '' },
    { text: 'worse than guessing', strong: false, color: 'orange' },
  ]);
  assert.deepEqual(spans(':green[**✓ Right:**] \\*\\*o\\*\\* \\[1\\]'), [
    { text: '✓ Right:', strong: true, color: 'green' },
    { text: ' **o** [1]', strong: false, color: '' },
  ]);
  assert.deepEqual(spans('t = 1: a * b :x] \\n'), [{ text: 't = 1: a * b :x] \\n', strong: false, color: '' }]);
});

test('an empty line parts paragraphs, two spaces end a line, another line end is a space', () => {
  const plain = (/** @type {string} */ text) => paragraphs(text).map((lines) => lines.map((line) => line.map(({ text: said }) => said).join('')));
  assert.deepEqual(plain('one\ntwo  \nthree\n\n\nfour\n'), [['one two', 'three'], ['four']]);
  assert.deepEqual(plain(''), []);
});
