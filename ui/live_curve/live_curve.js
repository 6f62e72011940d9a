const TYPE = 12.25; // px of the text at which the height is given
const KINDS = { grid: 'line', tick: 'text', line: 'path', label: 'text', end: 'circle', probe: 'line', found: 'circle', value: 'text' };
const SUPERSCRIPT = [...'⁰¹²³⁴⁵⁶⁷⁸⁹'];
const store = new WeakMap();

// Written like figures.numbers.signed(value, 3).
function written(value) {
  if (Math.abs(value) < 1e4) return value.toFixed(3).replace(/^-(?=[0.]*$)/, '').replace('-', '−');
  const [mantissa, exponent] = value.toExponential(1).split('e+');
  return `${mantissa}·10${[...exponent].map((digit) => SUPERSCRIPT[digit]).join('')}`.replace('-', '−');
}

function nearest(xs, x) {
  let low = 0;
  for (let high = xs.length - 1; low < high; ) {
    const middle = (low + high) >> 1;
    if (xs[middle] + xs[middle + 1] < 2 * x) low = middle + 1;
    else high = middle;
  }
  return low;
}

// Children of one kind are kept and patched; only what is too many or too few comes and goes.
function patch(state, kind, items) {
  const group = state.groups[kind];
  while (group.children.length > items.length) group.lastChild.remove();
  items.forEach(({ text = '', role = '', ...attributes }, place) => {
    let node = group.children[place];
    if (!node) group.append((node = document.createElementNS(group.namespaceURI, KINDS[kind])));
    attributes.class = `${kind} ${role}`;
    for (const [name, value] of Object.entries(attributes)) {
      if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
    }
    if (KINDS[kind] === 'text' && node.textContent !== text) node.textContent = text;
  });
}

function path(line, px, py) {
  let pen = 'M';
  const parts = line.xs.map((x, k) => {
    if (line.y[k] === null) return (pen = 'M'), '';
    const part = `${pen}${px(x).toFixed(1)} ${py(line.y[k]).toFixed(1)}`;
    pen = 'L';
    return part;
  });
  return parts.some(Boolean) ? `${parts.join('')}h0` : '';
}

function draw(state) {
  const { root, svg, curves } = state;
  const width = svg.clientWidth, height = svg.clientHeight;
  if (!width || !height) return;
  const em = parseFloat(getComputedStyle(root).fontSize);
  const longest = Math.max(...curves.y.ticks.map(([, text]) => text.length));
  const left = (0.62 * longest + 0.6) * em, right = width - 1.1 * em, top = 2.3 * em, bottom = height - 2.7 * em;
  const px = (x) => left + ((right - left) * x) / curves.x.end;
  const py = (y) => bottom - ((bottom - top) * y) / curves.y.end;
  Object.assign(state, { left, right, px, py });

  const solid = curves.series.filter((line) => !line.dashed);
  const levels = curves.series.filter((line) => line.dashed && line.y.length === 1);
  patch(state, 'grid', curves.y.ticks.map(([y]) => ({ x1: left, x2: right, y1: py(y), y2: py(y) })));
  patch(state, 'tick', [
    ...curves.y.ticks.map(([y, text]) => ({ text, x: left - 0.5 * em, y: py(y) + 0.35 * em, 'text-anchor': 'end' })),
    ...curves.x.ticks.map(([x, text]) => ({ text, x: px(x), y: bottom + 1.15 * em, 'text-anchor': 'middle' })),
    { text: curves.y.label, x: 0, y: 0.95 * em, 'text-anchor': 'start' },
    { text: curves.x.label, x: (left + right) / 2, y: bottom + 2.3 * em, 'text-anchor': 'middle' },
  ]);
  patch(state, 'line', curves.series.map((line) => ({
    role: line.role + (line.dashed ? ' dashed' : ''),
    d: levels.includes(line) ? `M${left} ${py(line.y[0])}H${right}` : path(line, px, py),
  })));

  const ends = solid.flatMap((line) => {
    const k = line.y.findLastIndex((y) => y !== null);
    return k < 0 ? [] : [{ line, x: px(line.xs[k]), y: py(line.y[k]), text: written(line.y[k]) }];
  });
  // A name stands above or below its line, a value above or below its end: where less is in the way.
  const dots = solid.flatMap((line) => line.xs.map((x, k) => [px(x), line.y[k] === null ? NaN : py(line.y[k])]));
  const taken = [];
  const label = ({ role, text, weight, x, y, below }) => {
    const half = (weight * em * text.length) / 2;
    const middle = Math.min(Math.max(x, left + half), right - half);
    const boxes = [y - 0.35 * em, y + below].map((base) => ({ base, low: middle - half, high: middle + half, top: base - 0.8 * em }));
    const cost = (box) => dots.filter(([dx, dy]) => dx > box.low && dx < box.high && dy > box.top && dy < box.base).length
      + 3 * levels.filter(({ y: [level] }) => py(level) > box.top && py(level) < box.base).length
      + 1e4 * (taken.some((other) => box.low < other.high && other.low < box.high && box.top < other.base && other.top < box.base) + (box.base > bottom));
    const best = cost(boxes[1]) < cost(boxes[0]) ? boxes[1] : boxes[0];
    taken.push(best);
    return { text, role, x: middle, y: best.base, 'text-anchor': 'middle' };
  };
  patch(state, 'end', ends.map(({ line, x, y }) => ({ role: line.role, cx: x, cy: y, r: 4 })));
  patch(state, 'value', ends.map(({ line, x, y, text }) => label({ role: `label ${line.role}`, text, weight: 0.64, x, y: y - 0.35 * em, below: 1.75 * em })));
  patch(state, 'label', levels.map((line) => label({ role: line.role, text: line.name, weight: 0.54, x: right, y: py(line.y[0]), below: 1.05 * em })));
  probe(state);
}

