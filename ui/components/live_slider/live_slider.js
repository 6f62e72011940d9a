const MOST_PER_SECOND = 10;
const store = new WeakMap();

function build(root, state) {
  const [label, output, input] = ['label', 'output', 'input'].map((name) => root.querySelector(name));
  Object.assign(state, { label, output, input, sent: null, timer: 0, last: 0 });
  const send = () => {
    state.timer = 0;
    state.last = performance.now();
    if (state.sent === input.value) return;
    state.sent = input.value;
    state.set('value', { at: Number(input.value), token: state.data.token });
  };
  input.addEventListener('input', () => {
    paint(state);
    const wait = 1000 / MOST_PER_SECOND - (performance.now() - state.last);
    if (wait <= 0) send();
    else if (!state.timer) state.timer = setTimeout(send, wait);
  });
  input.addEventListener('keydown', (event) => event.stopPropagation());
}

function paint(state) {
  const { input, output, data } = state;
  const share = (input.value - data.low) / (data.high - data.low);
  input.style.setProperty('--share', `${100 * share}%`);
  const text = Number(input.value) === data.low && data.low_text ? data.low_text : input.value;
  output.textContent = text;
  input.setAttribute('aria-valuetext', text);
}

export default function ({ parentElement, data, setStateValue }) {
  const root = parentElement.querySelector('.live');
  let state = store.get(root);
  if (!state) build(root, (state = {})), store.set(root, state);
  state.set = setStateValue;
  state.data = data;
  state.label.textContent = data.label;
  root.title = data.help;
  const { input } = state;
  for (const [name, value] of [['min', data.low], ['max', data.high], ['step', data.step]]) input[name] = value;
  const mine = state.timer || root.getRootNode().activeElement === input;
  if (state.token !== data.token) state.sent = null;
  if (!mine || state.token !== data.token) input.value = data.value;
  state.token = data.token;
  paint(state);
  return () => clearTimeout(state.timer);
}
