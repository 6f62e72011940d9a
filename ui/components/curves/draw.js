// The drawing of curves: patched in place, so that it never flickers.
import { setText } from '../js/dom.js';
import { patchLayer } from '../js/layers.js';
import { f } from '../js/numbers.js';
import { area, BOLD, farthest, inside, labeler, lastPoint, layout, legendSigns, look, nearest, pointsAt, solid, trace, WIDE } from './layout.js';
import { drawSketch } from './sketch.js';
import { written } from './written.js';

/** @import { Item } from '../js/types' */
/** @import { Label } from './layout.js' */
/** @import { CurvesView, Line, Panel } from './types' */

/** @typedef {{ low: number, high: number }} Stretch of the horizontal axis */

/** @type {Record<string, keyof SVGElementTagNameMap>} */
export const LAYERS = { shade: 'rect', grid: 'line', band: 'path', halo: 'path', line: 'path', beyond: 'text', mark: 'circle', end: 'circle', veil: 'rect', level: 'path', sketch: 'path', prompt: 'text', sign: 'path', here: 'line', tick: 'text', label: 'text', value: 'text', dot: 'circle', ring: 'circle', probe: 'line', found: 'circle' };

/** @param {CurvesView} view */
export function draw(view) {
  const { data, em } = view;
  if (!data.width || !data.height) return;
  const panels = (view.panels = layout({ data, width: data.width, height: data.height, em }));
  view.veil = data.veil && { low: Math.max(data.veil[0], data.x.low), high: Math.min(data.veil[1], data.x.high) };
  /** @param {(panel: Panel) => Item[]} items */
  const all = (items) => panels.flatMap(items);
  patchLayer(view, 'grid', all((p) => p.ticks.map(([value]) => ({ x1: f(p.left), x2: f(p.right), y1: f(p.py(value)), y2: f(p.py(value)) }))));
  patchLayer(view, 'band', all((p) => p.series.filter((line) => line.band).map((line) => ({ role: line.role, d: area(p, line) }))));
  patchLayer(view, 'halo', all((p) => p.series.filter((line) => data.highlight.includes(line.id)).map((line) => ({ d: trace(p, line) }))));
  patchLayer(view, 'line', all((p) => p.series.filter((line) => !line.level).map((line) => ({ role: look(line), d: trace(p, line) }))));
  patchLayer(view, 'level', all((p) => p.series.filter((line) => line.level).map((line) => ({ role: `line ${look(line)}`, d: trace(p, line) }))));
  patchLayer(view, 'beyond', all((p) => leaving(p, em)));
  patchLayer(view, 'mark', all(marks));
  patchLayer(view, 'sign', all((p) => legendSigns(p, em)));
  patchLayer(view, 'tick', all((p) => writing(view, p)));
  const texts = panels.map((p) => labels(view, p));
  patchLayer(view, 'end', texts.flatMap(({ ends }) => ends));
  view.values = texts.flatMap(({ values }) => values);
  patchLayer(view, 'label', texts.flatMap(({ names }) => names));
  drawCursor(view);
  drawProbe(view);
  drawSketch(view);
}

/**
 * @param {Panel} p
 * @returns {Item[]}
 */
const marks = (p) => p.series.flatMap((line) => (line.marks ?? []).flatMap(([x, y]) => (inside(p, y) ? [{ role: line.role, cx: f(p.px(x)), cy: f(p.py(y)), r: 4 }] : [])));

/**
 * Where lines leave the axis, a sign and how far one of them goes on: above and below one solid line, if it does, else a
 * dashed one. It stands under the veil, which covers it.
 * @param {Panel} p
 * @param {number} em
 * @returns {Item[]}
 */
function leaving(p, em) {
  const lines = p.series.filter((line) => !line.thin).sort((a, b) => Number(Boolean(a.dashed)) - Number(Boolean(b.dashed)));
  const found = lines.flatMap((line) => { const far = farthest(p, line); return far ? [{ line, ...far }] : []; });
  return found.filter(({ y }, k) => found.findIndex((other) => other.y === y) === k).map(({ line, x, y, value }) => {
    const low = y === p.bottom, text = `${low ? '▼' : '▲'} ${written(value, p.log)}`, half = (WIDE * em * text.length) / 2;
    return { role: line.role, text, x: f(Math.min(Math.max(x, p.left + half), p.right - half)), y: f(low ? y - 0.4 * em : y + em), 'text-anchor': 'middle' };
  });
}

