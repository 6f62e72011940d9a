// A new drawing grows out of the old one: boxes travel, copies come out of the last of their kind and
// go back into it, arrows follow.
const TRAVEL = { duration: 450, easing: 'cubic-bezier(0.35, 0, 0.15, 1)' };

const kindOf = (id) => id.split('.')[0];

function isCalm() {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

// Where the boxes are on the screen; null if nothing shall move.
function snapshot(view, data) {
  if (!data.morph || !view.layers || !view.width || isCalm()) return null;
  const boxes = new Map();
  for (const [id, { kind, g, frame }] of view.parts) {
    if (kind === 'node') boxes.set(id, { g, node: view.byId.get(id), scale: view.scale, rect: frame.getBoundingClientRect() });
  }
  return boxes;
}

function grow(view, old) {
  const drawing = view.drawing.getBoundingClientRect(), { scale } = view;
  const was = ({ rect, node, scale: before }) => ({
    x: (rect.left + rect.width / 2 - drawing.left) / scale,
    y: (rect.top + rect.height / 2 - drawing.top) / scale,
    width: (node.width * before) / scale,
  });
  const last = (ids) => new Map(ids.map((id) => [kindOf(id), id]));
  const lastOld = last([...old.keys()]), lastNew = last([...view.byId.keys()]);
  for (const [id, node] of view.byId) {
    const from = old.get(id) ?? old.get(lastOld.get(kindOf(id))), { g } = view.parts.get(id);
    if (from) travel(g, node, was(from), node);
    if (!old.has(id)) g.animate([{ opacity: 0 }, {}], TRAVEL);
  }
  const ghosts = svg('g', { class: 'ghosts', 'aria-hidden': 'true' });
  view.layers.edges.after(ghosts);
  for (const [id, box] of old) if (!view.byId.has(id)) vanish(ghosts, box, was(box), view.byId.get(lastNew.get(kindOf(id))));
  ghosts.animate([{ opacity: 1 }, { opacity: 0 }], TRAVEL).onfinish = () => {
    if (ghosts.isConnected) view.drawing.classList.remove('growing');
    ghosts.remove();
  };
  view.drawing.classList.add('growing');
  for (const name of ['under', 'edges', 'cuts']) {
    view.layers[name].animate([{ opacity: 0 }, { opacity: 0, offset: 0.5 }, {}], { duration: TRAVEL.duration * 1.6 });
  }
}

// Moves what is drawn at ``home`` from one place to another: { x, y, width } in units of the new drawing.
function travel(g, home, from, to) {
  const at = ({ x, y, width }) => `translate(${x}px, ${y}px) scale(${width / home.width}) translate(${-home.x}px, ${-home.y}px)`;
  return g.animate([{ transform: at(from) }, { transform: at(to) }], TRAVEL);
}

function vanish(ghosts, { g, node }, from, into) {
  for (const element of [g, ...g.querySelectorAll('*')]) {
    for (const name of ['data-id', 'data-cell', 'role', 'tabindex', 'aria-label', 'aria-pressed', 'aria-current']) element.removeAttribute(name);
  }
  ghosts.append(g);
  travel(g, node, from, into ?? from);
}
