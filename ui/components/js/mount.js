// What an update of a figure carries: only this and the data. The code and the style that draw come
// once with the page (view.js) and may arrive after the first call.

/** @import { Arguments } from './types' */

/** @type {WeakMap<object, Arguments>} */
const latest = new WeakMap();

/** @returns {Record<string, any> | undefined} */
const served = () => /** @type {any} */ (globalThis).unrolled?.[KIND];

/** @param {Arguments} args */
export default function (args) {
  const { parentElement } = args;
  latest.set(parentElement, args);
  const show = () => served()?.show(latest.get(parentElement));
  if (served()) show();
  else addEventListener(`unrolled-${KIND}`, show, { once: true });
  return () => served()?.leave(parentElement);
}
