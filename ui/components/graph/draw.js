// The drawing: built once for a topology, patched in place for new values.
const GLYPHS = { right: 'M-4 0.3L-1.2 3.2L4 -3.4', wrong: 'M-3.2 -3.2L3.2 3.2M-3.2 3.2L3.2 -3.2' };
const POINTER = 'M0 0L6.5 -4.2V4.2Z';
const SCISSORS = 'M-9 -5.5L8 4M-9 5.5L8 -4M11 6.2A3 3 0 1 1 5.4 4A3 3 0 1 1 11 6.2M11 -6.2A3 3 0 1 0 5.4 -4A3 3 0 1 0 11 -6.2';
const MARK_WORDS = { target: 'target', right: 'right', wrong: 'wrong', best: 'most likely' };

// What forces a new drawing; everything else is patched.
function topology(data) {
  return JSON.stringify([
    data.width, data.height,
    data.nodes.map((n) => [n.id, n.role, n.x, n.y, n.width, n.height, n.cell_height, n.columns, n.display, n.shape, n.texts.length, n.editable, n.group, n.pinned, 'picture' in n]),
    data.edges.map((e) => [e.id, e.role, e.source, e.target, e.group, e.label, e.style, e.label_at]),
    data.notes.map((n) => [n.x, n.y, n.role, n.anchor, n.pinned]),
    data.steps.map((s) => [s.lit, s.now]),
  ]);
}

