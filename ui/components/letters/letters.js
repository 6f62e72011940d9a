// A text in colored cells, and above it the line at the cursor under a glass: the cell's number as a
// bar over each character, the likeliest next ones under it. Built once, patched after; stepping stays
// in the browser, only a chosen number is sent to the server.
const NARROW = 620; // px from which the figure is more than a phone's column
const WIDE = 0.74, GAP = 1.1; // of an em, like the heights:
const HIGH = { tall: 1.5, guess: 1.4, bars: 3.6 }, LOW = { tall: 1.36, guess: 1.28, bars: 2.3 }; // a reader's, a presenter's
const MOST_COLUMNS = 72;
const KINDS = { plate: 'rect', halo: 'rect', letter: 'text', here: 'rect', zero: 'line', bar: 'rect', cell: 'rect', guess: 'rect', share: 'rect', sign: 'text', name: 'text', column: 'rect', ring: 'rect' };

function createView(root) {
  const view = newView(root, { sent: [], at: null });
  addLayers(view, KINDS);
  listen(view);
  return view;
}

function listen(view) {
  const { drawing, root } = view;
  const point = (event) => { view.at = event ? placeOf(view, event) : null; if (view.rows.length) say(view); };
  drawing.addEventListener('pointermove', point);
  drawing.addEventListener('pointerleave', () => point(null));
  drawing.addEventListener('click', (event) => choose(view, placeOf(view, event)));
  root.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (onKey(view, event)) settle(event);
  });
  view.rows = [];
  view.onResize = () => { enlarge(view.data.present); draw(view); };
  view.observer = new ResizeObserver(([entry]) => { if (entry.contentRect.width !== view.wide) draw(view); });
}

function onKey(view, event) {
  const { key, target } = event;
  if (walkKey(view, key)) return true;
  if (key === ' ' && !target.closest('button') && walking(view)) { view.timer ? pause(view) : play(view); return true; }
  if (target !== view.drawing) return false;
  if (key === 'Enter') { select(view, `c.${placeNow(view) + 1}`); return true; }
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return false;
  const place = placeNow(view), k = rowOf(view, place), row = view.rows[k], other = view.rows[k + (key === 'ArrowDown' ? 1 : -1)];
  if (other) { pause(view); go(view, stepAt(view, Math.min(other.from + place - row.from, other.to - 1))); }
  return true;
}

const placeNow = (view) => view.data.steps[view.step]?.at ?? 0;
const rowOf = (view, place) => Math.max(0, view.rows.findLastIndex((row) => row.from <= place));
// What an open question hides, and a presenter's audience has not been shown yet.
function hidden(view, place) {
  const { data } = view;
  if (data.present && place > placeNow(view)) return true;
  return data.veil_after !== null && place > (data.steps[data.veil_after]?.at ?? 0);
}

// The step at a place; what the network does not read belongs to the step before.
const stepAt = ({ data }, place) => Math.max(0, data.steps.findLastIndex((step) => step.at <= place));

// Lines of the text, broken where they are too long for the width; only a line's end may hang over.
function breakLines({ characters, ends }, columns) {
  const rows = [], stops = new Set(ends);
  let from = 0;
  for (let k = 0; k < characters.length; k++) {
    if (!stops.has(k) && (k + 1 - from < columns || stops.has(k + 1)) && k + 1 < characters.length) continue;
    rows.push({ from, to: k + 1 });
    from = k + 1;
  }
  return rows;
}

