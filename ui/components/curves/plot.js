// Where everything of a plot stands, and its drawing: patched in place, so that it never flickers.
const KINDS = { shade: 'rect', grid: 'line', band: 'path', halo: 'path', line: 'path', mark: 'circle', end: 'circle', veil: 'rect', sign: 'path', tick: 'text', label: 'text', value: 'text', here: 'line', dot: 'circle', ring: 'circle', probe: 'line', found: 'circle' };
const SUPERSCRIPT = { '-': '⁻', ...[...'⁰¹²³⁴⁵⁶⁷⁸⁹'] };
const superscript = (digits) => [...String(digits)].map((digit) => SUPERSCRIPT[digit]).join('');
const WIDE = 0.56, BOLD = 0.64; // of an em, a letter on the average

// Written like figures.curve_data.spoken.
function written(value, log = false) {
  if (value === null) return 'undefined';
  if (log) return value === '0' ? '0' : writtenPower(value);
  if (Math.abs(value) < 1e4) return value.toFixed(3).replace(/^-(?=[0.]*$)/, '').replace('-', '−');
  const [mantissa, exponent] = value.toExponential(1).split('e+');
  return `${mantissa}·10${superscript(exponent)}`.replace('-', '−');
}

function writtenPower(value) {
  if (value >= -3 && value < 4) return String(Number((10 ** value).toPrecision(3)));
  const exponent = Math.floor(value), mantissa = (10 ** (value - exponent)).toFixed(1);
  return mantissa === '10.0' ? `1.0·10${superscript(exponent + 1)}` : `${mantissa}·10${superscript(exponent)}`;
}

function nearest(xs, x) {
  let best = 0;
  for (let k = 1; k < xs.length; k++) if (Math.abs(xs[k] - x) < Math.abs(xs[best] - x)) best = k;
  return best;
}

// Children of one kind are kept and patched; only what is too many or too few comes and goes.
function patch(view, kind, items) {
  const group = view.groups[kind];
  while (group.children.length > items.length) group.lastChild.remove();
  items.forEach(({ text = '', role = '', ...attributes }, place) => {
    let node = group.children[place];
    if (!node) group.append((node = document.createElementNS(NS, KINDS[kind])));
    attributes.class = `${kind} ${role}`;
    for (const [name, value] of Object.entries(attributes)) setAttribute(node, name, String(value));
    if (KINDS[kind] === 'text') setText(node, text);
  });
}

const solid = (panel) => panel.series.filter((line) => !line.dashed);

// The panels with their places on the screen; the vertical axes of stacked ones are aligned.
function layout({ data, width, height, em }) {
  const n = data.panels.length, stacked = !data.beside || width < 44 * em, foot = 2.7 * em;
  const margin = (panel) => (WIDE + 0.06) * em * Math.max(1, ...panel.ticks.map(([, text]) => text.length)) + 0.6 * em;
  const widest = Math.max(...data.panels.map(margin));
  const span = (width + (stacked ? 0 : 1.5 * em)) / (stacked ? 1 : n);
  return data.panels.map((panel, k) => {
    const before = data.shares.slice(0, k).reduce((sum, share) => sum + share, 0), room = height - foot;
    const x = stacked ? 0 : k * span, y = stacked ? before * room : 0, rise = stacked ? data.shares[k] * room : room;
    const left = x + (stacked ? widest : margin(panel)), right = x + span - (stacked ? 1.1 : 2.6) * em;
    const legend = placeLegend(panel, x, right, em), rows = legend.at(-1)?.row ?? 0;
    const top = y + (2.3 + 1.45 * rows) * em, bottom = y + rise - (stacked && k < n - 1 ? 1.5 * em : 0);
    const px = (at) => left + ((right - left) * (at - data.x.low)) / (data.x.high - data.x.low);
    const py = (value) => bottom - ((bottom - top) * (clamp(value === '0' ? panel.low : value, panel.low, panel.high) - panel.low)) / (panel.high - panel.low);
    return { ...panel, legend, x, y, left, right, top, bottom, px, py, last: !stacked || k === n - 1 };
  });
}

