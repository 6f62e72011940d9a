// A chart as a file of its own, which other machines open with other fonts.
import { html } from '../js/dom.js';
import { keepWidth, MARGIN } from '../js/save.js';

/** @import { PlotView } from './types' */

/**
 * Plotly's SVG with room around it, the font named once, and every text as wide as it is here.
 * @param {PlotView} view
 * @param {string} text
 */
export function alone(view, text) {
  const place = html('div', '', view.root, { style: 'position: absolute; visibility: hidden' });
  const drawing = document.importNode(new DOMParser().parseFromString(text, 'image/svg+xml').documentElement, true);
  place.append(drawing);
  const { width, height, title } = view.data, family = getComputedStyle(view.root);
  for (const each of drawing.querySelectorAll('text')) {
    each.style.removeProperty('font-family');
    if (!each.querySelector('tspan[x], tspan[dy]')) keepWidth(each, each.getComputedTextLength());
  }
  const size = { width: width + 2 * MARGIN, height: height + 2 * MARGIN };
  drawing.setAttribute('viewBox', `${-MARGIN} ${-MARGIN} ${size.width} ${size.height}`);
  drawing.setAttribute('width', String(size.width));
  drawing.setAttribute('height', String(size.height));
  drawing.setAttribute('font-family', family.fontFamily.replaceAll('"', "'"));
  const heading = document.createElementNS(drawing.namespaceURI, 'title');
  heading.textContent = title;
  drawing.prepend(heading);
  place.remove();
  return new XMLSerializer().serializeToString(drawing);
}
