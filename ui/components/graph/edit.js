// Typing another number into a cell: a field that lies exactly over it.
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const MOST_TYPED = 12; // characters
const OPENS = /^[\d.\-−]$/;

function buildField(view) {
  const field = html('input', 'field', view.stage, { type: 'text', autocomplete: 'off', spellcheck: 'false' });
  field.style.display = 'none';
  field.addEventListener('input', () => complain(view, ''));
  field.addEventListener('blur', () => commit(view));
  field.addEventListener('keydown', (event) => onFieldKey(view, event));
  for (const name of ['keydown', 'keypress', 'keyup']) field.addEventListener(name, (event) => event.stopPropagation());
  return field;
}

function canEdit(view, found) {
  return Boolean(found && found.k >= 0 && found.node.editable && !covered(view, found));
}

// The shortest text of a value, rounded as far as the field needs.
function typedText(value) {
  let text = String(value);
  for (let digits = MOST_TYPED; text.length > MOST_TYPED; digits--) text = String(Number(value.toPrecision(digits)));
  return text;
}

function whyNot(text) {
  if (text.length > MOST_TYPED) return `At most ${MOST_TYPED} characters.`;
  return NUMBER.test(text) && Number.isFinite(Number(text)) ? '' : 'Not a number. Write one such as -0.5.';
}

function openField(view, id, typed = '') {
  const found = find(view, id), { field } = view;
  if (!canEdit(view, found)) return false;
  if (view.editing === id) return true;
  closeField(view);
  pause(view);
  view.editing = id;
  view.before = typedText(found.node.values[found.k] ?? found.node.texts[found.k].replace('−', '-'));
  setAttribute(field, 'aria-label', `${spoken(found.node)}, row ${found.k + 1}`);
  field.value = typed || view.before;
  field.style.display = '';
  placeField(view);
  field.focus({ preventScroll: true });
  if (!typed) field.select();
  return true;
}

// Lays the open field over its cell, wherever that is now; without the cell there is nothing to type into.
function placeField(view) {
  if (!view.editing) return;
  const found = find(view, view.editing);
  if (!canEdit(view, found)) return closeField(view);
  const { left, top, width, height } = onStage(view, cellBox(found.node, found.k));
  Object.assign(view.field.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px`, fontSize: `${numberSize(found.node) * view.scale}px` });
  if (view.reason) view.reason.box = cellBox(found.node, found.k);
  return undefined;
}

function closeField(view) {
  if (!view.editing) return;
  view.editing = null;
  complain(view, '');
  view.field.style.display = 'none';
}

function complain(view, text) {
  const found = text ? find(view, view.editing) : null;
  view.reason = found ? { text, box: cellBox(found.node, found.k) } : null;
  setAttribute(view.field, 'aria-invalid', text ? 'true' : null);
  setAttribute(view.field, 'title', text || null);
  setText(view.said, text);
  paintHint(view);
}

// Sends what was typed if it is another number; false while it is none.
function commit(view) {
  if (!view.editing) return true;
  const id = view.editing, text = view.field.value.trim().replaceAll('−', '-'), reason = whyNot(text);
  if (text !== view.before) {
    if (reason) { complain(view, reason); return false; }
    if (Number(text) !== Number(view.before)) view.send('edited', { id, text, at: Date.now() });
  }
  closeField(view);
  return true;
}

function onFieldKey(view, event) {
  const { key, shiftKey } = event, id = view.editing;
  if (!['Enter', 'Tab', 'Escape'].includes(key) || !id) return;
  const { node, k, part } = find(view, id), by = shiftKey ? -1 : 1;
  if (key !== 'Escape' && !commit(view)) return event.preventDefault();
  closeField(view);
  let next = k + by;
  while (node.texts[next] !== undefined && cellId(node, next) === nameOf(node)) next += by;
  if (key === 'Tab' && node.texts[next] !== undefined && openField(view, cellId(node, next))) return event.preventDefault();
  part.g.focus({ preventScroll: true });
  if (key === 'Tab' && !shiftKey) return undefined; // and on to what follows the box
  event.preventDefault();
  if (key !== 'Tab') moveCursor(view, id);
  return undefined;
}