/**
 * What is written around a panel: its ticks, the names of the axes, the legend.
 * @param {CurvesView} view
 * @param {Panel} p
 * @returns {Item[]}
 */
function writing({ data, em }, p) {
  return [
    ...p.ticks.map(([value, text]) => ({ text, x: f(p.left - 0.5 * em), y: f(p.py(value) + 0.35 * em), 'text-anchor': 'end' })),
    ...(p.last ? data.x.ticks : []).map(([x, text]) => ({ text, x: f(p.px(x)), y: f(p.bottom + 1.15 * em), 'text-anchor': 'middle' })),
    { text: p.label, x: f(p.x), y: f(p.y + 0.95 * em), 'text-anchor': 'start' },
    ...(p.last ? [{ text: data.x.label, x: f((p.left + p.right) / 2), y: f(p.bottom + 2.3 * em), 'text-anchor': 'middle' }] : []),
    ...p.legend.map(({ text, at, row }) => ({ text, x: f(at + 1.9 * em), y: f(p.y + (0.95 + 1.45 * row) * em), 'text-anchor': 'start' })),
  ];
}

/**
 * What is written within a panel: where lines end, what levels are called, where lines are exactly 0.
 * @param {CurvesView} view
 * @param {Panel} p
 */
function labels(view, p) {
  const { em, veil } = view, place = labeler(p, em), ended = endings(view, p);
  return {
    ends: ended.filter(({ dot }) => dot).map(({ line, x, y }) => ({ role: line.role, cx: f(x), cy: f(y), r: 4 })),
    values: ended.filter(({ said }) => said).map(({ line, x, y, said }) => ({ of: x, item: place({ role: `label ${line.role}`, text: said, weight: BOLD, x, y: y - 0.35 * em, below: 1.75 * em }) })),
    names: [
      ...p.series.flatMap((line) => levelName(p, line, em)).map(place),
      ...solid(p).flatMap((line) => zeroName(p, line, em)).map(place),
      ...(veil && !p.seen ? [{ text: '?', role: 'asked', x: f((p.px(veil.low) + p.px(veil.high)) / 2), y: f((p.top + p.bottom) / 2 + 0.7 * em), 'text-anchor': 'middle' }] : []),
    ],
  };
}

/**
 * Where the lines end, whether a dot stands there, and what is said there.
 * @param {CurvesView} view
 * @param {Panel} p
 */
function endings({ data }, p) {
  const walks = data.steps.length > 1, points = solid(p).map((line) => lastPoint(p, line)).filter((point) => point !== null);
  return points.map(({ text, ...point }) => ({
    ...point,
    dot: !walks || Boolean(point.line.ending),
    said: [walks || points.length > 2 ? '' : text, point.line.ending].filter(Boolean).join(' · '),
  }));
}

/**
 * @param {Panel} p
 * @param {Line} line
 * @param {number} em
 * @returns {Label[]}
 */
function levelName(p, line, em) {
  const level = line.y[0] ?? null;
  if (!line.level || !inside(p, level)) return [];
  return [{ role: line.role, text: line.name, weight: WIDE, x: p.right, y: p.py(level), below: 1.05 * em }];
}

/**
 * @param {Panel} p
 * @param {Line} line
 * @param {number} em
 * @returns {Label[]}
 */
function zeroName(p, line, em) {
  if (!line.y.includes('0')) return [];
  const at = line.y[0] === '0' ? line.y.findIndex((y) => y !== '0') - 1 : line.y.indexOf('0');
  return [{ role: line.role, text: 'exactly 0', weight: WIDE, x: p.px(line.xs[Math.max(at, 0)] ?? NaN), y: p.bottom - 0.2 * em, below: 0 }];
}

/**
 * The cursor of the walk, what it has not reached yet, and the chosen points.
 * @param {CurvesView} view
 */