function measure(view) {
  const { root, data } = view, width = (view.wide = root.clientWidth), narrow = width < NARROW;
  const em = (view.em = parseFloat(getComputedStyle(root).fontSize)), side = 0.7 * em;
  Object.assign(view, data.present ? LOW : HIGH);
  root.classList.toggle('narrow', narrow);
  view.left = side + (narrow ? 0 : 4.2 * em);
  view.list = narrow ? 0 : 6.6 * em;
  view.pitch = WIDE * em;
  view.columns = clamp(Math.floor((width - view.left - view.list - 2 * side) / view.pitch), 8, MOST_COLUMNS);
  view.rows = breakLines(data, view.columns);
  view.tops = { bars: 0.5 * em, cells: (0.6 + view.bars) * em, guesses: (0.7 + view.bars + view.tall) * em };
  view.tops.text = view.tops.guesses + (data.ranks * view.guess + GAP) * em;
  view.height = view.tops.text + (view.rows.length * view.tall + 0.6) * em;
  view.right = view.left + view.columns * view.pitch;
}

function draw(view) {
  const { data, root, drawing } = view;
  if (!data || !root.clientWidth) return;
  measure(view);
  data.width = view.wide;
  data.height = view.height;
  drawing.setAttribute('height', f(view.height));
  const { em, pitch, left, tops } = view, spots = view.spots = [];
  view.rows.forEach(({ from, to }, row) => {
    for (let k = from; k < to; k++) spots.push({ x: left + (k - from) * pitch, y: tops.text + row * view.tall * em });
  });
  paintPlates(view);
  patch(view, 'letter', spots.map(({ x, y }, k) => ({ text: data.characters[k], role: kindOf(data, k), x: f(x + pitch / 2), y: f(y + 1.06 * em) })));
  patch(view, 'halo', data.highlight.map((id) => spots[Number(id.split('.')[1]) - 1]).filter(Boolean).map(({ x, y }) => ({ x: f(x - 1), y: f(y - 2), width: f(pitch + 2), height: f(view.tall * em + 2) })));
  paint(view);
}

function paintPlates(view) {
  const { spots, pitch, em } = view;
  patch(view, 'plate', spots.map(({ x, y }, k) => ({ role: shade(view, k), style: strength(view, k), x: f(x), y: f(y), width: f(pitch), height: f(view.tall * em - 2) })));
}

function shade(view, k) {
  const { times, values } = view.data;
  if (!times[k]) return 'unread';
  return hidden(view, k) || !values[k] ? 'empty' : values[k] > 0 ? 'positive' : 'negative';
}

const strength = (view, k) => (hidden(view, k) ? '0%' : `${f(100 * Math.min(1, Math.abs(view.data.values[k] ?? 0) / view.data.scale))}%`);
const kindOf = ({ ends, times, given }, k) => (!times[k] ? 'strange' : ends.includes(k) ? 'end' : k < given ? 'given' : '');

