// One component for all curves. The first call builds, later calls patch; stepping and reading out stay
// in the browser, only a chosen point is sent to the server.
const TYPE = 12.25; // px of the text at which the height is given
const NARROW = 620; // px from which the figure is more than a phone's column

function createView(root) {
  const view = newView(root, { at: null, sent: [] });
  addLayers(view, KINDS);
  listen(view);
  return view;
}

function listen(view) {
  const { drawing, root } = view;
  const read = (at) => {
    view.at = at;
    if (view.panels) drawProbe(view);
  };
  const follow = (event) => read(placeOf(view, event)?.at ?? null);
  drawing.addEventListener('pointermove', follow);
  drawing.addEventListener('pointerdown', follow);
  drawing.addEventListener('pointerleave', () => read(null));
  drawing.addEventListener('click', (event) => choose(view, placeOf(view, event)));
  drawing.addEventListener('focus', () => drawing.matches(':focus-visible') && !walking(view) && read(Infinity));
  drawing.addEventListener('blur', () => read(null));
  root.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (onKey(view, event, read)) settle(event);
  });
  view.onResize = () => { if (view.data.step_param) enlarge(view.data.present); fit(view); };
  view.observer = new ResizeObserver(() => draw(view));
}

// The panel under the pointer and the place on its horizontal axis.
function placeOf(view, event) {
  if (!view.panels) return null;
  const box = view.drawing.getBoundingClientRect(), x = event.clientX - box.left, y = event.clientY - box.top;
  const panel = view.panels.reduce((best, p) => (distance(p, x, y) < distance(best, x, y) ? p : best));
  const share = clamp((x - panel.left) / (panel.right - panel.left), 0, 1);
  return { panel, y, at: view.data.x.low + share * (view.data.x.high - view.data.x.low) };
}

const distance = (p, x, y) => Math.max(p.left - x, x - p.right, 0) + Math.max(p.top - y, y - p.bottom, 0);

// A click takes the nearest point that has a name, and the walk goes there.
function choose(view, place) {
  if (!place) return;
  const { panel, at, y } = place;
  if (walking(view)) { pause(view); go(view, nearest(view.data.steps.map((step) => step.x), at)); }
  const points = pointsAt(panel, at).filter((point) => point.line.id && point.y !== null);
  points.sort((a, b) => Math.abs(panel.py(a.y) - y) - Math.abs(panel.py(b.y) - y));
  if (points.length) select(view, `${points[0].line.id}.${points[0].x}`);
}

function select(view, id) {
  view.data.selected = id;
  view.sent = [...view.sent.slice(-20), id];
  drawCursor(view);
  view.send('selected', { id, at: Date.now() });
}

function onKey(view, event, read) {
  const { key, target } = event;
  if (key === 'Escape' && view.at !== null) { read(null); return true; }
  if (walking(view)) {
    if (walkKey(view, key)) return true;
    if (key === ' ' && !target.closest('button')) { view.timer ? pause(view) : play(view); return true; }
    if (target === view.bar.track && (key === 'ArrowUp' || key === 'ArrowDown')) return walkKey(view, key === 'ArrowUp' ? 'ArrowRight' : 'ArrowLeft');
    if (target !== view.drawing || key !== 'Enter') return false;
    const panel = view.panels[0], at = view.data.steps[view.step].x, first = pointsAt(panel, at).find((point) => point.line.id);
    if (first) select(view, `${first.line.id}.${first.x}`);
    return true;
  }
  const xs = view.panels?.flatMap(solid).find((line) => line.xs.length)?.xs ?? [];
  if (target !== view.drawing || !xs.length) return false;
  const k = view.at === null ? xs.length - 1 : nearest(xs, view.at), page = Math.max(1, Math.round(xs.length / 10));
  const place = { ArrowLeft: k - 1, ArrowRight: k + 1, PageUp: k - page, PageDown: k + page, Home: 0, End: xs.length - 1 }[key];
  if (place === undefined) return false;
  read(xs[clamp(place, 0, xs.length - 1)]);
  return true;
}

function go(view, to) {
  const { steps } = view.data;
  view.step = clamp(to, 0, Math.max(0, steps.length - 1));
  paintBar(view.bar, steps, view.step);
  if (view.panels) drawCursor(view);
  mirror(view);
}

// A main figure takes the height that the window leaves; others have one of their own.
function fit(view) {
  const { data, root, stage } = view, narrow = root.clientWidth < NARROW;
  root.classList.toggle('narrow', narrow);
  if (data.fills) {
    const room = narrow ? data.least : clamp(roomBelow(stage, data.present), data.least, data.most);
    stage.style.height = `${Math.round(room)}px`;
  } else stage.style.height = `${data.height_px / TYPE}em`;
  draw(view);
}

function update(view, data) {
  const fresh = view.data === undefined;
  for (const line of data.panels.flatMap((panel) => panel.series)) line.xs = line.x ?? line.y.map((_, step) => step);
  const echo = view.sent.indexOf(data.selected);
  if (echo >= 0) view.sent.splice(0, echo + 1);
  else if (!fresh && data.selected === view.given) data.selected = view.data.selected;
  view.given = echo >= 0 || fresh || data.selected !== view.data?.selected ? data.selected : view.given;
  view.root.classList.toggle('bare', !data.bar);
  redraw(view, data);
}
