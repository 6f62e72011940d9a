// Time and its keys, for every figure that is walked through.
import { tellStep } from './address.js';
import { paintPlay } from './bar.js';
import { targetOf } from './dom.js';
import { settle, stepOfKey } from './keys.js';
import { clamp } from './numbers.js';
import { askForScene, beginScene } from './scenes.js';

/** @import { View } from './types' */

/** @type {Record<string, string>} Keys of clickers that send arrows for their two buttons. */
const CLICKER = { ArrowDown: 'PageDown', ArrowUp: 'PageUp' };

/** @param {View} view */
export const walking = (view) => view.data.steps.length > 1;

/** @param {View} view */
export function play(view) {
  const { walk, figure, data } = view;
  if (walk.step >= data.steps.length - 1) figure.go(view, 0);
  const pace = clamp(30000 / data.steps.length, 220, 850);
  walk.timer = setInterval(() => {
    const last = view.data.steps.length - 1;
    if (walk.step < last) figure.go(view, walk.step + 1);
    if (walk.step >= last) pause(view);
  }, pace);
  paintPlay(view.bar, true);
}

/** @param {View} view */
export function pause(view) {
  if (!view.walk.timer) return;
  clearInterval(view.walk.timer);
  view.walk.timer = undefined;
  paintPlay(view.bar, false);
}

/** @param {View} view */
export function toggle(view) {
  if (view.walk.timer) pause(view);
  else play(view);
}

/**
 * The step at which the page starts by itself.
 * @param {View} view
 */
export const homeStep = ({ data }) => Math.min(data.home ?? data.start, data.steps.length - 1);

/**
 * The step soon stands in the address; the server is told nothing.
 * @param {View} view
 */
export function mirror(view) {
  const { walk, data } = view;
  clearTimeout(walk.mirrorTimer);
  if (!data.main) return;
  walk.mirrorTimer = setTimeout(() => tellStep(walk.path, walk.step === homeStep(view) ? null : walk.step + 1), 180);
}

/**
 * New data begin anew somewhere: a press that waited for them counts.
 * @param {View} view
 */
export const beginWalk = (view) => beginScene(view, walkKey);

/**
 * @param {View} view
 * @param {string} key
 * @returns {boolean} true if it is a key of the walk
 */
export function walkKey(view, key) {
  const last = Math.max(0, view.data.steps.length - 1), to = stepOfKey(key, view.walk.step, last);
  if (to === undefined || !(walking(view) || view.data.scenes)) return false;
  const [from, until] = (key.startsWith('Page') && view.data.range) || [0, last], by = to - view.walk.step;
  pause(view);
  if (view.data.scenes && (to < from || to > Math.min(until, last))) askForScene(view, Math.sign(by));
  else view.figure.go(view, to);
  return true;
}

/**
 * Space plays and pauses, unless it presses a button.
 * @param {View} view
 * @param {KeyboardEvent} event
 */
export function playKey(view, event) {
  if (event.key !== ' ' || targetOf(event).closest('button') || !walking(view)) return false;
  toggle(view);
  return true;
}

/**
 * Up and Down on the bar's track are Right and Left.
 * @param {View} view
 * @param {KeyboardEvent} event
 */
export function trackKey(view, { key, target }) {
  if (target !== view.bar.track || (key !== 'ArrowUp' && key !== 'ArrowDown')) return false;
  return walkKey(view, key === 'ArrowUp' ? 'ArrowRight' : 'ArrowLeft');
}

/**
 * A key pressed elsewhere on the page.
 * @param {View} view
 * @param {KeyboardEvent} event
 */
export function pageKey(view, event) {
  if (pageKeyIsUsed(view, event)) settle(event);
}

/**
 * @param {View} view
 * @param {KeyboardEvent} event
 */
function pageKeyIsUsed(view, event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return false;
  const { key } = event;
  if (key === 'ArrowLeft' || key === 'ArrowRight') return walkKey(view, key);
  if (!view.data.present) return false;
  if (key === ' ' && walking(view)) { toggle(view); return true; }
  const pressed = CLICKER[key] ?? key;
  return ['PageUp', 'PageDown', 'Home', 'End'].includes(pressed) && walkKey(view, pressed);
}
