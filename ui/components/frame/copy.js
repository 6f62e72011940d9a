// Browsers give a page a clipboard only over https or on this computer, and in the page of another site only where that
// allows it. Streamlit's copy buttons do nothing then; so the selection is copied, the way that is left.

export function copiesEverywhere() {
  const { clipboard } = navigator, native = clipboard?.writeText?.bind(clipboard);
  const writeText = (/** @type {string} */ text) => (native ? native(text).catch(() => copySelected(text)) : copySelected(text));
  if (clipboard) Object.defineProperty(clipboard, 'writeText', { value: writeText, configurable: true });
  else Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
}

/**
 * Selects a copy of the text out of sight, lets the browser copy it, and selects again what was selected before.
 * @param {string} text
 */
async function copySelected(text) {
  const selection = getSelection(), shown = document.createElement('span');
  const before = selection?.rangeCount ? selection.getRangeAt(0) : null;
  shown.textContent = text;
  shown.style.cssText = 'position: fixed; top: 0; opacity: 0; white-space: pre; user-select: text;';
  document.body.append(shown);
  selection?.selectAllChildren(shown);
  const done = document.execCommand('copy');
  shown.remove();
  selection?.removeAllRanges();
  if (before) selection?.addRange(before);
  if (!done) throw new Error('This browser copies nothing for the page.');
}
