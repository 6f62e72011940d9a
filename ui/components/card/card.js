// The cards beside a figure: a heading, text, buttons each. New data are written into the elements that stand there, so
// that a button keeps the focus.
import { html, setAttribute, setText } from '../js/dom.js';
import { decode } from '../js/payload.js';
import { paragraphs } from './markdown.js';
import { keepNumber } from './number.js';

/** @import { Arguments } from '../js/types' */
/** @import { CardData, CardsData, Press } from './types' */

/**
 * @typedef {object} Card
 * @property {HTMLElement} root
 * @property {HTMLElement} title
 * @property {HTMLElement} body
 * @property {HTMLElement} presses
 * @property {string} text of the body
 * @property {(label: string) => void} press
 * @property {() => void} end
 */

/** @type {WeakMap<Element, Map<string, Card>>} */
const stacks = new WeakMap();

/** @param {Arguments} args */
export default function ({ parentElement, data: sent, setStateValue }) {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector('.cards'));
  /** @type {Map<string, Card>} */
  const stack = stacks.get(root) ?? new Map();
  stacks.set(root, stack);
  /** @type {CardsData} */
  const data = decode(sent);
  root.classList.toggle('large', data.large);
  const names = new Set(data.cards.map(({ name }) => name));
  for (const [name, gone] of stack) {
    if (names.has(name)) continue;
    gone.root.remove();
    gone.end();
    stack.delete(name);
  }
  for (const [k, each] of data.cards.entries()) {
    const card = stack.get(each.name) ?? (each.kind === 'number' ? buildNumber() : build());
    stack.set(each.name, card);
    if (root.children[k] !== card.root) root.insertBefore(card.root, root.children[k] ?? null);
    card.press = (label) => setStateValue('pressed', { card: each.name, label, at: Date.now() });
    if (each.kind !== 'number') fill(card, each);
  }
  return () => {
    for (const { end } of stack.values()) end();
    stacks.delete(root);
  };
}

/** @returns {Card} */
function build() {
  const root = html('section', 'card'), title = html('h6', '', root), body = html('div', 'body', root), presses = html('div', 'presses', root);
  const card = { root, title, body, presses, text: '', press: () => {}, end: () => {} };
  presses.addEventListener('keydown', (event) => walk(card, event));
  return card;
}

/** @returns {Card} */
function buildNumber() {
  const root = html('section', 'card number', null, { role: 'region', 'aria-label': 'How the chosen number was made', 'aria-live': 'polite' });
  return { root, title: root, body: root, presses: root, text: '', press: () => {}, end: keepNumber(root) };
}

/**
 * @param {Card} card
 * @param {CardData} data
 */
function fill(card, data) {
  setText(card.title, data.title);
  setAttribute(card.root, 'aria-label', data.title);
  setAttribute(card.root, 'data-card', data.name);
  if (card.text !== data.body) write(card, data.body);
  const choices = data.presses.some(({ kind }) => kind === 'choice');
  setAttribute(card.presses, 'role', choices ? 'group' : null);
  setAttribute(card.presses, 'aria-label', choices ? data.label : null);
  while (card.presses.children.length > data.presses.length) card.presses.lastChild?.remove();
  for (const [k, press] of data.presses.entries()) label(/** @type {HTMLButtonElement} */ (card.presses.children[k] ?? button(card)), press);
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
    if (made.getAttribute('aria-disabled') !== 'true') card.press(made.dataset.label ?? '');
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