// What is drawn how, beside the axis' name; a single line needs no legend.
function placeLegend(panel, x, right, em) {
  const lines = panel.series.filter((line) => !line.level);
  if (lines.length < 2 && !lines.some((line) => line.band || line.mark)) return [];
  const items = lines.flatMap((line) => [
    { line, kind: 'line', text: line.name },
    ...(line.band?.name ? [{ line, kind: 'band', text: line.band.name }] : []),
    ...(line.mark ? [{ line, kind: 'mark', text: line.mark }] : []),
  ]);
  let at = x + WIDE * em * panel.label.length + 1.6 * em, row = 0;
  return items.map((item) => {
    const wide = (2 + WIDE * item.text.length) * em;
    if (at + wide > right + 1.1 * em && at > x) [at, row] = [x, row + 1];
    const placed = { ...item, row, at };
    at += wide + 1.1 * em;
    return placed;
  });
}

function legendSigns(panel, em) {
  return panel.legend.map(({ line, kind, at, row }) => {
    const y = panel.y + (0.6 + 1.45 * row) * em, role = `${{ line: 'drawn', band: 'filled', mark: 'dotted' }[kind]} ${look(line)}`;
    if (kind === 'band') return { role, d: `M${at} ${y - 0.4 * em}h${1.5 * em}v${0.8 * em}h${-1.5 * em}Z` };
    if (kind === 'mark') return { role, d: `M${at + 0.45 * em} ${y}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z` };
    return { role, d: `M${at} ${y}h${1.5 * em}` };
  });
}

const look = (line) => `${line.role}${line.dashed ? ' dashed' : ''}${line.thin ? ' thin' : ''}`;

// A line within its panel: cut where it leaves the axis, down to its foot where it becomes exactly 0.
function trace(panel, line) {
  if (line.level) return inside(panel, line.y[0]) ? `M${f(panel.left)} ${f(panel.py(line.y[0]))}H${f(panel.right)}` : '';
  let d = '', before = null, pen = false;
  line.xs.forEach((x, k) => {
    const raw = line.y[k], y = raw === '0' ? panel.low : raw;
    if (raw === null || (raw === '0' && (!before || before[2]))) { before = raw && [x, y, true]; pen = false; return; }
    const from = before ?? [x, y], share = (value) => (y === from[1] ? 0 : clamp((value - from[1]) / (y - from[1]), 0, 1));
    const low = Math.min(from[1], y), high = Math.max(from[1], y);
    if (high >= panel.low && low <= panel.high) {
      const enter = from[1] > panel.high ? share(panel.high) : from[1] < panel.low ? share(panel.low) : 0;
      const leave = y > panel.high ? share(panel.high) : y < panel.low ? share(panel.low) : 1;
      const point = (s) => `${f(panel.px(from[0] + s * (x - from[0])))} ${f(panel.py(from[1] + s * (y - from[1])))}`;
      if (!pen || enter > 0) d += `M${point(before ? enter : 1)}`;
      if (before) d += `L${point(leave)}`;
      pen = leave === 1;
    } else pen = false;
    before = [x, y, raw === '0'];
  });
  return d && `${d}h0`;
}

const inside = (panel, value) => value !== null && value !== '0' && value >= panel.low && value <= panel.high;

function area(panel, line) {
  const runs = [[]];
  line.xs.forEach((_, k) => (line.band.low[k] === null || line.band.high[k] === null ? runs.push([]) : runs.at(-1).push(k)));
  return runs.filter((run) => run.length > 1).map((run) => {
    const edge = (side, places) => places.map((k) => `${f(panel.px(line.xs[k]))} ${f(panel.py(side[k]))}`).join('L');
    return `M${edge(line.band.high, run)}L${edge(line.band.low, [...run].reverse())}Z`;
  }).join('');
}

function lastPoint(panel, line) {
  const k = line.y.findLastIndex((y) => y !== null);
  return k < 0 ? null : { line, x: panel.px(line.xs[k]), y: panel.py(line.y[k]), text: written(line.y[k], panel.log) };
}

