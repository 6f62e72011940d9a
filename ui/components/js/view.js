// How a figure of any kind comes onto the page, is given data and leaves.
import { buildBar } from './bar.js';
import { html } from './dom.js';
import { newEcho } from './echo.js';
import { leaveField, leavesKey, modified, settle } from './keys.js';
import { decode, same } from './payload.js';
import { save } from './save.js';
import { tab } from './tab.js';
import { pageKey, pause, toggle } from './walk.js';
import { attach, detach, enlarge } from './window.js';

/** @import { Arguments, Figure, View } from './types' */

/**
 * A view with a bar and an empty stage; the figure adds what it draws on and an observer of its size.
 * @param {HTMLElement} root
 * @param {Figure} figure
 * @returns {View}
 */
export function newView(root, figure) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  const shadow = /** @type {ShadowRoot} */ (root.getRootNode());
  shadow.adoptedStyleSheets = [sheet];
  const view = /** @type {View} */ ({
    root, figure, attached: false, echo: newEcho(),
    walk: { step: 0, path: location.pathname, timer: undefined, mirrorTimer: undefined },
  });
  view.bar = buildBar(root, {
    step: (by) => { pause(view); figure.go(view, view.walk.step + by); },
    toggle: () => toggle(view),
    now: () => view.walk.step,
    go: (to) => figure.go(view, to, 'instant'),
    drag: (share) => { pause(view); figure.go(view, Math.round(share * (view.data.steps.length - 1)), 'instant'); },
    save: (kind) => (figure.save ?? save)(view, kind),
  });
  view.stage = html('div', 'stage', root);
  view.onPageKey = (event) => {
    if (view.data.main && view.data.present) leaveField(event);
    if (view.data.main && !root.contains(/** @type {Node} */ (event.composedPath()[0])) && leavesKey(event.key)) pageKey(view, event);
  };
  view.onResize = () => {
    if (view.data.main) enlarge(view.data.present);
    figure.fit(view);
  };
  view.onPrint = () => scaleToPaper(view);
  root.addEventListener('keydown', (event) => {
    if (!modified(event) && figure.onKey(view, event)) settle(event);
  });
  return view;
}

/**
 * A drawing in the px of the screen is scaled to the width of the paper while it is printed.
 * @param {View} view
 */
function scaleToPaper({ drawing, data }) {
  if (drawing.hasAttribute('viewBox')) return;
  drawing.setAttribute('viewBox', `0 0 ${data.width} ${data.height}`);
  addEventListener('afterprint', () => drawing.removeAttribute('viewBox'), { once: true });
}

/** @type {WeakMap<Element, View>} */
const views = new WeakMap();

/**
 * Serves all figures of a kind in the tab, unless an earlier copy of this code does; see mount.js.
 * @param {Figure} figure
 */
export function serve(figure) {
  const { kind } = figure;
  if (tab[kind]) return;
  tab[kind] = {
    /** @param {Arguments} args */
    show: (args) => show(figure, args),
    /** @param {ParentNode} parent */
    leave: (parent) => {
      const view = views.get(rootIn(parent, kind));
      if (!view) return;
      detach(view);
      figure.left?.(view);
    },
  };
  dispatchEvent(new Event(`unrolled-${kind}`));
}

/**
 * @param {ParentNode} parent
 * @param {string} kind
 */
const rootIn = (parent, kind) => /** @type {HTMLElement} */ (parent.querySelector(`.${kind}`));

/**
 * @param {Figure} figure
 * @param {Arguments} args
 */
function show(figure, { parentElement, data, setStateValue }) {
  const { kind } = figure, root = rootIn(parentElement, kind);
  let view = views.get(root);
  if (!view) views.set(root, (view = figure.create(root)));
  view.send = setStateValue;
  if (!same(data, view.sent)) {
    view.sent = data.slice();
    figure.update(view, decode(data));
  } else figure.again?.(view);
  if (!view.attached) attach(view);
}
