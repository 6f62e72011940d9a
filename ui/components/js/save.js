// The whole drawing as it is on the screen, with its styles written into it, as SVG or PNG.
import { html, NS, svg } from './dom.js';
import { f } from './numbers.js';

/** @import { View } from './types' */

const KEPT = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin', 'opacity',
  'font-size', 'font-weight', 'font-style', 'text-anchor', 'letter-spacing', 'font-variant-numeric', 'paint-order'];
/** @type {Record<string, string>} */
const PLAIN = { 'fill-opacity': '1', 'stroke-dasharray': 'none', 'stroke-linecap': 'butt', 'stroke-linejoin': 'miter', opacity: '1',
  'font-style': 'normal', 'letter-spacing': 'normal', 'font-variant-numeric': 'normal', 'paint-order': 'normal', 'text-anchor': 'start' };

// Any CSS color, color-mix() included, as a plain rgb() or rgba().
function colorReader() {
  const canvas = document.createElement('canvas');
  /** @type {Map<string, string>} */
  const known = new Map();
  canvas.width = canvas.height = 1;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', { willReadFrequently: true }));
  return (/** @type {string} */ color) => {
    if (color === 'none') return color;
    if (!known.has(color)) {
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = color;
      context.fillRect(0, 0, 1, 1);
      const [r = 0, g = 0, b = 0, a = 0] = context.getImageData(0, 0, 1, 1).data;
      known.set(color, a === 0 ? 'none' : a === 255 ? `rgb(${r},${g},${b})` : `rgba(${r},${g},${b},${f(a / 255)})`);
    }
    return known.get(color) ?? color;
  };
}

export const MARGIN = 8; // units around a saved drawing, so that what reaches its edge is whole

// What of a drawing is on the screen for the pointer alone.
const FLEETING = '.hit, .hover, .cursor, .focus, .picture:not(.seen)';

/**
 * @param {Element} source
 * @param {Element} parent
 * @param {(color: string) => string} read
 */
function copyStyled(source, parent, read) {
  const style = getComputedStyle(source);
  if (style.display === 'none' || source.matches(FLEETING)) return;
  const copy = document.createElementNS(NS, source.localName);
  for (const { name, value } of source.attributes) {
    if (!/^(class|style|id|role|tabindex|aria-|data-)/.test(name)) copy.setAttribute(name, value);
  }
  const label = source.getAttribute('aria-label');
  if (label) svg('title', {}, copy).textContent = label;
  copyStyle(copy, style, read);
  if (source instanceof SVGTextElement && source.textContent) keepWidth(copy, source.getComputedTextLength());
  for (const child of source.childNodes) {
    if (child instanceof Text) copy.appendChild(document.createTextNode(child.data));
    else if (child instanceof Element) copyStyled(child, copy, read);
  }
  parent.appendChild(copy);
}

/**
 * @param {Element} copy
 * @param {CSSStyleDeclaration} style
 * @param {(color: string) => string} read
 */
function copyStyle(copy, style, read) {
  for (const name of KEPT) {
    const value = style.getPropertyValue(name);
    if (!value || value === PLAIN[name] || !takes(copy.localName, name)) continue;
    if (name.startsWith('stroke') && style.stroke === 'none') continue;
    copy.setAttribute(name, name === 'fill' || name === 'stroke' ? read(value) : value);
  }
}

/**
 * Keeps a text as wide as it is on the screen: another machine may have other fonts.
 * @param {Element} copy
 * @param {number} width
 */
export function keepWidth(copy, width) {
  if (!width) return;
  copy.setAttribute('textLength', f(width));
  copy.setAttribute('lengthAdjust', 'spacingAndGlyphs');
}

/**
 * True if an element of this kind is saved with that property.
 * @param {string} element
 * @param {string} name
 */
function takes(element, name) {
  if (element === 'tspan') return name === 'font-size';
  if (element === 'g') return name === 'opacity';
  return element === 'text' || !/^(font|text|letter)/.test(name);
}

/** @param {View} view */
function standalone(view) {
  const { data, walk } = view, shown = data.steps[walk.step], read = colorReader(), root = getComputedStyle(view.root);
  const width = data.width + 2 * MARGIN, height = data.height + 2 * MARGIN;
  const out = svg('svg', { viewBox: `${-MARGIN} ${-MARGIN} ${width} ${height}`, width, height, 'font-family': root.fontFamily.replaceAll('"', "'") });
  const title = data.title + (shown ? ` — ${shown.text}` : '');
  svg('title', {}, out).textContent = title;
  svg('rect', { x: -MARGIN, y: -MARGIN, width, height, fill: read(root.getPropertyValue('--st-background-color').trim() || '#fff') }, out);
  for (const part of [view.drawing, view.rows]) for (const child of part.children) copyStyled(child, out, read);
  return new XMLSerializer().serializeToString(out);
}

/**
 * @param {Blob} blob
 * @param {string} name
 */
export function download(blob, name) {
  const link = html('a', '', document.body, { href: URL.createObjectURL(blob), download: name });
  link.style.display = 'none';
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** @param {string} title */
export const fileName = (title) => (title.toLowerCase().match(/[\p{L}\p{N}]+/gu) || ['graph']).slice(0, 8).join('-');

/**
 * @param {View} view
 * @param {'svg' | 'png'} kind
 */
export async function save(view, kind) {
  const { data } = view, name = fileName(data.title);
  const blob = new Blob([standalone(view)], { type: 'image/svg+xml' });
  if (kind === 'svg') return download(blob, `${name}.svg`);
  const image = new Image(), address = URL.createObjectURL(blob);
  image.src = address;
  await image.decode();
  const canvas = document.createElement('canvas'), scale = Math.min(2, 16000 / data.width, 16000 / data.height);
  canvas.width = (data.width + 2 * MARGIN) * scale;
  canvas.height = (data.height + 2 * MARGIN) * scale;
  /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d')).drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  canvas.toBlob((png) => png && download(png, `${name}.png`), 'image/png');
  return undefined;
}