// A text above or below its place, where less is in the way, and inside of its panel.
function labeler(panel, em) {
  const dots = panel.series.filter((line) => !line.level).flatMap((line) => line.xs.map((x, k) => [panel.px(x), line.y[k] === null ? NaN : panel.py(line.y[k])]));
  const levels = panel.series.filter((line) => line.level).map((line) => panel.py(line.y[0]));
  const taken = [];
  return ({ role, text, weight, x, y, below }) => {
    const half = (weight * em * text.length) / 2, middle = Math.min(Math.max(x, panel.left + half), panel.right - half);
    const boxes = [y - 0.35 * em, y + below].map((base) => ({ base, low: middle - half, high: middle + half, top: base - 0.8 * em }));
    const cost = (box) => dots.filter(([dx, dy]) => dx > box.low && dx < box.high && dy > box.top && dy < box.base).length
      + 3 * levels.filter((level) => level > box.top && level < box.base).length
      + 1e4 * (taken.some((other) => box.low < other.high && other.low < box.high && box.top < other.base && other.top < box.base) + (box.base > panel.bottom) + (box.top < panel.top - 2 * em));
    const best = cost(boxes[1]) < cost(boxes[0]) ? boxes[1] : boxes[0];
    taken.push(best);
    return { text, role, x: f(middle), y: f(best.base), 'text-anchor': 'middle' };
  };
}

function draw(view) {
  const { data, drawing, root } = view;
  view.width = data.width = drawing.clientWidth;
  view.height = data.height = drawing.clientHeight;
  if (!view.width || !view.height) return;
  const em = (view.em = parseFloat(getComputedStyle(root).fontSize)), panels = (view.panels = layout(view));
  const all = (items) => panels.flatMap(items), walks = data.steps.length > 1;
  patch(view, 'grid', all((p) => p.ticks.map(([value]) => ({ x1: f(p.left), x2: f(p.right), y1: f(p.py(value)), y2: f(p.py(value)) }))));
  patch(view, 'band', all((p) => p.series.filter((line) => line.band).map((line) => ({ role: line.role, d: area(p, line) }))));
  patch(view, 'halo', all((p) => p.series.filter((line) => data.highlight.includes(line.id)).map((line) => ({ d: trace(p, line) }))));
  patch(view, 'line', all((p) => p.series.map((line) => ({ role: look(line), d: trace(p, line) }))));
  patch(view, 'mark', all((p) => p.series.flatMap((line) => (line.marks ?? []).filter(([, y]) => inside(p, y)).map(([x, y]) => ({ role: line.role, cx: f(p.px(x)), cy: f(p.py(y)), r: 4 })))));
  patch(view, 'sign', all((p) => legendSigns(p, em)));
  patch(view, 'tick', all((p) => [
    ...p.ticks.map(([value, text]) => ({ text, x: f(p.left - 0.5 * em), y: f(p.py(value) + 0.35 * em), 'text-anchor': 'end' })),
    ...(p.last ? data.x.ticks : []).map(([x, text]) => ({ text, x: f(p.px(x)), y: f(p.bottom + 1.15 * em), 'text-anchor': 'middle' })),
    { text: p.label, x: f(p.x), y: f(p.y + 0.95 * em), 'text-anchor': 'start' },
    ...(p.last ? [{ text: data.x.label, x: f((p.left + p.right) / 2), y: f(p.bottom + 2.3 * em), 'text-anchor': 'middle' }] : []),
    ...p.legend.map(({ text, at, row }) => ({ text, x: f(at + 1.9 * em), y: f(p.y + (0.95 + 1.45 * row) * em), 'text-anchor': 'start' })),
  ]));
  const veil = (view.veil = data.veil && { low: Math.max(data.veil[0], data.x.low), high: Math.min(data.veil[1], data.x.high) });
  const ends = [], values = [], labels = [];
  for (const p of panels) {
    const label = labeler(p, em), points = solid(p).map((line) => lastPoint(p, line)).filter(Boolean);
    for (const { line, x, y, text } of points) {
      if (!walks || line.ending) ends.push({ role: line.role, cx: f(x), cy: f(y), r: 4 });
      const said = [walks || points.length > 2 ? '' : text, line.ending].filter(Boolean).join(' · ');
      if (said) values.push(label({ role: `label ${line.role}`, text: said, weight: BOLD, x, y: y - 0.35 * em, below: 1.75 * em }));
    }
    for (const line of p.series.filter((each) => each.level && inside(p, each.y[0]))) {
      labels.push(label({ role: line.role, text: line.name, weight: WIDE, x: p.right, y: p.py(line.y[0]), below: 1.05 * em }));
    }
    for (const line of solid(p)) {
      const at = line.y[0] === '0' ? line.y.findIndex((y) => y !== '0') - 1 : line.y.indexOf('0');
      if (line.y.includes('0')) labels.push(label({ role: line.role, text: 'exactly 0', weight: WIDE, x: p.px(line.xs[Math.max(at, 0)]), y: p.bottom - 0.2 * em, below: 0 }));
    }
    if (veil && !p.seen) labels.push({ text: '?', role: 'asked', x: f((p.px(veil.low) + p.px(veil.high)) / 2), y: f((p.top + p.bottom) / 2 + 0.7 * em), 'text-anchor': 'middle' });
  }
  patch(view, 'end', ends);
  patch(view, 'value', values);
  patch(view, 'label', labels);
  drawCursor(view);
  drawProbe(view);
}

