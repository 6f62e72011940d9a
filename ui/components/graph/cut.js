// Scissors on the arrows that are cut, and their way to other arrows.
const PATIENCE = 4000; // ms after which a move that the page did not take is undone

function patchCuts(view) {
  const { edges } = view.data, movable = edges.some((edge) => edge.cuttable);
  const cut = edges.filter((edge) => edge.cut), kept = new Map(view.cuts.map((g) => [g.dataset.id, g]));
  const used = new Set(cut.map((edge) => kept.get(edge.id))), free = view.cuts.filter((g) => !used.has(g));
  view.cuts = cut.map((edge) => kept.get(edge.id) ?? free.shift() ?? buildScissors(view));
  for (const g of free) g.remove();
  cut.forEach((edge, k) => describeScissors(view, view.cuts[k], edge, movable));
}

function buildScissors(view) {
  const g = svg('g', { class: 'scissors' }, view.layers.cuts);
  svg('circle', { class: 'grip', r: 14 }, g);
  svg('path', { d: SCISSORS }, g);
  dragScissors(view, g);
  g.addEventListener('keydown', (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by || !isMovable(g)) return;
    settle(event);
    const edge = edgeOf(view, g), spots = spotsFor(view, edge);
    moveCut(view, g, edge, spots[clamp(spots.indexOf(edge) + by, 0, spots.length - 1)]);
  });
  return g;
}

const isMovable = (g) => g.getAttribute('role') === 'slider';
const edgeOf = (view, g) => view.data.edges[view.parts.get(g.dataset.id).place];
const middleOf = (view, edge) => view.parts.get(edge.id).middle;
const putAt = (g, [x, y]) => setAttribute(g, 'transform', `translate(${f(x)} ${f(y)})`);

function describeScissors(view, g, edge, movable) {
  if (g.classList.contains('held')) return;
  const spots = spotsFor(view, edge), name = edge.alt || plainLabel(edge.label || edge.id);
  putAt(g, middleOf(view, edge));
  setAttribute(g, 'data-id', edge.id);
  setAttribute(g, 'role', movable ? 'slider' : 'img');
  setAttribute(g, 'tabindex', movable ? '0' : null);
  setAttribute(g, 'aria-label', movable ? 'Scissors: Left and Right move the cut' : `Cut: ${name}`);
  setAttribute(g, 'aria-valuemin', movable ? '1' : null);
  setAttribute(g, 'aria-valuemax', movable ? String(spots.length) : null);
  setAttribute(g, 'aria-valuenow', movable ? String(spots.indexOf(edge) + 1) : null);
  setAttribute(g, 'aria-valuetext', movable ? name : null);
}

// Where the scissors of this arrow may go, their own place included, from left to right.
function spotsFor(view, edge) {
  const able = ({ id, cuttable, role, style }) => id === edge.id || (cuttable && role === edge.role && style === edge.style);
  return view.data.edges.filter(able).sort((a, b) => {
    const [ax, ay] = middleOf(view, a), [bx, by] = middleOf(view, b);
    return ax - bx || ay - by;
  });
}

function dragScissors(view, g) {
  let held = null;
  g.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || !isMovable(g)) return;
    const edge = edgeOf(view, g);
    held = { pointer: event.pointerId, x: event.clientX, y: event.clientY, edge, to: edge, marks: null };
    g.setPointerCapture(event.pointerId);
  });
  g.addEventListener('pointermove', (event) => {
    if (event.pointerId !== held?.pointer) return;
    if (!held.marks && Math.hypot(event.clientX - held.x, event.clientY - held.y) < 4) return;
    const spots = spotsFor(view, held.edge);
    held.marks ??= markSpots(view, g, held.edge, spots);
    view.dragged = true;
    const box = view.drawing.getBoundingClientRect();
    const far = (edge) => Math.hypot(...middleOf(view, edge).map((at, axis) => at - (axis ? event.clientY - box.top : event.clientX - box.left) / view.scale));
    held.to = spots.reduce((best, edge) => (far(edge) < far(best) ? edge : best));
    putAt(g, middleOf(view, held.to));
  });
  const drop = (event) => {
    if (event.pointerId !== held?.pointer) return;
    const { edge, to, marks } = held;
    held = null;
    marks?.remove();
    g.classList.remove('held');
    if (event.type === 'pointerup') moveCut(view, g, edge, to);
    patchCuts(view);
  };
  for (const end of ['pointerup', 'pointercancel', 'lostpointercapture']) g.addEventListener(end, drop);
}

// While the scissors are held: a ghost where they come from, a dot where else they may go.
function markSpots(view, g, from, spots) {
  const marks = svg('g', { class: 'spots' });
  g.before(marks);
  for (const edge of spots) if (edge !== from) putAt(svg('circle', { r: 5 }, marks), middleOf(view, edge));
  putAt(svg('path', { d: SCISSORS }, marks), middleOf(view, from));
  g.classList.add('held');
  paintHint(view);
  return marks;
}

// Shown at once; the page's answer comes as new data, or not at all.
function moveCut(view, g, from, to) {
  if (from === to) return;
  const given = view.text;
  setCut(view, from, false);
  setCut(view, to, true);
  g.dataset.id = to.id;
  patchCuts(view);
  view.send('cut', { from: from.id, to: to.id, at: Date.now() });
  clearTimeout(view.undoCut);
  view.undoCut = setTimeout(() => {
    if (view.text !== given) return;
    const cuts = new Map(JSON.parse(given).edges.map((edge) => [edge.id, edge.cut]));
    for (const edge of view.data.edges) setCut(view, edge, cuts.get(edge.id));
    patchCuts(view);
  }, PATIENCE);
}

function setCut(view, edge, cut) {
  edge.cut = cut;
  patchEdge(view, view.parts.get(edge.id), edge);
}
