// Text enters the drawing only as textContent: a symbol may be "<", an emoji or a combining mark.
const NS = 'http://www.w3.org/2000/svg';

const clamp = (value, low, high) => Math.max(low, Math.min(high, value));
const f = (value) => String(Math.round(value * 100) / 100);

function svg(name, attributes, parent) {
  const element = document.createElementNS(NS, name);
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  if (parent) parent.appendChild(element);
  return element;
}

function html(name, className, parent, attributes = {}) {
  const element = document.createElement(name);
  if (className) element.className = className;
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  if (parent) parent.appendChild(element);
  return element;
}

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function setAttribute(element, name, value) {
  if (value === null) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

// "W_hh", "h_{t-1}", "W_hh^T", "C~": a letter with its indices and its tilde, as tspans.
function setFormula(element, text) {
  if (element.formula === text) return;
  element.formula = text;
  element.replaceChildren();
  let shift = 0;
  for (const [, kind, braced, bare, plain] of text.replace(/(\p{L})~/gu, '$1\u0303').matchAll(/([_^])(?:\{([^}]*)\}|([^\s_^{}]+))|([^_^]+|[_^])/g)) {
    const level = kind === '_' ? 3.5 : kind === '^' ? -5 : 0;
    const part = svg('tspan', {}, element);
    part.textContent = plain ?? braced ?? bare;
    if (kind) part.setAttribute('class', 'index');
    if (level !== shift) part.setAttribute('dy', level - shift);
    shift = level;
  }
}
