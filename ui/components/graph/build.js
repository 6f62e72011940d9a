// The drawing is built once for a topology; patch.js gives it its values.
import { setFormula, svg } from '../js/dom.js';
import { firstSteps } from './frames.js';
import { bounds, cellBox, FONT, hasBars, numberSize, plainLabel, textWidth } from './geometry.js';

/** @import { Attributes } from '../js/dom' */
/** @import { CellPart, Drawn, EdgePart, GraphData, GraphView, Layers, NodeData, NodePart } from './types' */

/**
 * What forces a new drawing, as text; everything else is patched.
 * @param {GraphData} data
 */
export function topology(data) {
  return JSON.stringify([
    data.width, data.height,
    data.nodes.map((n) => [n.id, n.role, n.x, n.y, n.width, n.height, n.cell_height, n.columns, n.display, n.shape, n.texts.length, n.editable, n.group, n.pinned, 'picture' in n]),
    data.edges.map((e) => [e.id, e.role, e.source, e.target, e.group, e.label, e.style, e.label_at]),
    data.notes.map((n) => [n.x, n.y, n.role, n.anchor, n.pinned]),
    data.steps.map((s) => [s.lit, s.now]),
  ]);
}

/**
 * Builds the drawing anew.
 * @param {Pick<GraphView, 'drawing' | 'rows'>} view
 * @param {GraphData} data
 * @param {string} shape
 * @returns {Drawn}
 */
export function build({ drawing, rows }, data, shape) {
  drawing.replaceChildren();
  rows.replaceChildren();
  drawing.setAttribute('viewBox', `0 0 ${data.width} ${data.height}`);
  const layer = (/** @type {string} */ name) => svg('g', { class: name }, drawing);
  /** @type {Layers} */
  const layers = { under: layer('under'), edges: layer('edges'), cuts: layer('cuts'), nodes: layer('nodes'), pinned: layer('pinned'), over: layer('over') };
  const first = firstSteps(data);
  /** @type {string[][]} */
  const reached = data.steps.map(() => []);
  for (const [id, k] of first) reached[k]?.push(id);
  /**
   * @param {string} name
   * @param {Attributes} [round]
   */
  const ring = (name, round = { rx: 5 }) => {
    const element = svg('rect', { class: name, ...round }, layers.over);
    element.style.display = 'none';
    return element;
  };
  /** @type {Drawn} */
  const drawn = {
    shape, layers, first, reached, parts: new Map(), byId: new Map(), walks: new Map(), groups: new Map(), now: [], painted: false, halos: undefined,
    notes: [], rowWidth: 0,
    rings: { hover: ring('hover'), ring: ring('ring'), cursor: ring('cursor'), focus: ring('focus', {}) },
    smallest: Math.min(FONT, ...data.nodes.filter((n) => n.texts.some((t) => t)).map(numberSize)),
  };
  buildEdges(drawn, data);
  buildNodes(drawn, data);
  Object.assign(drawn, buildNotes(layers, rows, data));
  rows.setAttribute('viewBox', `0 0 ${drawn.rowWidth || 1} ${data.height}`);
  return drawn;
}

/**
 * @param {Drawn} drawn
 * @param {GraphData} data
 */
function buildEdges(drawn, data) {
  const pairs = new Set(data.edges.map((e) => `${e.source} ${e.target}`)), gutter = data.edges.some((e) => e.style === 'feedback');
  for (const [place, edge] of data.edges.entries()) {
    const g = svg('g', { class: `edge ${edge.role} ${edge.style}`, 'data-id': edge.id, role: 'img' }, drawn.layers.edges);
    /** @type {EdgePart} */
    const part = {
      kind: 'edge', g, place, gutter, twin: pairs.has(`${edge.target} ${edge.source}`) && edge.source !== edge.target,
      hit: svg('path', { class: 'hit' }, g), line: svg('path', { class: 'line' }, g), head: svg('path', { class: 'head' }, g),
    };
    if (edge.label) {
      part.label = svg('text', { class: 'formula' }, g);
      setFormula(part.label, edge.label);
    }
    drawn.parts.set(edge.id, part);
    join(drawn, edge.group, g);
  }
}