// The glass: the row of the cursor, large, with what the network has there.
function paint(view) {
  const { data, em, pitch, left, tops } = view, now = placeNow(view), row = view.rows[rowOf(view, now)];
  if (!row) return;
  const places = Array.from({ length: row.to - row.from }, (_, k) => row.from + k), x = (k) => left + (k - row.from) * pitch;
  const middle = tops.bars + (view.bars * em) / 2, high = (view.bars * em) / 2 - 2, full = places.filter((k) => data.times[k] && !hidden(view, k));
  patch(view, 'here', [{ x: f(view.spots[now].x), y: f(view.spots[now].y - 1), width: f(pitch), height: f(view.tall * em) }]);
  patch(view, 'zero', [{ x1: f(left), x2: f(view.right), y1: f(middle), y2: f(middle) }]);
  patch(view, 'bar', full.map((k) => {
    const tall = (clamp(Math.abs(data.values[k]) / data.scale, 0, 1)) * high;
    return { role: shade(view, k), x: f(x(k) + 1), width: f(pitch - 2), y: f(data.values[k] > 0 ? middle - tall : middle), height: f(Math.max(tall, 0.6)) };
  }));
  patch(view, 'cell', places.map((k) => ({ role: shade(view, k), style: strength(view, k), x: f(x(k)), y: f(tops.cells), width: f(pitch), height: f(view.tall * em - 2) })));
  const guesses = full.flatMap((k) => data.guesses[k].map(([token, p], rank) => ({ k, token, p, rank, right: token === data.follows[k] })));
  const y = (rank) => tops.guesses + rank * view.guess * em;
  patch(view, 'guess', guesses.map(({ k, p, rank, right }) => ({ role: right ? 'right' : '', style: `${f(100 * p)}%`, x: f(x(k)), y: f(y(rank)), width: f(pitch), height: f(view.guess * em - 1) })));
  const beside = narrowList(view) ? [] : full.filter((k) => k === now).flatMap((k) => data.guesses[k].map(([token, p], rank) => ({ token, p, rank, right: token === data.follows[k] })));
  const list = view.right + 0.9 * em;
  patch(view, 'share', beside.map(({ p, rank, right }) => ({ role: right ? 'right' : '', x: f(list + 1.5 * em), y: f(y(rank) + 0.1 * em), width: f(p * 2.4 * em), height: f(view.guess * em - 0.35 * em) })));
  patch(view, 'sign', [
    ...places.map((k) => ({ text: data.characters[k], role: kindOf(data, k), x: f(x(k) + pitch / 2), y: f(tops.cells + 1.06 * em) })),
    ...guesses.map(({ k, token, rank, right }) => ({ text: data.symbols[token], role: `guessed ${right ? 'right' : ''}`, x: f(x(k) + pitch / 2), y: f(y(rank) + em) })),
    ...places.filter((k) => data.times[k] && hidden(view, k)).map((k) => ({ text: '?', role: 'end', x: f(x(k) + pitch / 2), y: f(y(0) + em) })),
    ...beside.map(({ token, rank, right }) => ({ text: data.symbols[token], role: `guessed ${right ? 'right' : ''}`, x: f(list + 0.5 * em), y: f(y(rank) + em) })),
  ]);
  patch(view, 'name', [
    ...(view.list ? [[data.unit, middle + 0.35 * em, 'hidden'], [data.reads, tops.cells + 1.06 * em, 'input'], [data.bets, y(0) + em, 'output']] : []).map(([text, at, role]) => ({ text, role, x: f(0.7 * em), y: f(at) })),
    ...beside.map(({ p, rank, right }) => ({ text: p.toFixed(2), role: `number ${right ? 'right' : ''}`, x: f(list + 4.1 * em), y: f(y(rank) + em) })),
    ...(view.list ? [[data.scale_text[0], tops.bars + 0.8 * em], [data.scale_text[1], tops.bars + view.bars * em]] : []).map(([text, at]) => ({ text, role: 'number', x: f(view.right + 0.5 * em), y: f(at) })),
  ]);
  patch(view, 'column', [{ x: f(x(now)), y: f(tops.bars), width: f(pitch), height: f(tops.guesses + data.ranks * view.guess * em - tops.bars) }]);
  paintRing(view, x, y, row);
  say(view);
}

const narrowList = (view) => !view.list;

function paintRing(view, x, y, row) {
  const [kind, number, token] = (view.data.selected ?? '').split('.'), k = Number(number) - 1, { em, pitch, tops, spots } = view, rings = [];
  const ring = (left, top, tall) => rings.push({ x: f(left), y: f(top), width: f(pitch), height: f(tall) });
  if (spots[k] && kind !== 'p') ring(spots[k].x, spots[k].y - 1, view.tall * em);
  if (spots[k] && k >= row.from && k < row.to) {
    const rank = kind === 'p' ? (view.data.guesses[k] ?? []).findIndex(([each]) => each === Number(token) - 1) : -1;
    if (kind === 'p' ? rank >= 0 : true) ring(x(k), kind === 'p' ? y(rank) : tops.cells - 1, kind === 'p' ? view.guess * em - 1 : view.tall * em);
  }
  patch(view, 'ring', rings);
}