export function drawCursor(view) {
  const { data, panels = [] } = view, at = data.steps.length > 1 ? data.steps[view.walk.step]?.x ?? null : null;
  const last = data.steps.at(-1)?.x ?? null;
  const ahead = data.covered && at !== null && last !== null && last !== at ? { low: Math.min(at, last), high: Math.max(at, last) } : null;
  patchLayer(view, 'shade', view.veil ? panels.filter((p) => !p.seen).map(over(view, view.veil)) : []); // its lines are not in the data
  patchLayer(view, 'veil', ahead ? panels.map(over(view, ahead)) : []);
  const [first] = panels, hides = (/** @type {number} */ x) => first && at !== null && ahead && Math.abs(x - first.px(at)) > 1 && x > first.px(ahead.low) - 1 && x < first.px(ahead.high) + 1;
  patchLayer(view, 'value', view.values.filter(({ of }) => !hides(of)).map(({ item }) => item));
  patchLayer(view, 'here', at === null ? [] : panels.map((p) => ({ x1: f(p.px(at)), x2: f(p.px(at)), y1: f(p.top), y2: f(p.bottom) })));
  patchLayer(view, 'dot', at === null ? [] : panels.flatMap((p) => pointsAt(p, at).flatMap(({ line, x, y }) => (y === null ? [] : [{ role: line.role, cx: f(p.px(x)), cy: f(p.py(y)), r: line.thin ? 3.5 : 5 }]))));
  const chosen = [data.selected, ...data.highlight].filter((id) => id !== null);
  patchLayer(view, 'ring', panels.flatMap((p) => p.series.flatMap((line) => chosen.flatMap((id) => ring(p, line, id)))));
}

/**
 * A rectangle over a stretch of a panel.
 * @param {CurvesView} view
 * @param {Stretch} stretch
 * @returns {(panel: Panel) => Item}
 */
const over = ({ data }, { low, high }) => (p) => {
  const from = p.px(low) - (low === data.x.low ? 6 : 0), to = p.px(high) + (high === data.x.high ? 6 : 0);
  return { x: f(from), y: f(p.top - 3), width: f(to - from), height: f(p.bottom - p.top + 6) };
};

/**
 * The ring around the point of that id ("median.7"), if it is one of the line's.
 * @param {Panel} p
 * @param {Line} line
 * @param {string} id
 * @returns {Item[]}
 */
function ring(p, line, id) {
  if (!line.id || !id.startsWith(`${line.id}.`)) return [];
  const k = line.xs.indexOf(Number(id.slice(line.id.length + 1))), x = line.xs[k], y = line.y[k] ?? null;
  return x === undefined || y === null ? [] : [{ cx: f(p.px(x)), cy: f(p.py(y)), r: 8 }];
}

/**
 * What is read out at a place of the horizontal axis.
 * @param {CurvesView} view
 */
export function drawProbe(view) {
  const { data, panels = [], groups, output } = view;
  const lines = panels.flatMap(solid).filter((line) => line.xs.length), [first] = lines;
  const asked = view.at, shown = asked !== null && first !== undefined;
  for (const kind of ['end', 'value']) /** @type {SVGGElement} */ (groups[kind]).style.opacity = shown ? '0.35' : '1';
  const at = shown ? first.xs[nearest(first.xs, asked)] ?? NaN : NaN;
  if (shown) view.at = at;
  const found = shown ? panels.map((p) => ({ p, points: pointsAt(p, at) })) : [];
  patchLayer(view, 'probe', found.map(({ p }) => ({ role: 'hover', x1: f(p.px(at)), x2: f(p.px(at)), y1: f(p.bottom), y2: f(p.top) })));
  patchLayer(view, 'found', found.flatMap(({ p, points }) => points.flatMap(({ line, x, y }) => (y === null ? [] : [{ role: `hover ${line.role}`, cx: f(p.px(x)), cy: f(p.py(y)), r: 4 }]))));
  const values = found.flatMap(({ p, points }) => points.map(({ line, y }) => `${lines.length > 1 ? `${line.name} ` : ''}${written(y, p.log)}${p.unit ? ` ${p.unit}` : ''}`));
  const place = data.x.said.replace('{x}', String(at)).replace('{unit}', data.x.unit[at === 1 ? 0 : 1]);
  setText(output, shown ? `${place}: ${values.join(', ')}` : '');
}
