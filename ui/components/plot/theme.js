// A chart's colors by name, "output", "gate_f", "ink", as the theme has them now, and what its text and axes look like.
import { html } from '../js/dom.js';

/** @import { Dict, PlotView } from './types' */

const PAPER = ['ink', 'soft', 'paper', 'line', 'amber', 'positive', 'negative'];
const NAMED = /^color:(\w+)(?:\/(\d+))?$/;

/** @type {Map<string, Map<string, string>>} The colors that were read, by theme: to read one costs the browser a pass over its styles. */
const palettes = new Map();

/**
 * Colors are read from an element of the figure, which has the role as its class.
 * @param {HTMLElement} root
 * @param {string} theme
 */
function reader(root, theme) {
  const probe = html('i', '', null), known = palettes.get(theme) ?? new Map();
  palettes.set(theme, known);
  /** @param {string} text */
  const read = (text) => {
    const [, name = '', percent = '100'] = NAMED.exec(text) ?? [];
    probe.className = name;
    const color = PAPER.includes(name) ? `var(--${name})` : 'var(--c)';
    probe.style.color = percent === '100' ? color : `color-mix(in srgb, ${color} ${percent}%, var(--paper))`;
    return plain(getComputedStyle(probe).color);
  };
  return {
    read: (/** @type {string} */ text) => {
      if (!known.has(text)) {
        root.append(probe);
        known.set(text, read(text));
      }
      return known.get(text) ?? text;
    },
    done: () => probe.remove(),
  };
}

/**
 * Plotly knows no color(srgb …), which browsers make of a mixed color.
 * @param {string} color
 */
function plain(color) {
  const [, r = 0, g = 0, b = 0] = /color\(srgb ([\d.]+) ([\d.]+) ([\d.]+)/.exec(color) ?? [];
  return color.startsWith('color(') ? `rgb(${[r, g, b].map((share) => Math.round(255 * Number(share)))})` : color;
}

/**
 * The same with every named color as it is.
 * @param {any} value
 * @param {(text: string) => string} read
 * @returns {any}
 */
function colored(value, read) {
  if (typeof value === 'string') return NAMED.test(value) ? read(value) : value;
  if (Array.isArray(value)) return value.map((each) => colored(each, read));
  if (!value || typeof value !== 'object' || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, colored(each, read)]));
}

/**
 * What is drawn in the colors and the type of the page.
 * @param {PlotView} view
 * @param {Dict[]} traces
 * @param {Dict} layout
 */
export function themed(view, traces, layout) {
  const { root, em, data, theme } = view, { read, done } = reader(root, theme), family = getComputedStyle(root).fontFamily;
  const [ink, soft, paper, line] = PAPER.map((name) => read(`color:${name}`));
  const axis = { gridcolor: line, zerolinecolor: line, linecolor: line, tickcolor: line, automargin: true, tickfont: { color: soft }, title: { font: { color: ink, size: em }, standoff: 6 } };
  const room = { ...axis, backgroundcolor: paper, showbackground: false };
  const font = { family, size: em, color: ink };
  const template = {
    layout: {
      font, paper_bgcolor: paper, plot_bgcolor: paper, hovermode: 'closest', dragmode: 'zoom',
      margin: { l: 8, r: 8, t: 8, b: 8 }, legend: { font, bgcolor: 'rgba(0,0,0,0)' }, hoverlabel: { font, bgcolor: paper, bordercolor: line, align: 'left' },
      modebar: { bgcolor: 'rgba(0,0,0,0)', color: soft, activecolor: ink }, xaxis: axis, yaxis: axis, coloraxis: { colorbar: { outlinewidth: 0, tickfont: { color: soft } } },
      scene: { xaxis: room, yaxis: room, zaxis: room }, annotationdefaults: { font },
    },
  };
  const made = { traces: colored(traces, read), layout: { uirevision: 'kept', ...colored(layout, read), template, width: data.width, height: data.height } };
  done();
  return made;
}

/**
 * What the colors hang on: another text says that they may be others.
 * @param {HTMLElement} root
 */
export function themeOf(root) {
  const style = getComputedStyle(root);
  return style.getPropertyValue('--st-background-color') + style.getPropertyValue('--st-text-color');
}
