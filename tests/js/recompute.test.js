import assert from 'node:assert/strict';
import { test } from 'node:test';
import { givenText, recompute } from '../../ui/components/graph/recompute.js';

/** @import { Expression, NumberExpression, Table } from '../../ui/components/explain/types' */
/** @import { GraphData } from '../../ui/components/graph/types' */

/**
 * @param {number[]} values
 * @returns {Table}
 */
const table = (values, shape = [values.length], first = 0) => ({ shape, first: shape.map(() => first), values: Float64Array.from(values) });

/**
 * @param {string} name
 * @param {...(string | number)} index
 * @returns {NumberExpression}
 */
const number = (name, ...index) => ['n', name, ...index];

/**
 * s_t = w·s_{t−1} for t = 1, 2, 3, in boxes s.t and as frames of one box.
 * @param {number} w
 * @param {number[]} states
 */
function doubling(w, states) {
  /** @type {Expression} */
  const state = ['*', number('w', 0), number('s', 't-1')];
  const boxes = states.slice(1).map((value, k) => ({ id: `s.${k + 1}`, texts: [value.toFixed(2)], hints: ['old'] }));
  const frames = boxes.map((box) => structuredClone(box));
  return /** @type {GraphData} */ (/** @type {unknown} */ ({
    nodes: [{ id: 'w', texts: ['2', '⋮'], values: [2, null], indices: [1, 0] }, ...boxes, { id: 'loop', texts: ['?'], frames }],
    explained: {
      names: {},
      tables: { w: table([w]), s: table(states) },
      recomputed: [{ entry: number('s', 't'), value: state, since: { t: 1 } }],
      forms: {
        'w#': { title: '', typed: number('w', 0) },
        's.#': { title: '', steps: [{ symbols: [], role: '', value: state }] },
      },
    },
  }));
}

/** @param {GraphData} data */
const texts = ({ nodes }) => nodes.slice(1).flatMap((node) => (node.frames ?? [node]).map((cells) => cells.texts[0]));

test('what follows from a typed number is computed in its order and written into boxes and frames', () => {
  const data = doubling(2, [1, 2, 4, 8]);
  recompute(data, [{ id: 'w.1', value: -0.5, at: 1 }]);
  assert.deepEqual([...data.explained?.tables.s?.values ?? []], [1, -0.5, 0.25, -0.125]);
  assert.deepEqual(texts(data), ['−0.50', '0.25', '−0.12', '−0.50', '0.25', '−0.12']);
  assert.deepEqual([data.nodes[0]?.texts, data.nodes[0]?.values], [['−0.5', '⋮'], [-0.5, null]]);
  assert.deepEqual(data.nodes[1]?.hints, [''], 'what was said of the old number');
});

test('the numbers that the page has not answered are all taken, the last one last', () => {
  const data = doubling(2, [1, 2, 4, 8]);
  recompute(data, [{ id: 'w.1', value: 5, at: 1 }, { id: 'w.1', value: 1, at: 2 }]);
  assert.deepEqual(texts(data), Array(6).fill('1.00'));
});

test('a number that a question hides stays hidden, and so does its cell', () => {
  const data = doubling(2, [1, 2, Number.NaN, Number.NaN]);
  for (const node of data.nodes.slice(2, 4)) node.texts = ['?'];
  recompute(data, [{ id: 'w.1', value: 3, at: 1 }]);
  assert.deepEqual([...data.explained?.tables.s?.values ?? []], [1, 3, Number.NaN, Number.NaN]);
  assert.deepEqual(data.nodes.slice(1, 4).map((node) => node.texts[0]), ['3.00', '?', '?']);
});

test('a number that nothing follows from changes nothing', () => {
  const data = doubling(2, [1, 2, 4, 8]), before = structuredClone(data);
  recompute(data, [{ id: 's.1.1', value: 3, at: 1 }, { id: 'nothing', value: 3, at: 1 }]);
  recompute({ ...data, explained: undefined }, [{ id: 'w.1', value: 3, at: 1 }]);
  assert.deepEqual(data, before);
});

test('a distance below 0.005 keeps its first digit', () => {
  const data = doubling(2, [1, 2, 4, 8]);
  Object.assign(data.explained?.forms['s.#'] ?? {}, { printed: 'distance' });
  recompute(data, [{ id: 'w.1', value: 0.1, at: 1 }]);
  assert.deepEqual(texts(data).slice(0, 3), ['0.10', '0.01', '1·10⁻³']);
  recompute(data, [{ id: 'w.1', value: 0, at: 2 }]);
  assert.deepEqual(texts(data).slice(0, 3), ['0', '0', '0']);
});

test('a typed number is written as the page writes given ones', () => {
  assert.deepEqual([0.5, -0.25, 100, 1, -0, 0.125, -0.125, 0.1234, -99.75].map(givenText), ['0.5', '−0.25', '100', '1', '0', '0.125', '−0.12', '0.12', '−99.75']);
});
