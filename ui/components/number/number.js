// The card that keeps the chosen number: how it was made. Figures of this tab give it their numbers without a message
// to the server; what figures without such data say comes from the server.
import { CHANGED, writeLines, writeMatrix } from '../explain/shown.js';
import { html, setText } from '../js/dom.js';
import { decode } from '../js/payload.js';
import { tab } from '../js/tab.js';

/** @import { Shown } from '../explain/types' */
/** @import { Arguments } from '../js/types' */

const CLICK = 'Point at any number or arrow to see how it was made; click to keep it here.';
const ROUNDED = 'Printed rounded, computed in full precision.';
const HIDDEN = 'The question is still open: answer or skip it, then look.';

/** @type {WeakMap<Element, { root: HTMLElement, said: Shown | null, text: string, listen: () => void }>} */
const cards = new WeakMap();

/** @param {Arguments} args */
export default function ({ parentElement, data }) {
  const host = /** @type {Element} */ (parentElement.querySelector('.card'));
  let card = cards.get(host);
  if (!card) {
    const made = { root: /** @type {HTMLElement} */ (host), said: null, text: '', listen: () => paint(made.root, made.said ?? tab.number) };
    cards.set(host, (card = made));
  }
  card.said = decode(data).said;
  addEventListener(CHANGED, card.listen);
  card.listen();
  const { listen } = card;
  return () => removeEventListener(CHANGED, listen);
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
  setText(html('h6', '', root), explanation?.title ?? 'How was this number made?');
  if (explanation?.matrix) writeMatrix(html('div', 'scrolling', root, { tabindex: 0 }), explanation.matrix);
  if (explanation?.lines.length) writeLines(html('div', 'lines', root, { tabindex: 0 }), explanation.lines);
  setText(html('p', 'words', root), explanation ? [explanation.words, ROUNDED].filter(Boolean).join(' ') : hidden ? HIDDEN : CLICK);
}
