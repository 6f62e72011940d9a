// Time and its keys, for every figure that is walked through: the figure itself has go(view, to).
function play(view) {
  const last = view.data.steps.length - 1;
  if (view.step >= last) go(view, 0);
  const pace = clamp(30000 / view.data.steps.length, 220, 850);
  view.timer = setInterval(() => {
    if (view.step < view.data.steps.length - 1) go(view, view.step + 1);
    if (view.step >= view.data.steps.length - 1) pause(view);
  }, pace);
  paintPlay(view.bar, true);
}

function pause(view) {
  if (!view.timer) return;
  clearInterval(view.timer);
  view.timer = null;
  paintPlay(view.bar, false);
}

// The step stands in the address, so that a copied link opens it; the server is told nothing.
function mirror(view) {
  clearTimeout(view.mirrorTimer);
  if (view.data.step_param) view.mirrorTimer = setTimeout(() => writeAddress(view, view.step === view.home ? null : view.step + 1), 180);
}

function writeAddress(view, number) {
  const url = new URL(location.href), name = view.data.step_param;
  if (number === null) url.searchParams.delete(name);
  else url.searchParams.set(name, String(number));
  if (url.href !== location.href) history.replaceState(history.state, '', url);
}

function addressStep(data) {
  const text = data.step_param && !tab.scene ? new URLSearchParams(location.search).get(data.step_param) : null;
  return text !== null && /^\d{1,4}$/.test(text) && +text >= 1 && +text <= data.steps.length ? +text - 1 : null;
}

// ---- keys -----------------------------------------------------------------------------------

const walking = (view) => view.data.steps.length > 1;

function walkKey(view, key) {
  const last = Math.max(0, view.data.steps.length - 1);
  const to = { ArrowRight: view.step + 1, PageDown: view.step + 1, ArrowLeft: view.step - 1, PageUp: view.step - 1, Home: 0, End: last }[key];
  if (to === undefined || !(walking(view) || view.data.scenes)) return false;
  pause(view);
  if (to < 0 || to > last) askForScene(view, Math.sign(to));
  else go(view, to);
  return true;
}

function onPageKey(view, event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return false;
  const { key } = event;
  if (key === 'ArrowLeft' || key === 'ArrowRight') return walkKey(view, key);
  if (!view.data.present) return false;
  if (key === ' ' && walking(view)) { view.timer ? pause(view) : play(view); return true; }
  return ['PageUp', 'PageDown', 'Home', 'End'].includes(key) && walkKey(view, key);
}

function settle(event) {
  event.preventDefault();
  event.stopPropagation();
}

// The element with the focus, looked up through shadow roots.
function focused() {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

// Page keys are the figure's unless what has the focus uses them itself: a field to type in, a slider,
// a list, a choice. A button that was just clicked does not, except for Space.
const TAKES_KEYS = 'input, textarea, select, [contenteditable="true"], [role="slider"], [role="listbox"], [role="combobox"], [role="menu"], [role="grid"]';
const TAKES_ARROWS = '[role="radio"], [role="radiogroup"], [role="tab"], [role="option"]';

function leavesKey(key) {
  const active = focused();
  if (!active || active === document.body) return true;
  if (active.closest(TAKES_KEYS)) return false;
  if (key.startsWith('Arrow') && active.closest(TAKES_ARROWS)) return false;
  return key !== ' ' || !active.closest('button, a');
}

// ---- the window -----------------------------------------------------------------------------

// Outside of its own element a view holds the document's keys, the window's size, and an observer;
// where the browser tells of address changes, Streamlit's own writes cannot lose the step.
function attach(view) {
  document.addEventListener('keydown', view.onPageKey);
  window.addEventListener('resize', view.onResize);
  window.navigation?.addEventListener('currententrychange', view.onAddress);
  view.observer.observe(view.root);
  view.attached = true;
}

function detach(view) {
  pause(view);
  clearTimeout(view.mirrorTimer);
  if (view.data?.step_param) enlarge(false);
  document.removeEventListener('keydown', view.onPageKey);
  window.removeEventListener('resize', view.onResize);
  window.navigation?.removeEventListener('currententrychange', view.onAddress);
  view.observer.disconnect();
  view.attached = false;
}

// A presenter's controls: all of the page is sized in rem, and grows with the projector as a reader's
// own larger type would make it.
function enlarge(present) {
  const size = present ? window.innerWidth / 96 : 0, base = 14;
  document.documentElement.style.fontSize = size > base ? `${size}px` : '';
}

// A jump is for the eyes: where the reader has scrolled past the figure's bar, the page scrolls back.
function bringIntoView(view) {
  if (!view.data.step_param || view.root.getBoundingClientRect().top >= 0) return;
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  view.root.scrollIntoView({ block: 'start', behavior: calm ? 'instant' : 'smooth' });
}

// What the window has left under the bar when the page is scrolled to its top.
function roomBelow(stage, present) {
  const scroller = document.querySelector('[data-testid="stMain"]');
  return window.innerHeight - stage.getBoundingClientRect().top - (scroller?.scrollTop ?? 0) - (present ? 14 : 16);
}
