// The symbols of a page as small signs; pointing at one points at its boxes and arrows in the figure.
import { html, putFormula, setText } from '../js/dom.js';
import { decode } from '../js/payload.js';
import { point } from '../js/pointing.js';

/** @import { Arguments } from '../js/types' */
/** @import { LegendData } from './types' */

/** @param {Arguments} args */
export default function ({ parentElement, data: sent }) {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector('.legend'));
  /** @type {LegendData} */
  const data = decode(sent), text = JSON.stringify(data);
  if (root.dataset.text === text) return;
  root.dataset.text = text;
  root.replaceChildren();
  setText(html('span', 'head', root), 'Symbols');
  for (const { math, name, help, role, ids } of data.symbols) {
    const sign = html('span', `sign ${role}`, root, { tabindex: '0', title: help, role: 'listitem' });
    putFormula(html('span', 'math', sign), math);
    setText(html('span', 'name', sign), name);
    for (const event of ['pointerenter', 'focus']) sign.addEventListener(event, () => point(ids));
    for (const event of ['pointerleave', 'blur']) sign.addEventListener(event, () => point([]));
  }
}
