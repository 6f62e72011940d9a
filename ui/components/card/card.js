// A card beside a figure: its heading, its text, its buttons. New data are written into the elements that stand there,
// so that a button keeps the focus.
import { html, setAttribute, setText } from '../js/dom.js';
import { decode } from '../js/payload.js';
import { paragraphs } from './markdown.js';

/** @import { Arguments } from '../js/types' */
/** @import { CardData, Press } from './types' */

/**
 * @typedef {object} Card
 * @property {HTMLElement} title
 * @property {HTMLElement} body
 * @property {HTMLElement} presses
 * @property {string} text of the body
 * @property {(name: string, value: unknown) => void} send
 */

/** @type {WeakMap<Element, Card>} */
const cards = new WeakMap();

/** @param {Arguments} args */
export default function ({ parentElement, data: sent, setStateValue }) {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector('.card')), card = cards.get(root) ?? build(root);
  cards.set(root, card);
  card.send = setStateValue;
  /** @type {CardData} */
  const data = decode(sent);
  setText(card.title, data.title);
  root.classList.toggle('large', data.large);
  setAttribute(root, 'aria-label', data.title);
  if (card.text !== data.body) write(card, data.body);
  const choices = data.presses.some(({ kind }) => kind === 'choice');
  setAttribute(card.presses, 'role', choices ? 'group' : null);
  setAttribute(card.presses, 'aria-label', choices ? data.label : null);
  while (card.presses.children.length > data.presses.length) card.presses.lastChild?.remove();
  for (const [k, press] of data.presses.entries()) label(/** @type {HTMLButtonElement} */ (card.presses.children[k] ?? button(card)), press);
}

/**
 * @param {HTMLElement} root
 * @returns {Card}
 */
function build(root) {
  const title = html('h6', '', root), body = html('div', 'body', root), presses = html('div', 'presses', root);
  const card = { title, body, presses, text: '', send: () => {} };
  presses.addEventListener('keydown', (event) => walk(card, event));
  return card;
}

/**
 * @param {Card} card
 * @param {string} text
 */
function write(card, text) {
  card.text = text;
  card.body.replaceChildren();
  for (const lines of paragraphs(text)) {
    const paragraph = html('p', '', card.body);
    for (const [k, line] of lines.entries()) {
      if (k) html('br', '', paragraph);
      for (const { text: said, strong, color } of line) setText(html(strong ? 'b' : 'span', color, paragraph), said);
    }
  }
}

/** @param {Card} card */
function button(card) {
  const made = html('button', '', card.presses, { type: 'button' });
  made.addEventListener('click', () => {
    if (made.getAttribute('aria-disabled') !== 'true') card.send('pressed', { label: made.dataset.label, at: Date.now() });
  });
  return made;
}

/**
 * @param {HTMLButtonElement} made
 * @param {Press} press
 */
function label(made, { label: text, kind, icon, help, disabled }) {
  const looks = JSON.stringify([text, icon]);
  if (made.dataset.looks !== looks) {
    made.dataset.looks = looks;
    made.dataset.label = text;
    made.replaceChildren();
    if (icon) setText(html('span', 'icon', made, { 'aria-hidden': 'true' }), icon);
    for (const { text: said, strong, color } of paragraphs(text)[0]?.[0] ?? []) setText(html(strong ? 'b' : 'span', color, made), said);
  }
  setAttribute(made, 'class', kind);
  setAttribute(made, 'title', help || null);
  setAttribute(made, 'aria-disabled', disabled ? 'true' : null);
}

/**
 * The arrow keys go through choices, a digit takes one.
 * @param {Card} card
 * @param {KeyboardEvent} event
 */
function walk({ presses }, event) {
  const all = /** @type {HTMLButtonElement[]} */ ([...presses.querySelectorAll('.choice')]), at = all.indexOf(/** @type {HTMLButtonElement} */ (event.target));
  if (at < 0) return;
  const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key] ?? 0;
  if (by) all[(at + by + all.length) % all.length]?.focus();
  else if (/^[1-9]$/.test(event.key)) all[Number(event.key) - 1]?.click();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
