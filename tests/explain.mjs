// Explains numbers of figures for tests in Python: for each line it reads (a JSON list of the figure's data in base64
// and an id, or null for all that its forms compute) it writes a line with the answer.
import { createInterface } from 'node:readline';
import { computed, explain } from '../ui/components/explain/explain.js';
import { decode } from '../ui/components/js/payload.js';

/** @param {any} value */
const withoutNaN = (value) => (Number.isFinite(value) ? value : String(value));

for await (const line of createInterface({ input: process.stdin })) {
  const [sent, ids, values] = JSON.parse(line), { explained } = decode(new Uint8Array(Buffer.from(sent, 'base64')));
  try {
    const answer = ids.map((/** @type {string} */ id) => (values ? withoutNaN(computed(explained, id)) : explain(explained, id)));
    console.log(JSON.stringify(answer));
  } catch (error) {
    console.log(JSON.stringify({ error: String(error) }));
  }
}
