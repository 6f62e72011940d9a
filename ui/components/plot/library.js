// plotly.js, loaded when the first chart is drawn, and its styles, which it writes into the page's head alone.
import { html } from '../js/dom.js';

/** @import { Plotly } from './types' */

/** @type {Promise<Plotly> | undefined} */
let loading;

/** @returns {Promise<Plotly>} */
export function library() {
  loading ??= new Promise((resolve, reject) => {
    const known = () => /** @type {any} */ (globalThis).Plotly;
    if (known()) return resolve(known());
    const script = html('script', '', null, { src: new URL(LIBRARY, document.baseURI).href });
    script.addEventListener('load', () => resolve(known()));
    script.addEventListener('error', () => { loading = undefined; reject(new Error(`${LIBRARY} did not load`)); });
    return document.head.append(script);
  });
  return loading;
}

/** @type {CSSStyleSheet | undefined} */
let sheet;

/**
 * Gives a figure in a shadow root the styles that Plotly gives the page.
 * @param {HTMLElement} root
 */
export function styleInto(root) {
  if (!sheet) {
    const given = /** @type {HTMLStyleElement | null} */ (document.getElementById('plotly.js-style-global'));
    sheet = new CSSStyleSheet();
    sheet.replaceSync([...(given?.sheet?.cssRules ?? [])].map((rule) => rule.cssText).join('\n'));
  }
  const shadow = /** @type {ShadowRoot} */ (root.getRootNode());
  if (!shadow.adoptedStyleSheets.includes(sheet)) shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet];
}
