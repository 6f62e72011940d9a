import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tab } from '../../ui/components/js/tab.js';

tab.writesAddress = true; // outside a browser there is no window to listen to
const { isThere, withStep } = await import('../../ui/components/address/address.js');

test('the step stands once, last, in an address that otherwise stays', () => {
  assert.equal(withStep('hidden=3&step=12&text=a+b', 4), 'hidden=3&text=a+b&step=4');
  assert.equal(withStep('', '2'), 'step=2');
  assert.equal(withStep('?step=12&hidden=3', null), 'hidden=3');
});

test('a run that comes late writes to no other page', () => {
  assert.equal(isThere('/hello', 'hello', 'home'), true);
  assert.equal(isThere('/course/hello/', 'hello', undefined), true);
  assert.equal(isThere('/hello', 'bptt', 'hello'), false);
  assert.equal(isThere('/', 'home', undefined), true);
  assert.equal(isThere('/course', 'home', 'hello'), true);
  assert.equal(isThere('/hello', 'home', 'hello'), false);
});
