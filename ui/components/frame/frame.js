// What belongs to the whole page and to none of its parts: how it looks on a phone and in the page of another site, a
// clicker's blank key, copying. The document has it once, however often this code is sent.
import { tab } from '../js/tab.js';
import { blanks } from './blank.js';
import { copiesEverywhere } from './copy.js';

/** @import { Arguments } from '../js/types' */

const LOW = '(max-height: 480px)';

function begin() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  copiesEverywhere();
  const page = { presenting: false };
  document.addEventListener('keydown', blanks(() => page.presenting), { capture: true });
  if (matchMedia(LOW).matches) foldMenu();
  return page;
}

/** A menu beside a figure leaves a low window no room for it; the reader opens it again. */
function foldMenu() {
  const button = '[data-testid="stSidebarCollapseButton"] button[aria-expanded="true"]';
  const found = /** @type {HTMLElement | null} */ (document.querySelector(button));
  if (found) found.click();
}

/** @param {Arguments} args */
export default function ({ data }) {
  tab.frame ??= begin();
  tab.frame.presenting = data.presenting;
  document.documentElement.classList.toggle('embedded', data.embedded);
}