/**
 * In the DOM, and so for Tab, nodes stand in the order in which the walk reaches them.
 * @param {Drawn} drawn
 * @param {GraphData} data
 */
function buildNodes(drawn, data) {
  const order = data.nodes.map((node, place) => ({ node, place, reached: drawn.first.get(node.id) ?? -1 }));
  order.sort((a, b) => a.reached - b.reached || a.place - b.place);
  for (const { node, place } of order) {
    const part = buildNode(node, place, node.pinned ? drawn.layers.pinned : drawn.layers.nodes);
    drawn.parts.set(node.id, part);
    join(drawn, node.group, part.g);
  }
}

/**
 * @param {NodeData} node
 * @param {number} place
 * @param {SVGGElement} layer
 * @returns {NodePart}
 */
function buildNode(node, place, layer) {
  const g = svg('g', { class: `node ${node.role}${node.editable ? ' editable' : ''}`, 'data-id': node.id, role: 'button', tabindex: 0 }, layer);
  const { left, top } = bounds(node);
  const frame = node.shape === 'circle'
    ? svg('circle', { class: 'frame', cx: node.x, cy: node.y, r: node.width / 2 }, g)
    : svg('rect', { class: 'frame', x: left, y: top, width: node.width, height: node.height, rx: Math.min(8, node.height / 3) }, g);
  /** @type {NodePart} */
  const part = { kind: 'node', g, place, frame, cells: node.texts.map((_, k) => buildCell(node, k, g)), leaving: [] };
  if (hasBars(node)) part.zero = svg('path', { class: 'zero' }, g);
  return part;
}

/**
 * @param {NodeData} node
 * @param {number} k
 * @param {SVGGElement} g
 * @returns {CellPart}
 */
function buildCell(node, k, g) {
  const c = cellBox(node, k), size = numberSize(node), bars = hasBars(node);
  const heat = node.display === 'heat' ? { heat: svg('rect', { class: 'heat', x: c.x + 1.5, y: c.y + 0.5, width: c.width - 3, height: c.height - 1, rx: 2 }, g) } : {};
  const bar = bars ? { bar: svg('rect', { class: 'length', y: c.y + 2, height: c.height - 4, rx: 2 }, g) } : {};
  const text = svg('text', { class: 'number', x: bars ? c.x + c.width - 7 : c.x + c.width / 2, y: c.y + c.height / 2 + size * 0.355 }, g);
  text.style.fontSize = `${size}px`;
  return { ...heat, ...bar, text, ...(node.editable ? { rule: svg('path', { class: 'rule' }, g) } : {}) };
}

/**
 * The texts of the drawing; those left of all boxes name rows and stand still while it scrolls.
 * @param {Layers} layers
 * @param {SVGSVGElement} rows
 * @param {GraphData} data
 */
function buildNotes(layers, rows, data) {
  const left = Math.min(...data.nodes.map((node) => bounds(node).left), data.width);
  let rowWidth = 0;
  const notes = data.notes.map((note) => {
    const row = note.anchor === 'start' && note.x < left && !note.pinned;
    if (row) rowWidth = Math.max(rowWidth, Math.min(left - 2, note.x + textWidth(plainLabel(note.text), 13) + 18));
    return svg('text', { class: `note ${note.role}`, x: note.x, y: note.y, 'text-anchor': note.anchor, dy: '0.35em' }, row ? rows : note.pinned ? layers.pinned : layers.under);
  });
  return { notes, rowWidth };
}

/**
 * What lights up together: the copies of a matrix, and the box of its numbers.
 * @param {Drawn} drawn
 * @param {string | undefined} group
 * @param {SVGGElement} g
 */
function join({ groups }, group, g) {
  if (group) groups.set(group, [...(groups.get(group) ?? []), g]);
}
