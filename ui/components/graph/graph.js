// One component for every diagram. Streamlit calls the default function again whenever the data or
// the theme changes: the first call builds, later calls patch. Stepping stays in the browser; only a
// selection is sent to the server.
const NARROW = 620; // px from which the drawing is more than a phone's column
const LEAST_ROOM = 360; // px for the drawing, however little the window has left

function createView(root) {
  const view = newView(root, { first: new Map(), sent: [], scrollLeft: 0, scrollTop: 0, width: 0 });
  view.sheet = html('div', 'sheet', view.stage);
  view.drawing = svg('svg', { class: 'drawing', role: 'group' }, view.sheet);
  view.rows = svg('svg', { class: 'rows', 'aria-hidden': 'true' }, view.sheet);
  view.field = buildField(view);
  view.tip = html('div', 'tip', view.stage, { 'aria-hidden': 'true' });
  view.tip.style.display = 'none';
  view.said = html('div', 'said', root, { role: 'status', 'aria-live': 'polite' });
  listen(view);
  return view;
}

function listen(view) {
  const { root, drawing, stage } = view;
  drawing.addEventListener('pointerdown', (event) => {
    view.touch = event.pointerType === 'touch';
    view.dragged = false;
  }, { capture: true });
  drawing.addEventListener('dblclick', (event) => openField(view, hitId(view, event)));
  drawing.addEventListener('click', (event) => {
    const id = hitId(view, event);
    if (view.dragged || (view.touch && id === view.selected && openField(view, id))) return;
    select(view, id);
    if (view.touch) hover(view, event);
  });
  drawing.addEventListener('pointermove', (event) => hover(view, event));
  drawing.addEventListener('pointerleave', () => hover(view, null));
  root.addEventListener('focusin', (event) => { moveCursor(view, null); placeFocus(view, event.target.closest('.node')); });
  root.addEventListener('focusout', () => placeFocus(view, null));
  root.addEventListener('keydown', (event) => {
    if (onKey(view, event)) settle(event);
    placeFocus(view, event.target.closest('.node'));
  });
  stage.addEventListener('scroll', () => { view.scrollLeft = stage.scrollLeft; view.scrollTop = stage.scrollTop; placePinned(view); if (view.tip.style.display !== 'none') paintHint(view); }, { passive: true });
  for (const name of ['scrollend', 'wheel', 'pointerdown', 'touchstart']) { // from here on the reader's own scrolling counts
    stage.addEventListener(name, () => { view.goalLeft = view.goalTop = undefined; }, { passive: true });
  }

  view.onResize = () => { enlarge(view.data?.present); remeasure(view); };
  view.observer = new ResizeObserver(([entry]) => {
    if (entry.contentRect.width === view.width) return;
    view.width = entry.contentRect.width;
    view.room = undefined;
    fit(view);
  });
}

// ---- keys -----------------------------------------------------------------------------------

