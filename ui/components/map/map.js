// The map: sections with their lessons. A card is one link; it opens its lesson in this visit, unless the reader asks
// for another tab.
import { html, setText } from '../js/dom.js';
import { leavesKey, modified, settle } from '../js/keys.js';
import { decode } from '../js/payload.js';

/** @import { Arguments } from '../js/types' */
/** @import { MapData, MapLesson } from './types' */

/** @type {WeakMap<Element, { open: (slug: string, by?: number) => void, data: MapData, onKey: (event: KeyboardEvent) => void }>} */
const maps = new WeakMap();

/** @param {Arguments} args */
export default function ({ parentElement, data: sent, setStateValue }) {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector('.map'));
  /** @type {MapData} */
  const data = decode(sent), open = (/** @type {string} */ slug, by = 1) => setStateValue('opened', { slug, by, at: Date.now() });
  const map = maps.get(root) ?? { open, data, onKey: (/** @type {KeyboardEvent} */ event) => pressed(root, event) };
  Object.assign(map, { open, data });
  if (!maps.has(root)) document.addEventListener('keydown', map.onKey);
  maps.set(root, map);
  const text = JSON.stringify(data.sections);
  if (root.dataset.text !== text) write(root, data, text);
  return () => {
    document.removeEventListener('keydown', map.onKey);
    maps.delete(root);
  };
}

/**
 * @param {HTMLElement} root
 * @param {KeyboardEvent} event
 */
function pressed(root, event) {
  const map = maps.get(root);
  if (!map || modified(event) || !leavesKey(event.key)) return;
  const { ahead, behind } = map.data, to = event.key === 'PageDown' ? ahead : event.key === 'PageUp' ? behind : '';
  if (!to) return;
  settle(event);
  map.open(to, to === ahead ? 1 : -1);
}

/**
 * @param {HTMLElement} root
 * @param {MapData} data
 * @param {string} text
 */
function write(root, { sections }, text) {
  root.dataset.text = text;
  root.replaceChildren();
  for (const { name, lessons } of sections) {
    const section = html('section', '', root);
    setText(html('h2', '', section), name);
    const list = html('ol', '', section);
    for (const lesson of lessons) writeLesson(root, html('li', '', list), lesson);
  }
}

/**
 * @param {HTMLElement} root
 * @param {HTMLElement} item
 * @param {MapLesson} lesson
 */
function writeLesson(root, item, { slug, title, question, needs, tick }) {
  const card = html('a', 'lesson', item, { href: slug });
  setText(html('span', 'title', card), title);
  if (tick) setText(html('span', 'tick', card, { role: 'img', 'aria-label': 'answered' }), '✓');
  setText(html('span', 'question', card), question);
  if (needs) setText(html('span', 'needs', card), needs);
  card.addEventListener('click', (/** @type {MouseEvent} */ event) => {
    if (event.button || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    maps.get(root)?.open(slug);
  });
}
