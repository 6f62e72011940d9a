/** @import { Arguments } from '../js/types' */

/**
 * @typedef {object} Data
 * @property {string} label
 * @property {number} low
 * @property {number} high
 * @property {number} step
 * @property {number} value
 * @property {string} help
 * @property {string} low_text what stands for the lowest value, '' for its number
 * @property {string} token with another one ``value`` counts again
 */

/**
 * @typedef {object} Slider
 * @property {HTMLLabelElement} label
 * @property {HTMLOutputElement} output
 * @property {HTMLInputElement} input
 * @property {Data} data
 * @property {(name: string, value: unknown) => void} set
 * @property {string | null} sent
 * @property {ReturnType<typeof setTimeout> | undefined} timer
 * @property {number} last when a value was sent, in ms
 * @property {string | undefined} token
 */

const MOST_PER_SECOND = 10;

/** @type {WeakMap<Element, Slider>} */
const sliders = new WeakMap();

/**
 * @param {Element} root
 * @param {Data} data
 * @param {Slider['set']} set
 * @returns {Slider}
 */
function build(root, data, set) {
  const found = (/** @type {string} */ name) => /** @type {any} */ (root.querySelector(name));
  /** @type {Slider} */
  const slider = { label: found('label'), output: found('output'), input: found('input'), data, set, sent: null, timer: undefined, last: 0, token: undefined };
  const { input } = slider;
  const send = () => {
    slider.timer = undefined;
    slider.last = performance.now();
    if (slider.sent === input.value) return;
    slider.sent = input.value;
    slider.set('value', { at: Number(input.value), token: slider.data.token });
  };
  input.addEventListener('input', () => {
    paint(slider);
    const wait = 1000 / MOST_PER_SECOND - (performance.now() - slider.last);
    if (wait <= 0) send();
    else if (!slider.timer) slider.timer = setTimeout(send, wait);
  });
  input.addEventListener('keydown', (event) => event.stopPropagation());
  return slider;
}

/** @param {Slider} slider */
function paint({ input, output, data }) {
  const value = Number(input.value), share = (value - data.low) / (data.high - data.low);
  input.style.setProperty('--share', `${100 * share}%`);
  const text = value === data.low && data.low_text ? data.low_text : input.value;
  output.textContent = text;
  input.setAttribute('aria-valuetext', text);
}

/** @param {Arguments} args */
export default function ({ parentElement, data, setStateValue }) {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector('.live'));
  let slider = sliders.get(root);
  if (!slider) sliders.set(root, (slider = build(root, data, setStateValue)));
  const shown = slider, { input } = shown;
  Object.assign(shown, { set: setStateValue, data });
  shown.label.textContent = data.label;
  root.title = data.help;
  Object.assign(input, { min: data.low, max: data.high, step: data.step });
  const held = shown.timer || /** @type {ShadowRoot} */ (root.getRootNode()).activeElement === input;
  if (shown.token !== data.token) shown.sent = null;
  if (!held || shown.token !== data.token) input.value = data.value;
  shown.token = data.token;
  paint(shown);
  return () => clearTimeout(shown.timer);
}
