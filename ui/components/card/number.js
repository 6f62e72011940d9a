// The card that keeps the chosen number: how it was made. The figure of the page gives it its number without a message
// to the server.
import { CHANGED, writeLines, writeMatrix } from '../explain/shown.js';
import { html, setTextWithIndices } from '../js/dom.js';
import { tab } from '../js/tab.js';

/** @import { Shown } from '../explain/types' */

const CLICK = 'Point at any number or arrow to see how it was made; click to keep it here.';
const ROUNDED = 'Printed rounded, computed in full precision.';
const HIDDEN = 'Not shown yet: step on, or answer or skip the question that is open, then look.';

/**
 * Fills the card whenever a figure gives it a number; returns what ends that.
 * @param {HTMLElement} root
 */
export function keepNumber(root) {
  const show = () => paint(root, tab.number);
  addEventListener(CHANGED, show);
  show();
  return () => removeEventListener(CHANGED, show);
}

/**
 * @param {HTMLElement} root
 * @param {Shown | undefined} shown
 */
function paint(root, shown) {
  const { explanation = null, hidden = false } = shown ?? {};
  const text = JSON.stringify([explanation?.title, explanation?.lines, explanation?.words, hidden]);
  if (root.dataset.text === text) return;
  root.dataset.text = text;
  root.replaceChildren();
  setTextWithIndices(html('h6', '', root), explanation?.title ?? 'How was this number made?');
  if (explanation?.matrix) writeMatrix(html('div', 'scrolling', root, { tabindex: 0 }), explanation.matrix);
  if (explanation?.lines.length) writeLines(html('div', 'lines', root, { tabindex: 0 }), explanation.lines);
  setTextWithIndices(html('p', explanation ? 'words' : 'words unchosen', root), explanation ? [explanation.words, ROUNDED].filter(Boolean).join(' ') : hidden ? HIDDEN : CLICK);
}