// What is under the pointer: a place of the text, and which of the likeliest if it is one of those.
function placeOf(view, event) {
  if (!view.rows.length) return null;
  const box = view.drawing.getBoundingClientRect(), x = event.clientX - box.left, y = event.clientY - box.top, { em, tops, data } = view;
  const column = Math.floor((x - view.left) / view.pitch), inText = y >= tops.text - 2;
  const row = inText ? view.rows[Math.floor((y - tops.text) / (view.tall * em))] : view.rows[rowOf(view, placeNow(view))];
  if (!row || column < 0) return null;
  const place = row.from + column, rank = Math.floor((y - tops.guesses) / (view.guess * em));
  const beside = !inText && view.list && column >= view.columns && rank >= 0, now = placeNow(view);
  if (beside) return rank < data.ranks && !hidden(view, now) ? { place: now, rank } : null;
  if (place >= row.to || (y < tops.bars)) return null;
  return { place, rank: !inText && rank >= 0 && rank < data.ranks ? rank : -1 };
}

function choose(view, found) {
  if (!found) return;
  const { place, rank } = found, { data } = view, guess = rank >= 0 && !hidden(view, place) ? data.guesses[place]?.[rank] : null;
  pause(view);
  select(view, guess ? `p.${place + 1}.${guess[0] + 1}` : `c.${place + 1}`);
  go(view, stepAt(view, place));
}

function select(view, id) {
  view.data.selected = id;
  view.sent = [...view.sent.slice(-20), id];
  view.send('selected', { id, at: Date.now() });
}

// What is read out in the corner: the number under the pointer; on a phone else the cursor's bets.
function say(view) {
  const { data, at } = view, place = at?.place ?? placeNow(view), time = data.times[place];
  const name = `“${data.characters[place]}”`;
  let text = '';
  if (!time) text = at ? `${name} is not in the network’s alphabet: it is not read` : '';
  else if (hidden(view, place)) text = at ? `t = ${time}, ${name}: the question is open` : '';
  else if (at && at.rank >= 0) {
    const [token, p] = data.guesses[place][at.rank];
    text = `after ${name} at t = ${time}: “${data.symbols[token]}” with p = ${p.toFixed(3)}`;
  } else if (at) text = `${data.unit} = ${data.values[place].toFixed(3).replace('-', '−')} after ${name} at t = ${time}`;
  else if (narrowList(view)) text = data.guesses[place].slice(0, 3).map(([token, p]) => `${data.symbols[token]} ${p.toFixed(2)}`).join('  ');
  setText(view.output, text);
}

// Children of one kind are kept and patched; only what is too many or too few comes and goes.
function patch(view, kind, items) {
  const group = view.groups[kind];
  while (group.children.length > items.length) group.lastChild.remove();
  items.forEach(({ text = '', role = '', style, ...attributes }, place) => {
    const node = group.children[place] ?? svg(KINDS[kind], {}, group);
    attributes.class = `${kind} ${role}`;
    for (const name in attributes) setAttribute(node, name, String(attributes[name]));
    if (style && node.style.getPropertyValue('--share') !== style) node.style.setProperty('--share', style);
    if (KINDS[kind] === 'text') setText(node, text);
  });
}

function go(view, to) {
  const { steps } = view.data;
  view.step = clamp(to, 0, Math.max(0, steps.length - 1));
  paintBar(view.bar, steps, view.step);
  if (view.rows.length) {
    if (view.data.present) paintPlates(view);
    paint(view);
  }
  mirror(view);
}

const fit = draw;

function update(view, data) {
  const fresh = view.data === undefined, echo = view.sent.indexOf(data.selected);
  if (echo >= 0) view.sent.splice(0, echo + 1);
  else if (!fresh && data.selected === view.given) data.selected = view.data.selected;
  view.given = echo >= 0 || fresh || data.selected !== view.data?.selected ? data.selected : view.given;
  view.rows = [];
  redraw(view, data);
}
