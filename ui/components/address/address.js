// The only code that writes the address. The server says all of it but the step of the walk; a figure tells its step
// by the event "unrolled-step" with the path of its page, so that one that is just leaving cannot write to the next.
import { tab } from '../js/tab.js';

/** @import { Arguments } from '../js/types' */

const PARAMETER = 'step';

/** @param {string} search */
function write(search) {
  const url = new URL(location.href);
  url.search = search;
  if (url.href === location.href) return;
  history.replaceState(history.state, '', url);
  tab.tellAddress?.(); // while a reader looks at the link (ui/components/location)
}

/**
 * @param {string} search
 * @param {string | number | null} step null for none
 */
export function withStep(search, step) {
  const query = new URLSearchParams(search);
  query.delete(PARAMETER);
  if (step !== null) query.set(PARAMETER, String(step));
  return query.toString();
}

if (!tab.writesAddress) {
  tab.writesAddress = true;
  addEventListener('unrolled-step', (event) => {
    const { path, step } = /** @type {CustomEvent} */ (event).detail;
    if (path === location.pathname) write(withStep(location.search, step));
  });
}

/**
 * True unless the reader has already gone on: a run that comes late must not write to the page they are on now.
 * @param {string} path of the address
 * @param {string} page that was run; the map is "home", at an address of any name
 * @param {string | undefined} before the page that was run before it
 */
export function isThere(path, page, before) {
  const name = path.split('/').filter(Boolean).pop();
  return page === 'home' ? before === undefined || before === 'home' || name !== before : name === page;
}

/** @param {Arguments} args */
export default function ({ data }) {
  if (!isThere(location.pathname, data.page, tab.page)) return;
  write(withStep(data.query, new URLSearchParams(location.search).get(PARAMETER)));
  if (tab.page !== undefined && tab.page !== data.page) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  tab.page = data.page;
}