// The points of the solid lines at a place of the horizontal axis.
function pointsAt(panel, at) {
  return solid(panel).filter((line) => line.xs.length && at >= line.xs[0] - 1e-9 && at <= line.xs.at(-1) + 1e-9).map((line) => {
    const k = nearest(line.xs, at);
    return { line, k, x: line.xs[k], y: line.y[k] };
  });
}

function drawCursor(view) {
  const { data, panels } = view, at = data.steps.length > 1 ? data.steps[view.step].x : null;
  const all = (items) => (at === null ? [] : panels.flatMap(items));
  const ahead = data.covered && at !== null && data.steps.at(-1).x !== at ? { low: Math.min(at, data.steps.at(-1).x), high: Math.max(at, data.steps.at(-1).x) } : null;
  const over = ({ low, high }, covered = panels) => covered.map((p) => {
    const from = p.px(low) - (low === data.x.low ? 6 : 0), to = p.px(high) + (high === data.x.high ? 6 : 0);
    return { x: f(from), y: f(p.top - 3), width: f(to - from), height: f(p.bottom - p.top + 6) };
  });
  patch(view, 'shade', view.veil ? over(view.veil, panels.filter((p) => !p.seen)) : []); // its lines are not in the data; references stay in sight
  patch(view, 'veil', ahead ? over(ahead) : []);
  patch(view, 'here', all((p) => [{ x1: f(p.px(at)), x2: f(p.px(at)), y1: f(p.top), y2: f(p.bottom) }]));
  patch(view, 'dot', all((p) => pointsAt(p, at).filter(({ y }) => y !== null).map(({ line, x, y }) => ({ role: line.role, cx: f(p.px(x)), cy: f(p.py(y)), r: line.thin ? 3.5 : 5 }))));
  const chosen = [data.selected, ...data.highlight].filter(Boolean);
  patch(view, 'ring', panels.flatMap((p) => p.series.flatMap((line) => chosen.filter((id) => line.id && id.startsWith(`${line.id}.`)).flatMap((id) => {
    const k = line.xs.indexOf(Number(id.slice(line.id.length + 1)));
    return k < 0 || line.y[k] === null ? [] : [{ cx: f(p.px(line.xs[k])), cy: f(p.py(line.y[k])), r: 8 }];
  }))));
}

function drawProbe(view) {
  const { data, panels, groups, output } = view;
  const lines = panels.flatMap(solid).filter((line) => line.xs.length), shown = view.at !== null && lines.length > 0;
  for (const kind of ['end', 'value']) groups[kind].style.opacity = shown ? 0.35 : 1;
  if (shown) view.at = lines[0].xs[nearest(lines[0].xs, view.at)];
  const found = shown ? panels.map((p) => ({ p, points: pointsAt(p, view.at) })) : [];
  patch(view, 'probe', found.map(({ p }) => ({ role: 'hover', x1: f(p.px(view.at)), x2: f(p.px(view.at)), y1: f(p.bottom), y2: f(p.top) })));
  patch(view, 'found', found.flatMap(({ p, points }) => points.filter(({ y }) => y !== null).map(({ line, x, y }) => ({ role: `hover ${line.role}`, cx: f(p.px(x)), cy: f(p.py(y)), r: 4 }))));
  const values = found.flatMap(({ p, points }) => points.map(({ line, y }) => `${lines.length > 1 ? `${line.name} ` : ''}${written(y, p.log)}${p.unit ? ` ${p.unit}` : ''}`));
  const place = data.x.said.replace('{x}', view.at).replace('{unit}', data.x.unit[view.at === 1 ? 0 : 1]);
  setText(output, shown ? `${place}: ${values.join(', ')}` : '');
}
