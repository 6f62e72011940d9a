// On a phone the guide comes first, then the figure. There, and in a window as low as a phone's on its side, the controls
// are folded away behind a button of the guide.
import { html, setAttribute, setText } from '../js/dom.js';
import { oncePainted } from '../js/window.js';

const narrow = matchMedia('(max-width: 640px)'), low = matchMedia('(max-height: 480px)');

/** @type {WeakMap<HTMLElement, { folded: boolean, button: HTMLButtonElement, listen: () => void }>} */
const folds = new WeakMap();

/**
 * Keeps the page of this guide in order, whatever the width of the window.
 * @param {HTMLElement} root of the guide's card
 * @returns {() => void} what ends it
 */
export function orderOnPhone(root) {
  const button = html('button', 'fold', null, { type: 'button' }), fold = { folded: true, button, listen: () => order(root) };
  button.addEventListener('click', () => {
    fold.folded = !fold.folded;
    order(root);
  });
  root.querySelector('h6')?.after(button);
  folds.set(root, fold);
  for (const each of [narrow, low]) each.addEventListener('change', fold.listen);
  oncePainted(fold.listen);
  return () => {
    for (const each of [narrow, low]) each.removeEventListener('change', fold.listen);
  };
}

/** @param {HTMLElement} root */
export function order(root) {
  const fold = folds.get(root), element = around(/** @type {ShadowRoot} */ (root.getRootNode()).host, 'stElementContainer');
  if (!fold || !element?.parentElement) return;
  const { matches } = narrow, column = around(element, 'stColumn');
  for (const box of column ? [column, element.parentElement] : []) box.style.display = matches ? 'contents' : '';
  for (const each of /** @type {Iterable<HTMLElement>} */ (element.parentElement.children)) each.style.order = matches ? String(each === element ? -1 : 1) : '';
  element.style.width = matches ? '100%' : '';
  foldControls(fold, matches || low.matches);
}

/**
 * @param {Element | undefined} inside
 * @param {string} name
 */
const around = (inside, name) => /** @type {HTMLElement | null} */ (inside?.closest(`[data-testid="${name}"]`) ?? null);

/**
 * @param {{ folded: boolean, button: HTMLButtonElement }} fold
 * @param {boolean} small the window is a phone's
 */
function foldControls({ folded, button }, small) {
  const controls = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[class*="st-key-controls_of_"]'));
  button.hidden = !small || !controls.length || document.documentElement.classList.contains('embedded');
  setText(button, folded ? 'Controls' : 'Hide controls');
  setAttribute(button, 'aria-expanded', String(!folded));
  for (const each of controls) each.style.display = small && folded ? 'none' : '';
}