function build(view, data) {
  const { drawing, rows } = view;
  drawing.replaceChildren();
  rows.replaceChildren();
  drawing.setAttribute('viewBox', `0 0 ${data.width} ${data.height}`);
  const byId = new Map(data.nodes.map((node) => [node.id, node]));
  const pairs = new Set(data.edges.map((e) => `${e.source} ${e.target}`));
  const gutter = data.edges.some((e) => e.style === 'feedback');
  const layers = {};
  for (const name of ['under', 'edges', 'cuts', 'nodes', 'pinned', 'over']) layers[name] = svg('g', { class: name }, drawing);
  view.layers = layers;
  view.byId = byId;
  view.parts = new Map();
  view.groups = new Map();
  view.cuts = [];

  data.edges.forEach((edge, place) => {
    const g = svg('g', { class: `edge ${edge.role} ${edge.style}`, 'data-id': edge.id, role: 'img' }, layers.edges);
    const part = { kind: 'edge', g, place, twin: pairs.has(`${edge.target} ${edge.source}`) && edge.source !== edge.target, gutter };
    part.hit = svg('path', { class: 'hit' }, g);
    part.line = svg('path', { class: 'line' }, g);
    part.head = svg('path', { class: 'head' }, g);
    if (edge.label) {
      part.label = svg('text', { class: 'formula' }, g);
      setFormula(part.label, edge.label);
    }
    view.parts.set(edge.id, part);
    join(view, edge.group, g);
  });

  // In the DOM, and so for Tab, nodes stand in the order in which the walk reaches them.
  const first = firstSteps(data);
  const order = data.nodes.map((node, place) => [first.get(node.id) ?? -1, place]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  for (const [, place] of order) {
    const node = data.nodes[place];
    const g = svg('g', { class: `node ${node.role}${node.editable ? ' editable' : ''}`, 'data-id': node.id, role: 'button', tabindex: 0 }, node.pinned ? layers.pinned : layers.nodes);
    const { left, top } = bounds(node), size = numberSize(node);
    const part = { kind: 'node', g, place, cells: [] };
    part.frame = node.shape === 'circle'
      ? svg('circle', { class: 'frame', cx: node.x, cy: node.y, r: node.width / 2 }, g)
      : svg('rect', { class: 'frame', x: left, y: top, width: node.width, height: node.height, rx: Math.min(8, node.height / 3) }, g);
    node.texts.forEach((_, k) => {
      const c = cellBox(node, k), cell = {};
      if (node.display === 'heat') cell.heat = svg('rect', { class: 'heat', x: c.x + 1.5, y: c.y + 0.5, width: c.width - 3, height: c.height - 1, rx: 2 }, g);
      if (node.display === 'bars') cell.bar = svg('rect', { class: 'length', y: c.y + 2, height: c.height - 4, rx: 2 }, g);
      cell.text = svg('text', { class: 'number', x: node.display === 'bars' ? c.x + c.width - 7 : c.x + c.width / 2, y: c.y + c.height / 2 + size * 0.355 }, g);
      cell.text.style.fontSize = `${size}px`;
      if (node.editable) cell.rule = svg('path', { class: 'rule' }, g);
      part.cells.push(cell);
    });
    if (node.display === 'bars') part.zero = svg('path', { class: 'zero' }, g);
    view.parts.set(node.id, part);
    join(view, node.group, g);
  }

  const left = Math.min(...data.nodes.map((node) => bounds(node).left), data.width);
  view.rowWidth = 0;
  view.notes = data.notes.map((note) => {
    const row = note.anchor === 'start' && note.x < left && !note.pinned;
    const text = svg('text', { class: `note ${note.role}`, x: note.x, y: note.y, 'text-anchor': note.anchor, dy: '0.35em' }, row ? rows : note.pinned ? layers.pinned : layers.under);
    if (row) view.rowWidth = Math.max(view.rowWidth, Math.min(left - 2, note.x + textWidth(plainLabel(note.text), 13) + 18));
    return text;
  });
  rows.setAttribute('viewBox', `0 0 ${view.rowWidth || 1} ${data.height}`);
  view.hover = svg('rect', { class: 'hover', rx: 5 }, layers.over);
  view.ring = svg('rect', { class: 'ring', rx: 5 }, layers.over);
  view.cursor = svg('rect', { class: 'cursor', rx: 5 }, layers.over);
  view.focusRing = svg('rect', { class: 'focus' }, layers.over);
  for (const ring of [view.hover, view.ring, view.cursor, view.focusRing]) ring.style.display = 'none';
  view.smallest = Math.min(FONT, ...data.nodes.filter((n) => n.texts.some((t) => t)).map(numberSize));
}

// What lights up together: the copies of a matrix, and the box of its numbers.
function join(view, group, g) {
  if (group) view.groups.set(group, [...(view.groups.get(group) || []), g]);
}

// What a box with frames shows at each step: itself with the frame's cells, under the frame's name.
function frameWalks(data) {
  return new Map(data.nodes.filter((node) => node.frames).map((node) => {
    const bare = { ...node, labels: undefined, marks: undefined, hints: undefined, indices: undefined };
    const shown = node.frames.map((frame, k) => ({ ...bare, ...frame, id: node.id, name: frame.id, since: node.frame_of_step.indexOf(k) }));
    return [node.id, node.frame_of_step.map((k) => shown[k])];
  }));
}

const shownAt = (view, node) => view.walks.get(node.id)?.[clamp(view.step, 0, view.data.steps.length - 1)] ?? node;
const nameOf = (node) => node.name ?? node.id;

// Show the frames of the step; the rings and halos follow what the boxes mean now.
function turnFrames(view) {
  const cursor = find(view, view.cursorId), hovered = find(view, view.hovered), turned = new Set();
  for (const [id, walk] of view.walks) {
    const node = walk[view.step];
    if (view.byId.get(id) === node) continue;
    view.byId.set(id, node);
    patchNode(view.parts.get(id), node, veilOf(view, node));
    turned.add(id);
  }
  if (!turned.size) return;
  for (const part of view.parts.values()) {
    const edge = part.kind === 'edge' ? view.data.edges[part.place] : null;
    if (edge && (turned.has(edge.source) || turned.has(edge.target))) patchEdge(view, part, edge);
  }
  view.cursorId = renamed(view, cursor) ?? view.cursorId;
  view.hovered = renamed(view, hovered) ?? view.hovered;
  view.halosOf = null;
  placeHalos(view, view.data.highlight);
  paintSelection(view);
  paintHint(view);
  placeField(view);
}

function renamed(view, found) {
  const node = found && found.part.kind === 'node' ? view.byId.get(found.node.id) : null;
  return node && (found.k < 0 ? nameOf(node) : cellId(node, found.k));
}

function veilOf(view, node) {
  const { veil_after } = view.data, reached = Math.max(view.first.get(node.id) ?? -1, node.since ?? -1);
  return veil_after !== null && reached > veil_after ? node.veil : 'none';
}

function firstSteps(data) {
  const first = new Map();
  data.steps.forEach((step, k) => step.lit.forEach((id) => first.has(id) || first.set(id, k)));
  return first;
}

// Values, captions, marks, words for screen readers: only what changed touches the DOM.
function patch(view, data) {
  view.walks = frameWalks(data);
  view.byId = new Map(data.nodes.map((node) => [node.id, shownAt(view, node)]));
  for (const node of data.nodes) preparePictures(view.parts.get(node.id), node);
  for (const [id, part] of view.parts) {
    const node = view.byId.get(id);
    if (node) patchNode(part, node, veilOf(view, node));
    else patchEdge(view, part, data.edges[part.place]);
  }
  patchCuts(view);
  data.notes.forEach((note, k) => setFormula(view.notes[k], note.text));
}

function patchEdge(view, part, edge) {
  const source = view.byId.get(edge.source), target = view.byId.get(edge.target);
  if (!part.routed || edge.style === 'feedback') {
    const path = route(edge, source, target, {
      twin: part.twin, gutter: part.gutter, veiled: [source, target].map((node) => veilOf(view, node) !== 'none'),
    });
    setAttribute(part.line, 'd', path.d);
    setAttribute(part.hit, 'd', path.d);
    setAttribute(part.head, 'd', path.head);
    part.routed = true;
    part.middle = path.middle;
    part.beside = path.label;
  }
  part.g.classList.toggle('cut', edge.cut);
  part.g.classList.toggle('secret', source.veil === 'all' || target.veil === 'all');
  if (part.label) {
    const { x, y, anchor } = part.beside ?? {};
    part.label.style.display = part.beside ? '' : 'none';
    if (part.beside) {
      setAttribute(part.label, 'x', f(x));
      setAttribute(part.label, 'y', f(y + 4.5 + (edge.cut && anchor === 'middle' ? 8 * Math.sign(y - part.middle[1]) : 0)));
      setAttribute(part.label, 'text-anchor', anchor);
    }
  }
  const copies = (view.groups.get(edge.group) || []).filter((g) => g.classList.contains('edge')).length;
  const name = edge.alt || `${plainLabel(edge.label || edge.id)}: from ${spoken(source)} to ${spoken(target)}`;
  setAttribute(part.g, 'aria-label', copies > 1 ? `${name}, one of ${copies} copies` : name);
}

function spoken(node) {
  const own = plainLabel(node.title) || nameOf(node);
  return node.alt && node.name ? `${node.alt}, ${own}` : node.alt || own;
}

function patchNode(part, node, veil) {
  const hidden = veil !== 'none', { left, right, top, bottom } = bounds(node);
  part.g.classList.toggle('secret', node.veil === 'all');
  part.cells.forEach((cell, k) => patchCell(part, cell, node, k, hidden));
  if (part.zero) {
    const columns = Array.from({ length: node.columns }, (_, c) => barRoom(node, { x: left + c * (node.width / node.columns), width: node.width / node.columns }).zero);
    setAttribute(part.zero, 'd', columns.map((x) => `M${f(x)} ${f(top + PAD)}V${f(bottom - PAD)}`).join(''));
  }

  patchPicture(part, node, hidden);

  const inside = node.texts.length === 0 && !part.pictures;
  if (node.title || part.title) {
    part.title ??= svg('text', inside
      ? { class: 'title inside', x: node.x, y: node.y, dy: '0.35em' }
      : { class: 'title', ...titlePlace(node, left), y: top - 6 }, part.g);
    setFormula(part.title, node.title);
  }
  const caption = veil === 'all' && node.caption ? '?' : node.caption;
  if (caption || part.caption) {
    const below = node.role === 'input';
    part.caption ??= svg('text', { x: node.x, y: below ? bottom + 22 : top - 11 }, part.g);
    setText(part.caption, caption);
    setAttribute(part.caption, 'class', `caption ${veil === 'all' ? '' : node.caption_mark}`.trim());
  }
  const words = hidden ? 'hidden until the question is answered' : node.texts
    .map((text, k) => (node.marks?.[k] ? `${text} (${MARK_WORDS[node.marks[k]]}${node.labels?.[k] ? ` ${node.labels[k]}` : ''})` : text))
    .filter((text) => text).join(', ');
  const label = words ? `${spoken(node)}: ${words}` : spoken(node);
  setAttribute(part.g, 'aria-label', node.editable && !hidden ? `${label}; numbers can be edited` : label);
}

// Above the left edge; a long title ends before the middle, where an arrow may enter.
function titlePlace(node, left) {
  const middle = node.caption && node.role !== 'input' ? textWidth(node.caption, 15) / 2 + 4 : 8;
  const fits = left + 2 + textWidth(plainLabel(node.title), 12) <= node.x - middle;
  return fits ? { x: left + 2 } : { x: node.x - middle, 'text-anchor': 'end' };
}

function patchCell(part, cell, node, k, hidden) {
  const box = cellBox(node, k), middle = box.y + box.height / 2, size = numberSize(node);
  const id = cellId(node, k), shown = hidden && node.texts[k] !== '⋮' ? '?' : node.texts[k];
  setText(cell.text, shown);
  setAttribute(cell.text, 'data-cell', id);
  let mark = node.marks?.[k] || '', label = node.labels?.[k] || '';
  if (hidden) {
    const names = node.labels?.some((other, row) => other && !node.marks?.[row]); // labels name the rows
    if ((mark === 'wrong' || mark === 'best') && !names) label = '';
    mark = mark === 'right' || mark === 'target' ? 'target' : '';
  }
  setAttribute(cell.text, 'class', ['number', mark, cell.bar && 'end'].filter(Boolean).join(' '));
  const room = Math.max(0, box.width - 8), need = textWidth(shown, size);
  setAttribute(cell.text, 'textLength', need > room * 1.12 ? f(room) : null);
  setAttribute(cell.text, 'lengthAdjust', need > room * 1.12 ? 'spacingAndGlyphs' : null);

  if (cell.rule) {
    const width = Math.min(need, room), from = cell.bar ? box.x + box.width - 7 - width : box.x + (box.width - width) / 2;
    setAttribute(cell.rule, 'd', hidden || id === nameOf(node) ? 'M0 0' : `M${f(from)} ${f(middle + size * 0.355 + 3)}h${f(width)}`);
  }
  if (cell.heat) {
    const value = node.values?.[k], empty = hidden || value === null || value === undefined;
    const share = empty ? 0 : Math.min(1, Math.abs(value) / node.scale);
    setAttribute(cell.heat, 'class', `heat ${empty ? 'empty' : value < 0 ? 'negative' : 'positive'}`);
    cell.heat.style.setProperty('--share', `${Math.round(share * 100)}%`);
  }
  if (cell.bar) {
    const { zero, most } = barRoom(node, box), value = hidden ? 0 : node.values?.[k] ?? 0;
    const long = most * Math.min(1, Math.abs(value) / node.scale);
    setAttribute(cell.bar, 'x', f(value < 0 ? zero - long : zero));
    setAttribute(cell.bar, 'width', f(long));
  }
  const glyph = GLYPHS[mark];
  if (glyph || cell.glyph) {
    cell.glyph ??= svg('path', {}, part.g);
    const tight = (box.width - need) / 2 < 15;
    setAttribute(cell.glyph, 'class', `glyph ${mark}`);
    setAttribute(cell.glyph, 'd', glyph || 'M0 0');
    setAttribute(cell.glyph, 'transform', `translate(${f(tight ? box.x - 9 : box.x + 9.5)} ${f(middle)})`);
    cell.glyph.style.display = glyph ? '' : 'none';
  }
  const pointer = mark === 'target' || mark === 'right';
  if (pointer || cell.pointer) {
    cell.pointer ??= svg('path', { class: 'pointer', d: POINTER, transform: `translate(${f(box.x + box.width + 6)} ${f(middle)})` }, part.g);
    cell.pointer.style.display = pointer ? '' : 'none';
  }
  if (label || cell.label) {
    cell.label ??= svg('text', { y: f(middle + 4.8) }, part.g);
    setText(cell.label, label);
    setAttribute(cell.label, 'x', f(box.x + box.width + (pointer ? 16.5 : 7)));
    setAttribute(cell.label, 'class', `label ${mark}`.trim());
  }
}

function cellId(node, k) {
  const index = node.indices ? node.indices[k] : k + 1;
  return index === 0 ? nameOf(node) : `${nameOf(node)}.${index}`;
}

// An id of a node, an edge or a cell: { part, node, k }, or null.
function find(view, id) {
  if (id === null || id === undefined) return null;
  const whole = named(view, id);
  if (whole) return { part: view.parts.get(whole.id), node: whole, k: -1 };
  if (view.parts.get(id)?.kind === 'edge') return { part: view.parts.get(id), node: undefined, k: -1 };
  const node = named(view, id.slice(0, id.lastIndexOf('.')));
  if (!node) return null;
  const k = node.texts.findIndex((_, place) => cellId(node, place) === id);
  return k < 0 ? null : { part: view.parts.get(node.id), node, k };
}

// The box that shows this name now: its own id, or that of its frame.
function named(view, name) {
  const own = view.byId.get(name);
  if (own && nameOf(own) === name) return own;
  for (const [id] of view.walks) if (nameOf(view.byId.get(id)) === name) return view.byId.get(id);
  return undefined;
}

function placeRing(view, ring, found, inset) {
  const box = found && (found.k >= 0 ? cellBox(found.node, found.k) : null);
  ring.style.display = box ? '' : 'none';
  if (!box) return;
  (found.node.pinned ? view.layers.pinned : view.layers.over).append(ring);
  const by = found.node.columns > 1 ? 1 : inset;
  ring.classList.toggle('on-heat', found.node.display === 'heat');
  setAttribute(ring, 'x', f(box.x + by));
  setAttribute(ring, 'y', f(box.y + 1));
  setAttribute(ring, 'width', f(box.width - 2 * by));
  setAttribute(ring, 'height', f(box.height - 2));
}

function placeFocus(view, element) {
  const node = element?.matches(':focus-visible') ? view.byId.get(element.dataset.id) : null;
  view.focusRing.style.display = node ? '' : 'none';
  if (!node) return;
  (node.pinned ? view.layers.pinned : view.layers.over).append(view.focusRing);
  const { left, top } = bounds(node), round = node.shape === 'circle' ? node.width / 2 + 6 : 13;
  for (const [name, value] of [['x', left - 6], ['y', top - 6], ['width', node.width + 12], ['height', node.height + 12], ['rx', round]]) {
    setAttribute(view.focusRing, name, f(value));
  }
}

// Pinned boxes and texts move along with the window, where they fit into it.
function placePinned(view) {
  const fits = pinnedRight(view.data) * view.scale <= view.width + 1;
  view.pin = fits ? Math.min(view.stage.scrollLeft / view.scale, view.data.width - pinnedRight(view.data)) : 0;
  setAttribute(view.layers.pinned, 'transform', `translate(${f(view.pin)} 0)`);
}

function pinnedRight(data) {
  return Math.max(0, ...data.nodes.filter((node) => node.pinned).map((node) => bounds(node).right));
}

// Amber halos under what a "Show me" points at.
function placeHalos(view, ids) {
  const key = ids.join(' ');
  if (view.halos === key && view.halosOf === view.layers) return;
  view.halos = key;
  view.halosOf = view.layers;
  view.drawing.querySelectorAll('.halo').forEach((halo) => halo.remove());
  for (const [, part] of view.parts) part.g.classList.remove('shown');
  for (const id of ids) {
    const box = view.byId.get(id), found = find(view, id) ?? (box && { part: view.parts.get(id), node: box, k: -1 });
    if (!found) continue;
    found.part.g.classList.add('shown');
    if (found.part.kind === 'edge') {
      svg('path', { class: 'halo line', d: found.part.line.getAttribute('d') }, view.layers.under);
    } else if (found.k >= 0) {
      const c = cellBox(found.node, found.k);
      svg('rect', { class: 'halo cell', x: c.x - 3, y: c.y, width: c.width + 6, height: c.height, rx: 6 }, found.node.pinned ? view.layers.pinned : view.layers.over);
    } else {
      const b = bounds(found.node);
      const halo = svg('rect', { class: 'halo', x: b.left - 7, y: b.top - 7, width: found.node.width + 14, height: found.node.height + 14, rx: 13 }, view.layers.under);
      if (found.node.pinned) view.layers.pinned.prepend(halo);
    }
  }
}
