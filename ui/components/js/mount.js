// What an update of a figure carries: only this and the data. The code and the style that draw come
// once with the page (mounting.js) and may arrive after the first call.
const latest = new WeakMap();

export default function (args) {
  const { parentElement } = args;
  latest.set(parentElement, args);
  const show = () => globalThis.unrolled[KIND].show(latest.get(parentElement));
  if (globalThis.unrolled?.[KIND]) show();
  else addEventListener(`unrolled-${KIND}`, show, { once: true });
  return () => globalThis.unrolled?.[KIND]?.leave(parentElement);
}
