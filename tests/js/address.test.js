import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tab } from '../../ui/components/js/tab.js';

tab.writesAddress = true; // outside a browser there is no window to listen to
const { withStep } = await import('../../ui/components/address/address.js');

test('the step stands once, last, in an address that otherwise stays', () => {
  assert.equal(withStep('hidden=3&step=12&text=a+b', 4), 'hidden=3&text=a+b&step=4');
  assert.equal(withStep('', '2'), 'step=2');
  assert.equal(withStep('?step=12&hidden=3', null), 'hidden=3');
});
