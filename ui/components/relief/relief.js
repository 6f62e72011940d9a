// A surface over two weights, seen from above at an angle, with walks upon it. Drag turns it, a click
// on the ground reports the place, a click on a walk its point. Built once, patched after.
const NARROW = 620, NEAR = 16, TILT = 0.5, RISE = 0.42; // px, px, of the ground's side
const KINDS = { face: 'polygon', axis: 'text', track: 'polyline', spot: 'circle', ring: 'circle', name: 'text', probe: 'circle' };

function createView(root) {
  const view = newView(root, { turn: 0.72 });
  addLayers(view, KINDS);
  listen(view);
  return view;
}

function listen(view) {
  const { drawing, root } = view;
  let held = null;
  const place = (event) => {
    const box = drawing.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  drawing.addEventListener('pointerdown', (event) => { held = { x: event.clientX, turn: view.turn, moved: false }; });
  drawing.addEventListener('pointermove', (event) => {
    if (!held || !event.buttons) return read(view, ...place(event));
    const by = event.clientX - held.x;
    if (Math.abs(by) < 5 && !held.moved) return undefined;
    held.moved = true;
    view.turn = clamp(held.turn + by / 260, -1.5, 1.5);
    return draw(view);
  });
  drawing.addEventListener('pointerleave', () => read(view, NaN, NaN));
  drawing.addEventListener('click', (event) => { if (!held?.moved) choose(view, ...place(event)); held = null; });
  root.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const space = event.key === ' ' && !event.target.closest('button') && walking(view);
    if (space) view.timer ? pause(view) : play(view);
    if (space || walkKey(view, event.key)) settle(event);
  });
  view.onResize = () => { enlarge(view.data.present); fit(view); };
  view.observer = new ResizeObserver(() => draw(view));
}

// Children of one kind are kept and patched; only what is too many or too few comes and goes.
function patch(view, kind, items) {
  const group = view.groups[kind];
  while (group.children.length > items.length) group.lastChild.remove();
  items.forEach(({ text = '', role = '', style, ...attributes }, place) => {
    const node = group.children[place] ?? svg(KINDS[kind], {}, group);
    attributes.class = `${kind} ${role}`;
    for (const [name, value] of Object.entries(attributes)) setAttribute(node, name, String(value));
    if (style) node.style.setProperty('--share', style);
    if (KINDS[kind] === 'text') setText(node, text);
  });
}

const share = (value, [low, high]) => (value - low) / (high - low);

// From the two weights and the loss to the screen: turned around the upright axis, then tilted.
function projector({ data, width, height, em, turn }) {
  const sin = Math.sin(turn), cos = Math.cos(turn), half = (Math.abs(sin) + cos) / 2;
  const left = 5 * em, top = 2.5 * em, bottom = 4 * em; // what the texts around it take
  const size = Math.min((width - 2 * left) / (2 * half), (height - top - bottom) / (2 * half * TILT + RISE));
  const middle = top + (height - top - bottom + size * RISE) / 2;
  return (w, b, loss) => {
    const u = share(b, data.b_span) - 0.5, v = share(w, data.w_span) - 0.5, z = clamp(loss / data.highest, 0, 1);
    const deep = u * sin + v * cos;
    return [width / 2 + size * (u * cos - v * sin), middle + size * (deep * TILT - z * RISE), deep];
  };
}

function draw(view) {
  const { data, drawing, root } = view;
  const width = (view.width = data.width = drawing.clientWidth), height = (view.height = data.height = drawing.clientHeight);
  if (!width || !height) return;
  view.em = parseFloat(getComputedStyle(root).fontSize);
  const at = (view.at = projector(view)), { w, b, loss } = data;
  view.corners = w.map((x, i) => b.map((y, k) => at(x, y, loss[i][k])));
  const faces = [];
  for (let i = 0; i + 1 < w.length; i++) {
    for (let k = 0; k + 1 < b.length; k++) {
      const around = [view.corners[i][k], view.corners[i + 1][k], view.corners[i + 1][k + 1], view.corners[i][k + 1]];
      const mean = (loss[i][k] + loss[i + 1][k] + loss[i + 1][k + 1] + loss[i][k + 1]) / 4 / data.highest;
      faces.push({ deep: around.reduce((sum, [, , deep]) => sum + deep, 0), points: around.map(([x, y]) => `${f(x)},${f(y)}`).join(' '), style: `${Math.round(8 + 52 * mean)}%` });
    }
  }
  faces.sort((one, other) => one.deep - other.deep);
  patch(view, 'face', faces.map(({ deep, ...face }) => face));
  const { em } = view, near = view.turn < 0 ? data.b_span[0] : data.b_span[1], side = view.turn < 0 ? -1 : 1;
  const tick = (text, place, dx, dy) => ({ text, x: f(place[0] + dx), y: f(place[1] + dy), 'text-anchor': 'middle' });
  patch(view, 'axis', [
    ...data.b_ticks.map(([value, text]) => tick(text, at(data.w_span[1], value, 0), 0, 1.5 * em)),
    tick(data.b_name, at(data.w_span[1], (data.b_span[0] + data.b_span[1]) / 2, 0), 0, 3 * em),
    ...data.w_ticks.map(([value, text]) => tick(text, at(value, near, 0), side * 1.2 * em, 0.8 * em)),
    tick(data.w_name, at((data.w_span[0] + data.w_span[1]) / 2, near, 0), side * 3.4 * em, 1.2 * em),
    { text: data.legend, x: 0, y: em, 'text-anchor': 'start' },
  ]);
  drawWalks(view);
}

