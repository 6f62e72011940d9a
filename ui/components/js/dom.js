// Text enters the drawing only as textContent: a symbol may be "<", an emoji or a combining mark.
export const NS = 'http://www.w3.org/2000/svg';

/** @typedef {Record<string, string | number>} Attributes */

/**
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} name
 * @param {Attributes} [attributes]
 * @param {Element | null} [parent] what the element is put into, at its end
 * @returns {SVGElementTagNameMap[K]}
 */
export function svg(name, attributes, parent) {
  const element = document.createElementNS(NS, name);
  for (const key in attributes) element.setAttribute(key, String(attributes[key]));
  if (parent) parent.appendChild(element);
  return element;
}

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {string} className
 * @param {Element | null} [parent] what the element is put into, at its end
 * @param {Attributes} [attributes]
 * @returns {HTMLElementTagNameMap[K]}
 */
export function html(name, className, parent, attributes = {}) {
  const element = document.createElement(name);
  if (className) element.className = className;
  for (const key in attributes) element.setAttribute(key, String(attributes[key]));
  if (parent) parent.appendChild(element);
  return element;
}

/**
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * "W_hh" with its index set low; copied, searched and read out it is the text as it is.
 * @param {Element} element
 * @param {string} text
 */
export function setTextWithIndices(element, text) {
  if (element.textContent === text) return;
  element.replaceChildren();
  for (const [, index, plain] of text.matchAll(/(?<=(?<!\p{L})\p{L})_([A-Za-z]+)|((?:(?!(?<=(?<!\p{L})\p{L})_[A-Za-z]).)+)/gsu)) {
    if (plain) element.append(plain);
    else {
      html('span', '', element, { style: 'font-size: 0' }).textContent = '_';
      html('sub', '', element, { style: 'font-size: 0.75em; line-height: 0' }).textContent = index ?? '';
    }
  }
}

/**
 * @param {Element} element
 * @param {string} name
 * @param {string | null} value null removes the attribute
 */
export function setAttribute(element, name, value) {
  if (value === null) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/**
 * The element that took part in an event, if any.
 * @param {Event} event
 * @returns {Element}
 */
export const targetOf = (event) => /** @type {Element} */ (event.target);

/** @type {WeakMap<Element, string>} */
const formulas = new WeakMap();

/**
 * "W_hh", "h_{t-1}", "W_hh^T", "C~": a letter with its indices and its tilde, as tspans.
 * @param {Element} element
 * @param {string} text
 */
export function setFormula(element, text) {
  if (formulas.get(element) === text) return;
  formulas.set(element, text);
  element.replaceChildren();
  let shift = 0;
  for (const [, kind, braced, bare, plain] of text.replace(/(\p{L})~/gu, '$1\u0303').matchAll(/([_^])(?:\{([^}]*)\}|([^\s_^{}]+))|([^_^]+|[_^])/g)) {
    const level = kind === '_' ? 3.5 : kind === '^' ? -5 : 0;
    const part = svg('tspan', {}, element);
    part.textContent = plain ?? braced ?? bare ?? '';
    if (kind) part.setAttribute('class', 'index');
    if (level !== shift) part.setAttribute('dy', String(level - shift));
    shift = level;
  }
}

/**
 * Puts MathML into an element; it is read as XML, in which nothing runs.
 * @param {Element} element
 * @param {string} mathml '' for nothing
 */
export function putFormula(element, mathml) {
  element.replaceChildren();
  if (mathml) element.append(document.importNode(new DOMParser().parseFromString(mathml, 'application/xml').documentElement, true));
}
