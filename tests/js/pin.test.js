import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explain } from '../../ui/components/explain/explain.js';
import { NoEntry } from '../../ui/components/explain/expression.js';
import { ofChosen } from '../../ui/components/explain/pin.js';

/** @import { Explained } from '../../ui/components/explain/types' */

/**
 * @param {number[]} values
 * @returns {Explained}
 */
const explainedWith = (values) => ({
  forms: { 'y.#': { title: 'y[{i}]', steps: [{ symbols: [['y[{i}]', '', false]], role: '', value: ['n', 'y', 'i'] }] } },
  tables: { y: { values: Float64Array.from(values), shape: [values.length], first: [1] } },
  names: {},
  hidden: [],
});

test('a number that was chosen in a longer figure than this one has nothing to say, and breaks nothing', () => {
  assert.equal(ofChosen(explainedWith([0.5, 2]), 'y.1.2')?.title, 'y[2]');
  assert.throws(() => explain(explainedWith([0.5]), 'y.1.2'), NoEntry);
  assert.equal(ofChosen(explainedWith([0.5]), 'y.1.2'), null);
});

test('any other fault of a form is not kept quiet', () => {
  const without = { ...explainedWith([0.5]), tables: {} };
  assert.throws(() => ofChosen(without, 'y.1.2'), /no table is called y/);
});
