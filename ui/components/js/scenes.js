// A presenter's scenes: a clicker that goes on where the walk ends asks the page for the next one, or
// the one before. Until that is drawn, by whatever figure, one press in the same direction is kept.
const TREMBLE = 250; // ms in which a second press is one finger's
const WAITED = 6000; // ms after which the page has no such scene
const GLIMPSE = 300; // ms in which a scene is seen before the next one is asked for

const tab = (globalThis.unrolled ??= {});

function askForScene(view, by) {
  if (!view.data.scenes || tab.scene) return;
  const scene = (tab.scene = { at: Date.now(), by, kept: null, view });
  scene.keep = (event) => keepPress(scene, event);
  document.addEventListener('keydown', scene.keep, { capture: true });
  scene.timer = setTimeout(forgetScene, WAITED);
  view.send('beyond', { by, at: scene.at });
}

const WAY = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };

function keepPress(scene, event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const way = WAY[event.key], free = leavesKey(event.key) || scene.view.root.contains(event.composedPath()[0]);
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

// The drawing that was waited for is here: what was pressed meanwhile counts now.
function beginScene(view) {
  const kept = view.data.scenes ? forgetScene() : null;
  if (kept) setTimeout(() => view.attached && walkKey(view, kept), GLIMPSE);
}
