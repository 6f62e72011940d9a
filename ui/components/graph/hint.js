// The small text beside a cell: its hint, or why a number cannot be taken.
const HINT_GAP = 8; // px between a cell and its hint

// Where a hint of this size stands beside a cell inside the room, all in px: right, left, above or
// below, never on the cell where the room allows it.
function besideCell(cell, size, room) {
  const right = room.left + room.width - size.width, bottom = room.top + room.height - size.height;
  const x = clamp(cell.left + (cell.width - size.width) / 2, room.left, Math.max(room.left, right));
  const y = clamp(cell.top + (cell.height - size.height) / 2, room.top, Math.max(room.top, bottom));
  const after = cell.left + cell.width + HINT_GAP, before = cell.left - HINT_GAP - size.width;
  if (after <= right) return { left: after, top: y };
  if (before >= room.left) return { left: before, top: y };
  const above = cell.top - HINT_GAP - size.height;
  return { left: x, top: above >= room.top ? above : Math.min(cell.top + cell.height + HINT_GAP, Math.max(room.top, bottom)) };
}

// A box of the drawing in px of the stage's content.
function onStage(view, box) {
  const drawing = view.drawing.getBoundingClientRect(), stage = view.stage.getBoundingClientRect();
  const left = drawing.left - stage.left + view.stage.scrollLeft, top = drawing.top - stage.top + view.stage.scrollTop;
  const { scale } = view;
  return { left: left + box.x * scale, top: top + box.y * scale, width: box.width * scale, height: box.height * scale };
}

const covered = (view, found) => veilOf(view, found.node) !== 'none' || (view.data.present && found.part.g.classList.contains('dim'));

function hintOf(view, id) {
  const found = find(view, id);
  if (found?.part.kind === 'edge') return hintOfScissors(view, id, found.part);
  const text = found && found.k >= 0 && !covered(view, found) ? found.node.hints?.[found.k] : '';
  if (!text) return null;
  const box = cellBox(found.node, found.k);
  return { text, box: found.node.pinned ? { ...box, x: box.x + view.pin } : box };
}

function hintOfScissors(view, id, { middle: [x, y] }) {
  const g = view.cuts.find((scissors) => scissors.dataset.id === id), wide = 14;
  if (!g || !isMovable(g) || g.classList.contains('held')) return null;
  return { text: 'Drag the scissors to another arrow', box: { x: x - wide, y: y - wide, width: 2 * wide, height: 2 * wide } };
}

// The reason in an open field comes first, then the cell under the pointer, then that under the cursor.
function paintHint(view) {
  const hint = view.reason ?? hintOf(view, view.hovered) ?? hintOf(view, view.cursorId), { tip, stage } = view;
  tip.style.display = hint ? '' : 'none';
  if (!hint) return;
  setText(tip, hint.text);
  tip.style.left = tip.style.top = '0'; // measured where the room does not narrow it
  const room = { left: stage.scrollLeft + 4, top: stage.scrollTop + 4, width: stage.clientWidth - 8, height: stage.clientHeight - 8 };
  tip.style.maxWidth = `${Math.min(room.width, view.data.present ? 420 : 280)}px`;
  const { left, top } = besideCell(onStage(view, hint.box), { width: tip.offsetWidth, height: tip.offsetHeight }, room);
  tip.style.left = `${left}px`;
  tip.style.top = `${top}px`;
}