function onKey(view, event) {
  if (event.altKey || event.ctrlKey || event.metaKey) return false;
  const { key, target } = event, node = target.closest('.node'), onTrack = target === view.bar.track;
  if (walkKey(view, key)) return true;
  if (key === ' ') {
    if (target.closest('button') || !walking(view)) return false;
    view.timer ? pause(view) : play(view);
    return true;
  }
  if (node && view.cursorId && (key === 'Enter' || OPENS.test(key))) {
    const id = view.cursorId;
    if (openField(view, id, key === 'Enter' ? '' : key.replace('−', '-'))) {
      select(view, id);
      return true;
    }
  }
  if (key === 'Enter' && node) { select(view, view.cursorId || nameOf(view.byId.get(node.dataset.id))); return true; }
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

// Up and Down go through a focused node's cells and the arrows that enter it; Enter selects.
function browse(view, id, by) {
  const node = view.byId.get(id);
  const cells = node.texts.map((_, k) => cellId(node, k)).filter((cell) => cell !== nameOf(node));
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
  placeRing(view, view.cursor, found, 5);
  if (found && found.k < 0) found.part.g.classList.add('pointed');
  setText(view.said, describe(view, found));
  paintHint(view);
}

function describe(view, found) {
  if (!found) return '';
  if (found.k < 0) return found.part.g.getAttribute('aria-label');
  const words = `${spoken(found.node)}, row ${found.k + 1}: ${found.part.cells[found.k].text.textContent}`;
  const hint = hintOf(view, view.cursorId);
  return [words, canEdit(view, found) && 'Enter edits it', hint?.text].filter(Boolean).join('. ');
}

// ---- pointer --------------------------------------------------------------------------------

function hitId(view, event) {
  const cell = event.target.closest('[data-cell]');
  if (cell) return cell.dataset.cell;
  const id = event.target.closest('[data-id]')?.dataset.id ?? null, node = view.byId.get(id);
  if (!node) return id;
  if (event.target.closest('.title, .caption') || event.detail === 0) return nameOf(node);
  const box = view.drawing.getBoundingClientRect(), scale = box.width / view.data.width;
  const x = (event.clientX - box.left) / scale - (node.pinned ? view.pin : 0), y = (event.clientY - box.top) / scale;
  const edge = 4, { left, right } = bounds(node);
  const k = x < left + edge || x > right - edge ? -1 : cellAt(node, x, y);
  return k < 0 ? nameOf(node) : cellId(node, k);
}

function hover(view, event) {
  const id = event ? hitId(view, event) : null;
  if (id === view.hovered) return;
  view.hovered = id;
  const found = find(view, id);
  placeRing(view, view.hover, found?.k >= 0 ? found : null, 5);
  view.drawing.classList.toggle('typable', canEdit(view, found));
  lightGroup(view, (found?.part.kind === 'edge' ? view.data.edges[found.part.place] : found?.node)?.group ?? '');
  paintHint(view);
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
  for (const g of view.drawing.querySelectorAll('[aria-pressed="true"]')) g.setAttribute('aria-pressed', 'false');
  view.drawing.querySelectorAll('.selected, .feeds').forEach((g) => g.classList.remove('selected', 'feeds'));
  const found = find(view, view.selected);
  placeRing(view, view.ring, found, 5);
  if (!found) return;
  if (found.part.kind === 'node') {
    found.part.g.setAttribute('aria-pressed', 'true');
    markSources(view, found.node.id);
  }
  found.part.g.classList.add('selected');
  found.part.g.classList.toggle('whole', found.k < 0);
}

// What the selected number is made of: the arrows that enter its box, and the boxes they come from.
function markSources(view, id) {
  for (const edge of view.data.edges) {
    if (edge.target !== id || edge.cut) continue;
    view.parts.get(edge.id).g.classList.add('feeds');
    view.parts.get(edge.source).g.classList.add('feeds');
  }
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
  view.opens = false;
  view.painted = view.layers;
  turnFrames(view);
  paintBar(view.bar, steps, step);
  follow(view, behavior);
  mirror(view);
}

// ---- size and scrolling ---------------------------------------------------------------------

function roomFor({ data, width, stage }) {
  if (width < NARROW) return data.max_height;
  return Math.min(data.max_height, Math.max(LEAST_ROOM, Math.round(roomBelow(stage, data.present))));
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
  if (data.width * scale > width + 1 && !narrow) scale = clamp(Math.min(tallest, width / (pinnedRight(data) || 1)), least, Math.max(1, least)); // it scrolls anyway
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
  placePinned(view);
  placeField(view);
  paintHint(view);
  follow(view, 'instant');
}

// Keep what happens now in view; works from the payload and asks the browser for no layout.
function follow(view, behavior) {
  const { data, stage, scale, width } = view;
  if (!scale || !(view.tall || stage.classList.contains('scrolls'))) return;
  if (view.opens && width < NARROW) return; // a phone shows the beginning first
  const ids = data.steps[view.step]?.now.filter((id) => view.byId.has(id) && !view.byId.get(id).pinned) || [];
  if (!ids.length) return;
  const boxes = ids.map((id) => bounds(view.byId.get(id)));
  const low = view.rowWidth * scale, ahead = Math.min(150, (width - low) * 0.3);
  const left = pull(view.goalLeft ?? view.scrollLeft, width, Math.min(...boxes.map((b) => b.left)) * scale - low - ahead, Math.max(...boxes.map((b) => b.right)) * scale + ahead);
  const top = view.tall ? pull(view.goalTop ?? view.scrollTop, view.room, Math.min(...boxes.map((b) => b.top)) * scale - 40, Math.max(...boxes.map((b) => b.bottom)) * scale + 40) : 0;
  const goalLeft = clamp(left, 0, Math.max(0, data.width * scale - width)), goalTop = clamp(top, 0, Math.max(0, data.height * scale - view.room));
  if (Math.abs(goalLeft - view.scrollLeft) < 1 && Math.abs(goalTop - view.scrollTop) < 1) return;
  view.goalLeft = goalLeft;
  view.goalTop = goalTop;
  const calm = behavior === 'instant' || isCalm();
  stage.scrollTo({ left: goalLeft, top: goalTop, behavior: calm ? 'instant' : 'smooth' });
}

// The nearest place where all is in view; of what is too long the end.
const pull = (at, size, from, to) => (to - from > size || to > at + size ? to - size : Math.min(from, at));

// ---- entry ----------------------------------------------------------------------------------

function update(view, data) {
  const shape = topology(data), fresh = view.data === undefined, rebuilt = shape !== view.shape;
  const jump = fresh || data.start_token !== view.token;
  const focused = rebuilt ? view.root.getRootNode().activeElement?.closest?.('.node')?.dataset.id : null;
  const cut = rebuilt ? view.cuts?.indexOf(view.root.getRootNode().activeElement) : -1;
  const old = rebuilt && !fresh ? snapshot(view, data) : null;
  view.data = data;
  view.token = data.start_token;
  if (rebuilt) {
    Object.assign(view, { shape, cursorId: null, hovered: null, group: '', now: [], goalLeft: undefined, goalTop: undefined });
    build(view, data);
    view.first = firstSteps(data);
    view.reached = data.steps.map(() => []);
    for (const [id, k] of view.first) view.reached[k].push(id);
  }
  patch(view, data);
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
  if (jump && !fresh) bringIntoView(view);
  if (rebuilt || jump) go(view, jump ? start : view.step, 'instant');
  if (fresh) view.opens = addressStep(data) === null;
  paintBar(view.bar, data.steps, view.step);
  mirror(view);
  fit(view);
  for (const wait of [120, 500]) setTimeout(() => remeasure(view), wait); // the page may still move
  if (focused) view.parts.get(focused)?.g.focus({ preventScroll: true });
  view.cuts[cut]?.focus({ preventScroll: true });
  if (old) grow(view, old);
  if (jump) beginScene(view);
}
