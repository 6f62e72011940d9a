// What a figure has to do with the window around it: its keys, its size, its scrolling.
import { MOVED } from './moved.js';
import { pause } from './walk.js';

/** @import { View } from './types' */

/** Px from which a figure is more than a phone's column. */
export const NARROW = 620;

/** True for a reader who wants no motion. */
export const isCalm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/**
 * Outside of its own element a view holds the document's keys, the window's size, and an observer.
 * @param {View} view
 */
export function attach(view) {
  document.addEventListener('keydown', view.onPageKey);
  window.addEventListener('resize', view.onResize);
  window.addEventListener(MOVED, view.onResize);
  window.addEventListener('beforeprint', view.onPrint);
  view.observer.observe(view.root);
  view.attached = true;
}

/** @param {View} view */
export function detach(view) {
  pause(view);
  clearTimeout(view.walk.mirrorTimer);
  if (view.data?.main) enlarge(false);
  document.removeEventListener('keydown', view.onPageKey);
  window.removeEventListener('resize', view.onResize);
  window.removeEventListener(MOVED, view.onResize);
  window.removeEventListener('beforeprint', view.onPrint);
  view.observer.disconnect();
  view.attached = false;
}

/**
 * A presenter's controls: all of the page is sized in rem, and grows with the projector as a reader's
 * own larger type would make it; its margins give way.
 * @param {boolean} present
 */
export function enlarge(present) {
  const size = present ? window.innerWidth / 70 : 0, large = size > 14;
  document.documentElement.style.fontSize = large ? `${size}px` : '';
  const content = /** @type {HTMLElement | null} */ (document.querySelector('[data-testid="stMainBlockContainer"]'));
  if (content) content.style.paddingInline = large ? '0.75rem' : '';
}

/**
 * A jump is for the eyes: where the reader has scrolled past the figure's bar, the page scrolls back. Where the
 * bar is, is asked once the new data are painted: before that, it would cost a layout more.
 * @param {View} view
 */
export function bringIntoView(view) {
  if (!view.data.main) return;
  oncePainted(() => {
    if (!view.attached || view.root.getBoundingClientRect().top >= 0) return;
    view.root.scrollIntoView({ block: 'start', behavior: isCalm() ? 'instant' : 'smooth' });
  });
}

/**
 * Acts when what was changed just now is on the screen: from then on sizes can be read at no cost.
 * @param {() => void} act
 */
export const oncePainted = (act) => requestAnimationFrame(() => setTimeout(act));

/**
 * What the window has left under the bar when the page is scrolled to its top, in px.
 * @param {Element} stage
 * @param {boolean} present
 */
export function roomBelow(stage, present) {
  const scroller = document.querySelector('[data-testid="stMain"]');
  return window.innerHeight - stage.getBoundingClientRect().top - (scroller?.scrollTop ?? 0) - (present ? 17 : 16);
}

/**
 * The page may still move after new data: the figure looks again for its room.
 * @param {() => void} look
 */
export function lookAgain(look) {
  for (const wait of [120, 500]) setTimeout(look, wait);
}
