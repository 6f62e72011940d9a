// A presenter's scenes: a clicker that goes on where the walk ends asks the page for the next one, or
// the one before. Until that is drawn, by whatever figure, one press in the same direction is kept.
import { leavesKey, settle, stepOfKey } from './keys.js';
import { tab } from './tab.js';

/** @import { Scene, View } from './types' */

const TREMBLE = 250; // ms in which a second press is one finger's
const WAITED = 6000; // ms after which the page has no such scene
const GLIMPSE = 300; // ms in which a scene is seen before the next one is asked for

/**
 * @param {View} view
 * @param {number} by 1 for the next scene, -1 for the one before
 */
export function askForScene(view, by) {
  if (!view.data.scenes || tab.scene) return;
  /** @type {Scene} */
  const scene = { at: Date.now(), by, kept: null, view, keep: (event) => keepPress(scene, event), timer: undefined };
  tab.scene = scene;
  document.addEventListener('keydown', scene.keep, { capture: true });
  scene.timer = setTimeout(forgetScene, WAITED);
  view.send('beyond', { by, at: scene.at });
}

/**
 * @param {Scene} scene
 * @param {KeyboardEvent} event
 */
function keepPress(scene, event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const way = stepOfKey(event.key, 0, 0);
  const free = leavesKey(event.key) || scene.view.root.contains(/** @type {Node} */ (event.composedPath()[0]));
  if (!way || !free) return;
  if (way !== scene.by) { forgetScene(); return; }
  settle(event);
  if (!event.repeat && Date.now() - scene.at >= TREMBLE) scene.kept = event.key;
}

function forgetScene() {
  const { scene } = tab;
  tab.scene = null;
  if (!scene) return null;
  clearTimeout(scene.timer);
  document.removeEventListener('keydown', scene.keep, { capture: true });
  return scene.kept;
}

/**
 * The drawing that was waited for is here: what was pressed meanwhile counts now.
 * @param {View} view
 * @param {(view: View, key: string) => void} press
 */
export function beginScene(view, press) {
  const kept = view.data.scenes ? forgetScene() : null;
  if (kept) setTimeout(() => view.attached && press(view, kept), GLIMPSE);
}
