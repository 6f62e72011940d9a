// One component for every diagram. Streamlit calls the default function again whenever the data or
// the theme changes: the first call builds, later calls patch. Stepping stays in the browser; only a
// selection is sent to the server.
const views = new WeakMap();
const NARROW = 620; // px from which the drawing is more than a phone's column
const LEAST_ROOM = 360; // px for the drawing, however little the window has left

function createView(root) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.getRootNode().adoptedStyleSheets = [sheet];
  const view = { root, step: 0, first: new Map(), sent: [], timer: null, scrollLeft: 0, scrollTop: 0, width: 0 };
  view.bar = buildBar(root, {
    step: (by) => { pause(view); go(view, view.step + by); },
    toggle: () => (view.timer ? pause(view) : play(view)),
    drag: (share) => { pause(view); go(view, Math.round(share * (view.data.steps.length - 1)), 'instant'); },
    save: (kind) => save(view, view.data, kind),
  });
  view.stage = html('div', 'stage', root);
  view.sheet = html('div', 'sheet', view.stage);
  view.drawing = svg('svg', { class: 'drawing', role: 'group' }, view.sheet);
  view.rows = svg('svg', { class: 'rows', 'aria-hidden': 'true' }, view.sheet);
  view.said = html('div', 'said', root, { role: 'status', 'aria-live': 'polite' });
  listen(view);
  return view;
}

function listen(view) {
  const { root, drawing, stage } = view;
  drawing.addEventListener('click', (event) => select(view, hitId(view, event)));
  drawing.addEventListener('pointermove', (event) => hover(view, event));
  drawing.addEventListener('pointerleave', () => hover(view, null));
  root.addEventListener('focusin', (event) => { moveCursor(view, null); placeFocus(view, event.target.closest('.node')); });
  root.addEventListener('focusout', () => placeFocus(view, null));
  root.addEventListener('keydown', (event) => {
    if (onKey(view, event)) settle(event);
    placeFocus(view, event.target.closest('.node'));
  });
  stage.addEventListener('scroll', () => { view.scrollLeft = stage.scrollLeft; view.scrollTop = stage.scrollTop; }, { passive: true });
  for (const name of ['scrollend', 'wheel', 'pointerdown', 'touchstart']) { // from here on the reader's own scrolling counts
    stage.addEventListener(name, () => { view.goalLeft = view.goalTop = undefined; }, { passive: true });
  }

  view.onPageKey = (event) => {
    if (view.data.step_param && !view.root.contains(event.composedPath()[0]) && leavesKey(event.key) && onPageKey(view, event)) settle(event);
  };
  view.onResize = () => { enlarge(view.data?.present); remeasure(view); };
  view.onAddress = () => mirror(view);
  view.observer = new ResizeObserver(([entry]) => {
    if (entry.contentRect.width === view.width) return;
    view.width = entry.contentRect.width;
    view.room = undefined;
    fit(view);
  });
}

// Outside of its own element a view holds the document's keys, the window's size, and an observer;
// where the browser tells of address changes, Streamlit's own writes cannot lose the step.
function attach(view) {
  document.addEventListener('keydown', view.onPageKey);
  window.addEventListener('resize', view.onResize);
  window.navigation?.addEventListener('currententrychange', view.onAddress);
  view.observer.observe(view.root);
  view.attached = true;
}

function detach(view) {
  pause(view);
  clearTimeout(view.mirrorTimer);
  enlarge(false);
  document.removeEventListener('keydown', view.onPageKey);
  window.removeEventListener('resize', view.onResize);
  window.navigation?.removeEventListener('currententrychange', view.onAddress);
  view.observer.disconnect();
  view.attached = false;
}

function settle(event) {
  event.preventDefault();
  event.stopPropagation();
}