function probe(state) {
  const { curves, groups, output, px, py } = state;
  const solid = curves.series.filter((line) => !line.dashed && line.y.length);
  const shown = state.at !== null && solid.length > 0;
  for (const kind of ['end', 'value']) groups[kind].style.opacity = shown ? 0.35 : 1;
  if (shown) state.at = solid[0].xs[nearest(solid[0].xs, state.at)];
  const found = shown ? solid.map((line) => ({ line, k: nearest(line.xs, state.at) })) : [];
  const marks = found.filter(({ line, k }) => line.y[k] !== null);
  patch(state, 'probe', shown ? [{ x1: px(state.at), x2: px(state.at), y1: py(0), y2: py(curves.y.end) }] : []);
  patch(state, 'found', marks.map(({ line, k }) => ({ role: line.role, cx: px(line.xs[k]), cy: py(line.y[k]), r: 4 })));
  const values = found.map(({ line, k }) => {
    const value = line.y[k] === null ? 'undefined' : written(line.y[k]);
    return solid.length > 1 ? `${line.name} ${value}` : value;
  });
  const unit = curves.x_unit[state.at === 1 ? 0 : 1];
  const text = shown ? `after ${state.at} ${unit}: ${values.join(', ')} ${curves.y_unit}`.trimEnd() : '';
  if (output.textContent !== text) output.textContent = text;
}

function build(root) {
  const [svg, output] = ['svg', 'output'].map((name) => root.querySelector(name));
  const groups = {};
  for (const kind of Object.keys(KINDS)) svg.append((groups[kind] = document.createElementNS(svg.namespaceURI, 'g')));
  const state = { root, svg, output, groups, at: null };
  const look = (at) => {
    state.at = at;
    if (state.px) probe(state);
  };
  const follow = (event) => {
    const { left, right, curves } = state;
    look(((event.clientX - svg.getBoundingClientRect().left - left) / (right - left)) * curves.x.end);
  };
  svg.addEventListener('pointermove', follow);
  svg.addEventListener('pointerdown', follow);
  svg.addEventListener('pointerleave', () => look(null));
  svg.addEventListener('focus', () => svg.matches(':focus-visible') && look(Infinity));
  svg.addEventListener('blur', () => look(null));
  svg.addEventListener('keydown', (event) => {
    const xs = state.curves.series.find((line) => !line.dashed)?.xs ?? [];
    const k = state.at === null ? xs.length - 1 : nearest(xs, state.at);
    const page = Math.max(1, Math.round(xs.length / 10));
    const place = { ArrowLeft: k - 1, ArrowRight: k + 1, PageUp: k - page, PageDown: k + page, Home: 0, End: xs.length - 1, Escape: null }[event.key];
    if (place === undefined || !xs.length) return;
    event.preventDefault();
    event.stopPropagation();
    look(place === null ? null : xs[Math.min(Math.max(place, 0), xs.length - 1)]);
  });
  new ResizeObserver(() => draw(state)).observe(root);
  store.set(root, state);
  return state;
}

export default function ({ parentElement, data }) {
  const root = parentElement.querySelector('.curve');
  const curves = JSON.parse(data.curves);
  for (const line of curves.series) line.xs = line.x ?? line.y.map((_, step) => step);
  const state = store.get(root) ?? build(root);
  state.curves = curves;
  root.style.height = `${data.height / TYPE}em`;
  state.svg.setAttribute('aria-label', curves.alt);
  draw(state);
}