// A point beyond the map stands at its edge.
function spot(view, [w, b, loss]) {
  const { data, at } = view, inside = (value, [low, high]) => value >= low && value <= high;
  const near = (value, [low, high]) => clamp(value, low - 0.04 * (high - low), high + 0.04 * (high - low));
  const [x, y] = at(near(w, data.w_span), near(b, data.b_span), loss);
  return { x, y, off: !inside(w, data.w_span) || !inside(b, data.b_span) };
}

function drawWalks(view) {
  const { data, step, em } = view;
  const walks = data.walks.map((walk) => ({ ...walk, spots: walk.points.slice(0, step + 1).map((point) => spot(view, point)) }));
  view.walks = walks;
  patch(view, 'track', walks.map(({ role, spots }) => ({ role, points: spots.map(({ x, y }) => `${f(x)},${f(y)}`).join(' ') })));
  patch(view, 'spot', walks.flatMap(({ role, spots }) => spots.map(({ x, y, off }, k) => ({ role: `${role}${off ? ' off' : ''}`, cx: f(x), cy: f(y), r: k === spots.length - 1 ? 7 : 3.5 }))));
  const names = walks.map(({ role, name, spots }) => {
    const { x, y, off } = spots.at(-1);
    return { role, text: off ? `${name}: off the map` : name, x, y: y - 0.9 * em };
  });
  if (names.length > 1 && Math.abs(names[0].y - names[1].y) < 1.3 * em && Math.abs(names[0].x - names[1].x) < 11 * em) names[1].y += 2.9 * em;
  patch(view, 'name', names.map(({ x, y, text, role }) => {
    const half = 0.3 * em * text.length;
    return { role, text, x: f(clamp(x, half, view.width - half)), y: f(clamp(y, em, view.height - 0.4 * em)), 'text-anchor': 'middle' };
  }));
  const chosen = walks.flatMap(({ id, spots }) => spots.filter((_, k) => data.selected === `${id}.${k}`));
  patch(view, 'ring', chosen.map(({ x, y }) => ({ cx: f(x), cy: f(y), r: 11 })));
}

// The corner of the ground that is seen at a place: of those close by, the one in front.
function cornerAt(view, x, y) {
  let best = null;
  view.corners?.forEach((row, i) => row.forEach(([cx, cy, deep], k) => {
    const away = Math.hypot(cx - x, cy - y);
    if (away < 2 * NEAR && (!best || away - 12 * deep < best.rank)) best = { i, k, rank: away - 12 * deep };
  }));
  return best;
}

function read(view, x, y) {
  const found = Number.isNaN(x) ? null : cornerAt(view, x, y), { data } = view;
  const [cx, cy] = found ? view.corners[found.i][found.k] : [];
  patch(view, 'probe', found ? [{ role: 'hover', cx: f(cx), cy: f(cy), r: 4 }] : []);
  const said = (value) => value.toFixed(2).replace('-', '−');
  setText(view.output, found ? `w = ${said(data.w[found.i])}, b = ${said(data.b[found.k])}: loss ${data.loss[found.i][found.k].toFixed(3)}` : '');
}

function choose(view, x, y) {
  const points = view.walks.flatMap(({ id, spots }) => spots.map((one, k) => ({ id: `${id}.${k}`, away: Math.hypot(one.x - x, one.y - y) })));
  points.sort((a, b) => a.away - b.away);
  if (points[0]?.away < NEAR) {
    view.data.selected = points[0].id;
    drawWalks(view);
    view.send('selected', { id: points[0].id, at: Date.now() });
    return;
  }
  const found = cornerAt(view, x, y);
  if (found) view.send('started', { w: view.data.w[found.i], b: view.data.b[found.k], at: Date.now() });
}

function go(view, to) {
  const { steps } = view.data;
  view.step = clamp(to, 0, steps.length - 1);
  paintBar(view.bar, steps, view.step);
  if (view.at) drawWalks(view);
  mirror(view);
}

function fit(view) {
  const { data, root, stage } = view, narrow = root.clientWidth < NARROW;
  root.classList.toggle('narrow', narrow);
  stage.style.height = `${Math.round(narrow ? data.least : clamp(roomBelow(stage, data.present), data.least, data.most))}px`;
  draw(view);
}

function update(view, data) {
  redraw(view, data);
}
