// What this device keeps of its reader: answers by page, in the browser's own storage and nowhere else. The server
// is sent them once, when a visit begins; from then on what the visit adds is put beside what was there.
import { decode } from '../js/payload.js';

/** @import { Arguments } from '../js/types' */

/** @typedef {Record<string, Record<string, string[]>>} Answers by page and question */

const NAME = 'unrolled.answers';
let told = false;
let forgot = 0;

/** @returns {Answers} */
function stored() {
  try {
    const found = JSON.parse(localStorage.getItem(NAME) ?? '{}');
    return found !== null && typeof found === 'object' && !Array.isArray(found) ? found : {};
  } catch {
    return {}; // no storage in this browser, or not what we wrote
  }
}

/** @param {Answers} answers */
function store(answers) {
  const text = JSON.stringify(answers);
  try {
    if (text !== localStorage.getItem(NAME)) localStorage.setItem(NAME, text);
  } catch {
    // full, or switched off: the visit has its answers all the same
  }
}

/** @param {Arguments} args */
export default function ({ data: sent, setStateValue }) {
  const data = decode(sent);
  if (data.forget > forgot) {
    forgot = data.forget;
    store({});
  }
  const before = stored(), pages = { ...before };
  for (const [page, answers] of Object.entries(/** @type {Answers} */ (data.answers))) pages[page] = { ...before[page], ...answers };
  if (!told && !data.forget && Object.keys(before).length) setStateValue('stored', JSON.stringify(before));
  told = true;
  if (Object.keys(pages).length) store(pages);
}
