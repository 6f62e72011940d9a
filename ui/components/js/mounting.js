// How a figure of any kind comes onto the page, is given data and leaves. The figure itself has
// createView(root) and update(view, data); KIND is its name, its class, and that of its data.
const views = new WeakMap();

// A view with a bar and an empty stage; `own` is what else this kind of figure keeps.
function newView(root, own) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.getRootNode().adoptedStyleSheets = [sheet];
  const view = { root, step: 0, timer: null, ...own };
  view.bar = buildBar(root, {
    step: (by) => { pause(view); go(view, view.step + by); },
    toggle: () => (view.timer ? pause(view) : play(view)),
    drag: (share) => { pause(view); go(view, Math.round(share * (view.data.steps.length - 1)), 'instant'); },
    save: (kind) => save(view, view.data, kind),
  });
  view.stage = html('div', 'stage', root);
  view.onPageKey = (event) => {
    if (view.data.step_param && !root.contains(event.composedPath()[0]) && leavesKey(event.key) && onPageKey(view, event)) settle(event);
  };
  view.onAddress = () => mirror(view);
  return view;
}

// One drawing with a layer for each kind of element, and a line that reads out.
function addLayers(view, kinds) {
  view.drawing = svg('svg', { role: 'img', tabindex: '0' }, view.stage);
  view.output = html('output', '', view.stage, { 'aria-live': 'polite' });
  view.groups = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, svg('g', {}, view.drawing)]));
  view.rows = { children: [] };
}

// New data of a layered drawing: the walk keeps its step, unless it is the first or begins anew.
function redraw(view, data) {
  const fresh = view.data === undefined, jump = fresh || data.start_token !== view.token;
  view.data = data;
  view.token = data.start_token;
  view.root.classList.toggle('present', data.present);
  if (data.step_param) enlarge(data.present);
  describeWalk(view.bar, data.steps);
  view.drawing.setAttribute('aria-label', data.alt);
  if (fresh) view.home = data.start;
  if (jump) pause(view);
  if (jump && !fresh) bringIntoView(view);
  go(view, jump ? (fresh ? addressStep(data) : null) ?? data.start : view.step);
  fit(view);
  if (jump) beginScene(view);
  if (jump) for (const wait of [120, 500]) setTimeout(() => view.attached && view.onResize(), wait); // the page may still move
}

function show({ parentElement, data, setStateValue }) {
  const root = parentElement.querySelector(`.${KIND}`);
  let view = views.get(root);
  if (!view) views.set(root, (view = createView(root)));
  view.send = setStateValue;
  if (view.text !== data[KIND]) {
    view.text = data[KIND];
    update(view, JSON.parse(data[KIND]));
  }
  if (!view.attached) attach(view);
}

function leave(parentElement) {
  const view = views.get(parentElement.querySelector(`.${KIND}`));
  if (view) detach(view);
}

// The first copy of this code serves all figures of its kind in the tab; see mount.js.
if (!tab[KIND]) {
  tab[KIND] = { show, leave };
  dispatchEvent(new Event(`unrolled-${KIND}`));
}
export default function () {}