// The element with the focus, looked up through shadow roots.
function focused() {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

// Page keys are the figure's unless what has the focus uses them itself: a field to type in, a slider,
// a list, a choice. A button that was just clicked does not, except for Space.
const TAKES_KEYS = 'input, textarea, select, [contenteditable="true"], [role="slider"], [role="listbox"], [role="combobox"], [role="menu"], [role="grid"]';
const TAKES_ARROWS = '[role="radio"], [role="radiogroup"], [role="tab"], [role="option"]';

function leavesKey(key) {
  const active = focused();
  if (!active || active === document.body) return true;
  if (active.closest(TAKES_KEYS)) return false;
  if (key.startsWith('Arrow') && active.closest(TAKES_ARROWS)) return false;
  return key !== ' ' || !active.closest('button, a');
}

// ---- keys -----------------------------------------------------------------------------------

const walking = (view) => view.data.steps.length > 1;

function walkKey(view, key) {
  const last = view.data.steps.length - 1;
  const to = { ArrowRight: view.step + 1, PageDown: view.step + 1, ArrowLeft: view.step - 1, PageUp: view.step - 1, Home: 0, End: last }[key];
  if (to === undefined || !walking(view)) return false;
  pause(view);
  go(view, to);
  return true;
}

function onKey(view, event) {
  if (event.altKey || event.ctrlKey || event.metaKey) return false;
  const { key, target } = event, node = target.closest('.node'), onTrack = target === view.bar.track;
  if (walkKey(view, key)) return true;
  if (key === ' ') {
    if (target.closest('button') || !walking(view)) return false;
    view.timer ? pause(view) : play(view);
    return true;
  }
  if (key === 'Enter' && node) { select(view, view.cursorId || node.dataset.id); return true; }
  if (key === 'Escape') {
    if (!view.selected && !view.cursorId) return false;
    moveCursor(view, null);
    select(view, null);
    return true;
  }
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return false;
  if (onTrack) return walkKey(view, key === 'ArrowUp' ? 'ArrowRight' : 'ArrowLeft');
  if (node) { browse(view, node.dataset.id, key === 'ArrowDown' ? 1 : -1); return true; }
  return false;
}

function onPageKey(view, event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return false;
  const { key } = event;
  if (key === 'ArrowLeft' || key === 'ArrowRight') return walkKey(view, key);
  if (!view.data.present) return false;
  if (key === ' ' && walking(view)) { view.timer ? pause(view) : play(view); return true; }
  return ['PageUp', 'PageDown', 'Home', 'End'].includes(key) && walkKey(view, key);
}

// Up and Down go through a focused node's cells and the arrows that enter it; Enter selects.
function browse(view, id, by) {
  const node = view.byId.get(id);
  const cells = node.texts.map((_, k) => cellId(node, k)).filter((cell) => cell !== id);
  const stops = [...cells, ...view.data.edges.filter((edge) => edge.target === id).map((edge) => edge.id)];
  if (!stops.length) return;
  const at = stops.indexOf(view.cursorId);
  moveCursor(view, at < 0 ? stops[by > 0 ? 0 : stops.length - 1] : stops[at + by] ?? null);
}

function moveCursor(view, id) {
  if (view.cursorId === id || (!view.cursorId && !id)) return;
  find(view, view.cursorId)?.part.g.classList.remove('pointed');
  view.cursorId = id;
  const found = find(view, id);
  placeRing(view.cursor, found, 5);
  if (found && found.k < 0) found.part.g.classList.add('pointed');
  setText(view.said, !found ? '' : found.k < 0 ? found.part.g.getAttribute('aria-label')
    : `${spoken(found.node)}, row ${found.k + 1}: ${found.part.cells[found.k].text.textContent}`);
}

// ---- pointer --------------------------------------------------------------------------------

function hitId(view, event) {
  const cell = event.target.closest('[data-cell]');
  if (cell) return cell.dataset.cell;
  const id = event.target.closest('[data-id]')?.dataset.id ?? null, node = view.byId.get(id);
  if (!node || event.target.closest('.title, .caption') || event.detail === 0) return id;
  const box = view.drawing.getBoundingClientRect(), scale = box.width / view.data.width;
  const x = (event.clientX - box.left) / scale, y = (event.clientY - box.top) / scale;
  const edge = 4, { left, right } = bounds(node);
  const k = x < left + edge || x > right - edge ? -1 : cellAt(node, x, y);
  return k < 0 ? id : cellId(node, k);
}

function hover(view, event) {
  const id = event ? hitId(view, event) : null;
  if (id === view.hovered) return;
  view.hovered = id;
  const found = find(view, id);
  placeRing(view.hover, found?.k >= 0 ? found : null, 5);
  lightGroup(view, found?.part.kind === 'edge' ? view.data.edges[found.part.place].group : '');
}

// All copies of one matrix are one object.
function lightGroup(view, group) {
  if (view.group === group) return;
  for (const g of view.groups.get(view.group) || []) g.classList.remove('hot');
  for (const g of view.groups.get(group) || []) g.classList.add('hot');
  view.group = group;
}

function select(view, id) {
  if (id === view.selected) return;
  view.selected = id;
  paintSelection(view);
  view.sent = [...view.sent.slice(-20), id];
  view.send('selected', { id, at: Date.now() });
}

function paintSelection(view) {
  for (const g of view.layers.nodes.querySelectorAll('[aria-pressed="true"]')) g.setAttribute('aria-pressed', 'false');
  view.drawing.querySelectorAll('.selected').forEach((g) => g.classList.remove('selected'));
  const found = find(view, view.selected);
  placeRing(view.ring, found, 5);
  if (!found) return;
  if (found.part.kind === 'node') found.part.g.setAttribute('aria-pressed', 'true');
  found.part.g.classList.add('selected');
  found.part.g.classList.toggle('whole', found.k < 0);
}

// ---- time -----------------------------------------------------------------------------------

function go(view, to, behavior) {
  const { steps } = view.data, last = steps.length - 1, step = clamp(to, 0, Math.max(0, last));
  if (step === view.step && view.painted === view.layers) return;
  if (view.painted !== view.layers) {
    for (const [id, part] of view.parts) part.g.classList.toggle('dim', (view.first.get(id) ?? -1) > step);
  } else {
    const low = Math.min(view.step, step), high = Math.max(view.step, step);
    for (let k = low + 1; k <= high; k++) for (const id of view.reached[k]) view.parts.get(id).g.classList.toggle('dim', k > step);
  }
  for (const g of view.now || []) { g.classList.remove('now'); g.removeAttribute('aria-current'); }
  view.now = (steps[step]?.now || []).map((id) => view.parts.get(id).g);
  for (const g of view.now) { g.classList.add('now'); g.setAttribute('aria-current', 'step'); }
  view.step = step;
  view.painted = view.layers;
  paintBar(view.bar, steps, step);
  follow(view, behavior);
  mirror(view);
}

function play(view) {
  const last = view.data.steps.length - 1;
  if (view.step >= last) go(view, 0);
  const pace = clamp(30000 / view.data.steps.length, 220, 850);
  view.timer = setInterval(() => {
    if (view.step < view.data.steps.length - 1) go(view, view.step + 1);
    if (view.step >= view.data.steps.length - 1) pause(view);
  }, pace);
  paintPlay(view.bar, true);
}

function pause(view) {
  if (!view.timer) return;
  clearInterval(view.timer);
  view.timer = null;
  paintPlay(view.bar, false);
}

// The step stands in the address, so that a copied link opens it; the server is told nothing.
function mirror(view) {
  clearTimeout(view.mirrorTimer);
  if (view.data.step_param) view.mirrorTimer = setTimeout(() => writeAddress(view, view.step === view.home ? null : view.step + 1), 180);
}

function writeAddress(view, number) {
  const url = new URL(location.href), name = view.data.step_param;
  if (number === null) url.searchParams.delete(name);
  else url.searchParams.set(name, String(number));
  if (url.href !== location.href) history.replaceState(history.state, '', url);
}

function addressStep(data) {
  const text = data.step_param ? new URLSearchParams(location.search).get(data.step_param) : null;
  return text !== null && /^\d{1,4}$/.test(text) && +text >= 1 && +text <= data.steps.length ? +text - 1 : null;
}

// ---- size and scrolling ---------------------------------------------------------------------

// A presenter's controls: all of the page is sized in rem, and grows with the projector as a reader's
// own larger type would make it.
function enlarge(present) {
  const size = present ? window.innerWidth / 96 : 0, base = 14;
  document.documentElement.style.fontSize = size > base ? `${size}px` : '';
}

// What the window has left under the bar when the page is scrolled to its top.
function roomBelow(stage) {
  const scroller = document.querySelector('[data-testid="stMain"]');
  return window.innerHeight - stage.getBoundingClientRect().top - (scroller?.scrollTop ?? 0) - 16;
}

function roomFor({ data, width, stage }) {
  if (width < NARROW) return data.max_height;
  return Math.min(data.max_height, Math.max(LEAST_ROOM, Math.round(roomBelow(stage))));
}

// Asks the browser for a layout, so never while data are being painted.
function remeasure(view) {
  const room = view.attached ? roomFor(view) : view.room;
  if (room === view.room) return;
  view.room = room;
  fit(view);
}

function fit(view) {
  const { data, width, stage } = view;
  if (!width || !data) return;
  const least = (data.present ? 18.01 : 12.01) / view.smallest, most = Math.max(least, (data.present ? 30 : 16.8) / FONT);
  const narrow = width < NARROW;
  view.room ??= roomFor(view);
  const tallest = view.room / data.height;
  let scale = clamp(Math.min(width / data.width, tallest), least, most);
  if (data.width * scale > width + 1 && !narrow) scale = clamp(tallest, least, Math.max(1, least)); // it scrolls anyway
  const scrolls = data.width * scale > width + 1;
  view.scale = scale;
  view.root.classList.toggle('narrow', narrow);
  stage.classList.toggle('scrolls', scrolls);
  stage.style.maxHeight = data.height * scale > view.room + 1 ? `${view.room}px` : '';
  for (const [element, units] of [[view.drawing, data.width], [view.rows, view.rowWidth]]) {
    setAttribute(element, 'width', f(units * scale));
    setAttribute(element, 'height', f(data.height * scale));
  }
  view.tall = stage.style.maxHeight !== '';
  follow(view, 'instant');
}

// Keep what happens now in view; works from the payload and asks the browser for no layout.
function follow(view, behavior) {
  const { data, stage, scale, width } = view;
  if (!scale || !(view.tall || stage.classList.contains('scrolls'))) return;
  const ids = data.steps[view.step]?.now.filter((id) => view.byId.has(id)) || [];
  if (!ids.length) return;
  const boxes = ids.map((id) => bounds(view.byId.get(id)));
  const low = view.rowWidth * scale, ahead = Math.min(150, (width - low) * 0.3);
  const left = pull(view.goalLeft ?? view.scrollLeft, width, Math.min(...boxes.map((b) => b.left)) * scale - low - ahead, Math.max(...boxes.map((b) => b.right)) * scale + ahead);
  const top = view.tall ? pull(view.goalTop ?? view.scrollTop, view.room, Math.min(...boxes.map((b) => b.top)) * scale - 40, Math.max(...boxes.map((b) => b.bottom)) * scale + 40) : 0;
  const goalLeft = clamp(left, 0, Math.max(0, data.width * scale - width)), goalTop = clamp(top, 0, Math.max(0, data.height * scale - view.room));
  if (Math.abs(goalLeft - view.scrollLeft) < 1 && Math.abs(goalTop - view.scrollTop) < 1) return;
  view.goalLeft = goalLeft;
  view.goalTop = goalTop;
  const calm = behavior === 'instant' || matchMedia('(prefers-reduced-motion: reduce)').matches;
  stage.scrollTo({ left: goalLeft, top: goalTop, behavior: calm ? 'instant' : 'smooth' });
}

const pull = (at, size, from, to) => (from < at ? from : to > at + size ? to - size : at);

// ---- entry ----------------------------------------------------------------------------------

function update(view, data) {
  const shape = topology(data), fresh = view.data === undefined, rebuilt = shape !== view.shape;
  const jump = fresh || data.start_token !== view.token;
  const focused = rebuilt ? view.root.getRootNode().activeElement?.closest?.('.node')?.dataset.id : null;
  view.data = data;
  view.token = data.start_token;
  if (rebuilt) {
    Object.assign(view, { shape, cursorId: null, hovered: null, group: '', now: [], goalLeft: undefined, goalTop: undefined });
    build(view, data);
    view.first = firstSteps(data);
    view.reached = data.steps.map(() => []);
    for (const [id, k] of view.first) view.reached[k].push(id);
  }
  patch(view, data, view.first);
  setAttribute(view.root, 'aria-label', data.title || 'Diagram');
  setAttribute(view.drawing, 'aria-label', 'Drawing. Tab goes from box to box; Up and Down go through a box; Enter selects; Left and Right step.');
  view.root.classList.toggle('present', Boolean(data.present));
  enlarge(data.present);
  view.root.style.setProperty('--max-height', `${data.max_height}px`);
  describeWalk(view.bar, data.steps);
  placeHalos(view, data.highlight);

  const echo = view.sent.indexOf(data.selected);
  if (echo >= 0) view.sent.splice(0, echo + 1);
  else if (fresh || data.selected !== view.given) view.selected = data.selected;
  view.given = data.selected;
  paintSelection(view);

  if (fresh) view.home = data.start;
  const start = (fresh ? addressStep(data) : null) ?? data.start;
  if (jump) pause(view);
  if (rebuilt || jump) go(view, jump ? start : view.step, 'instant');
  paintBar(view.bar, data.steps, view.step);
  mirror(view);
  fit(view);
  for (const wait of [120, 500]) setTimeout(() => remeasure(view), wait); // the page may still move
  if (focused) view.parts.get(focused)?.g.focus({ preventScroll: true });
}

function draw({ parentElement, data, setStateValue }) {
  const root = parentElement.querySelector('.graph');
  let view = views.get(root);
  if (!view) views.set(root, (view = createView(root)));
  if (!view.attached) attach(view);
  view.send = setStateValue;
  if (view.text !== data.graph) {
    view.text = data.graph;
    update(view, JSON.parse(data.graph));
  }
}

function leave(parentElement) {
  const view = views.get(parentElement.querySelector('.graph'));
  if (view) detach(view);
}

// The first copy of this code serves every diagram of the tab; see mount.js.
if (!globalThis.unrolledGraph) {
  globalThis.unrolledGraph = { draw, leave };
  dispatchEvent(new Event('unrolled-graph'));
}
export default function () {}
