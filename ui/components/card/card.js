// The cards beside a figure: a heading, text, buttons each. New data are written into the elements that stand there, so
// that a button keeps the focus.
import { html, putFormula, setAttribute, setText } from '../js/dom.js';
import { leavesKey, modified } from '../js/keys.js';
import { MOVED } from '../js/moved.js';
import { hearOver, point, speaksOf } from '../js/pointing.js';
import { oncePainted } from '../js/window.js';
import { decode } from '../js/payload.js';
import { paragraphs, spans } from './markdown.js';
import { keepNumber } from './number.js';
import { order, orderOnPhone } from './phone.js';
import { putPicture } from './picture.js';

/** @import { Arguments } from '../js/types' */
/** @import { CardData, CardsData, Press, Span } from './types' */

/**
 * @typedef {object} Card
 * @property {HTMLElement} root
 * @property {HTMLElement} title
 * @property {HTMLElement} body
 * @property {HTMLElement} formula
 * @property {HTMLElement} picture
 * @property {HTMLElement} presses
 * @property {HTMLElement} ways
 * @property {string} text of the body
 * @property {(label: string) => void} press
 * @property {() => void} end
 */

/** @type {WeakMap<Element, Map<string, Card>>} */
const stacks = new WeakMap();

/** @param {Arguments} args */
export default function ({ parentElement, data: sent, setStateValue }) {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector('.cards'));
  if (!stacks.has(root)) {
    document.addEventListener('keydown', keysOf(root));
    sizes.observe(root);
  }
  /** @type {Map<string, Card>} */
  const stack = stacks.get(root) ?? new Map();
  stacks.set(root, stack);
  /** @type {CardsData} */
  const data = decode(sent);
  root.classList.toggle('large', data.large);
  root.classList.toggle('row', Boolean(data.row));
  setAttribute(root, 'role', data.row ? 'group' : null);
  setAttribute(root, 'aria-label', data.row || null);
  const names = new Set(data.cards.map(({ name }) => name));
  for (const [name, gone] of stack) {
    if (names.has(name)) continue;
    gone.root.remove();
    gone.end();
    stack.delete(name);
  }
  for (const [k, each] of data.cards.entries()) {
    const card = stack.get(each.name) ?? (each.kind === 'number' ? buildNumber() : build(each.kind === 'guide' && !data.large));
    stack.set(each.name, card);
    if (root.children[k] !== card.root) root.insertBefore(card.root, root.children[k] ?? null);
    card.press = (label) => setStateValue('pressed', { card: each.name, label, at: Date.now() });
    if (each.kind !== 'number') fill(card, each);
    if (each.kind === 'guide' && !data.large) order(card.root);
  }
  return () => {
    for (const { end } of stack.values()) end();
    stacks.delete(root);
    root.replaceChildren(); // the same root may come back, and gets new cards then
    document.removeEventListener('keydown', keysOf(root));
    sizes.unobserve(root);
  };
}

const sizes = new ResizeObserver(() => dispatchEvent(new Event(MOVED)));

/** @type {WeakMap<Element, (event: KeyboardEvent) => void>} */
const listeners = new WeakMap();

/**
 * A presenter chooses an option with a digit, wherever the focus is but in a field.
 * @param {HTMLElement} root
 */
function keysOf(root) {
  const found = listeners.get(root) ?? ((/** @type {KeyboardEvent} */ event) => {
    const choice = /^[1-9]$/.test(event.key) && root.matches('.large') ? root.querySelectorAll('.choice')[Number(event.key) - 1] : undefined;
    if (choice && !modified(event) && leavesKey(event.key)) /** @type {HTMLElement} */ (choice).click();
  });
  listeners.set(root, found);
  return found;
}

/**
 * @param {boolean} leads it is the first thing on a phone
 * @returns {Card}
 */
function build(leads) {
  const root = html('section', 'card'), title = html('h6', '', root), formula = html('div', 'formula', root), picture = html('div', 'picture', root), body = html('div', 'body', root);
  const presses = html('div', 'presses', root), ways = html('div', 'presses ways', root);
  const card = { root, title, formula, picture, body, presses, ways, text: '', press: () => {}, end: () => {} };
  presses.addEventListener('keydown', (event) => walk(card, event));
  const deaf = hearOver(([id = '']) => {
    for (const span of /** @type {NodeListOf<HTMLElement>} */ (body.querySelectorAll('[data-points]'))) span.classList.toggle('named', Boolean(id) && speaksOf(span.dataset.points?.split(' ') ?? [], id));
  });
  const still = leads ? orderOnPhone(root) : () => {};
  card.end = () => {
    deaf();
    still();
  };
  for (const name of /** @type {const} */ (['pointerover', 'focusin'])) body.addEventListener(name, (event) => point(pointsOf(event)));
  for (const name of /** @type {const} */ (['pointerleave', 'focusout'])) body.addEventListener(name, () => point([]));
  return card;
}

