// Explains numbers of figures for tests in Python: for each line it reads (a JSON list of the figure's data in base64,
// ids, and what is asked of them) it writes a line with the answers.
import { createInterface } from 'node:readline';
import { computed, explain } from '../ui/components/explain/explain.js';
import { decode } from '../ui/components/js/payload.js';

/** @param {any} value */
const withoutNaN = (value) => (Number.isFinite(value) ? value : String(value));

for await (const line of createInterface({ input: process.stdin })) {
  const [sent, ids, asked] = JSON.parse(line), { explained } = decode(new Uint8Array(Buffer.from(sent, 'base64')));
  try {
    /** @type {Record<string, (id: string) => unknown>} */
    const answers = {
      text: (id) => explain(explained, id),
      value: (id) => withoutNaN(computed(explained, id)),
      both: (id) => [explain(explained, id) !== null, withoutNaN(computed(explained, id))],
    };
    console.log(JSON.stringify(ids.map(answers[asked])));
  } catch (error) {
    console.log(JSON.stringify({ error: String(error) }));
  }
}