/**
 * @param {Event} event
 * @returns {string[]} the ids that the part of the text speaks of
 */
const pointsOf = ({ target }) => /** @type {HTMLElement | null} */ (/** @type {Element} */ (target).closest('[data-points]'))?.dataset.points?.split(' ') ?? [];

/** @returns {Card} */
function buildNumber() {
  const root = html('section', 'card number', null, { role: 'region', 'data-card': 'number', 'aria-label': 'How the chosen number was made', 'aria-live': 'polite' });
  return { root, title: root, formula: root, picture: root, body: root, presses: root, ways: root, text: '', press: () => {}, end: keepNumber(root) };
}

/**
 * @param {Card} card
 * @param {CardData} data
 */
function fill(card, data) {
  setAttribute(card.root, 'aria-label', data.title || null);
  setAttribute(card.root, 'data-card', data.name);
  setAttribute(card.root, 'class', `card ${data.kind}`);
  const text = JSON.stringify([data.title, data.formula, data.picture, data.body]);
  if (card.text !== text) {
    card.text = text;
    card.title.replaceChildren();
    writeSpans(card.title, spans(data.title), data.math);
    putFormulas(card.formula, data.formula);
    if (data.picture) putPicture(card.picture, data.picture);
    write(card, data);
  }
  const choices = data.presses.some(({ kind }) => kind === 'choice');
  setAttribute(card.presses, 'role', choices ? 'group' : null);
  setAttribute(card.presses, 'aria-label', choices ? data.label : null);
  const ways = data.presses.filter(({ kind }) => kind === 'nav' || kind === 'main');
  putPresses(card, card.presses, data.presses.filter((press) => !ways.includes(press)), data.math);
  putPresses(card, card.ways, ways, data.math);
}

/**
 * Formulas one below the other; one that is wider than the card becomes smaller.
 * @param {HTMLElement} box
 * @param {string[]} formulas
 */
function putFormulas(box, formulas) {
  box.replaceChildren();
  for (const mathml of formulas) putFormula(html('div', 'line', box), mathml);
  oncePainted(() => {
    for (const line of /** @type {Iterable<HTMLElement>} */ (box.children)) {
      const wide = line.firstElementChild?.scrollWidth ?? 0, room = line.clientWidth;
      if (wide > room && room) line.style.fontSize = `${Math.max(0.55, (0.97 * room) / wide)}em`;
    }
  });
}

/**
 * @param {Card} card
 * @param {HTMLElement} row
 * @param {Press[]} presses
 * @param {Record<string, string>} math
 */
function putPresses(card, row, presses, math) {
  while (row.children.length > presses.length) row.lastChild?.remove();
  for (const [k, press] of presses.entries()) label(/** @type {HTMLButtonElement} */ (row.children[k] ?? button(card, row)), press, math);
}

/**
 * @param {Card} card
 * @param {CardData} data
 */
function write(card, { body, math }) {
  card.body.replaceChildren();
  for (const lines of paragraphs(body)) {
    const paragraph = html('p', '', card.body);
    for (const [k, line] of lines.entries()) {
      if (k) html('br', '', paragraph);
      writeSpans(paragraph, line, math);
    }
  }
}

/**
 * @param {HTMLElement} parent
 * @param {Span[]} line
 * @param {Record<string, string>} math
 */
function writeSpans(parent, line, math) {
  for (const { text, strong, color, points, math: isMath } of line) {
    const span = html(strong ? 'b' : 'span', color, parent);
    if (points) {
      span.classList.add('part');
      setAttribute(span, 'data-points', points);
      setAttribute(span, 'tabindex', '0');
    }
    if (isMath) putFormula(span, math[text] ?? '');
    else setText(span, text);
  }
}

/**
 * @param {Card} card
 * @param {HTMLElement} row
 */
function button(card, row) {
  const made = html('button', '', row, { type: 'button' });
  made.addEventListener('click', () => {
    if (made.getAttribute('aria-disabled') !== 'true') card.press(made.dataset.label ?? '');
  });
  return made;
}

/**
 * @param {HTMLButtonElement} made
 * @param {Press} press
 * @param {Record<string, string>} math
 */
function label(made, { label: text, kind, icon, help, disabled, chosen }, math) {
  const looks = JSON.stringify([text, icon]);
  if (made.dataset.looks !== looks) {
    made.dataset.looks = looks;
    made.dataset.label = text;
    made.replaceChildren();
    if (icon) setText(html('span', 'icon', made, { 'aria-hidden': 'true' }), icon);
    writeSpans(made, paragraphs(text)[0]?.[0] ?? [], math);
  }
  setAttribute(made, 'class', kind);
  setAttribute(made, 'title', help || null);
  setAttribute(made, 'aria-disabled', disabled ? 'true' : null);
  setAttribute(made, 'aria-pressed', chosen === null ? null : String(chosen));
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
