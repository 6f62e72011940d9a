// What an update carries: only this and the data. The code that draws comes once with the page.
const latest = new WeakMap();

export default function (args) {
  const { parentElement } = args;
  latest.set(parentElement, args);
  const draw = () => globalThis.unrolledCurves.draw(latest.get(parentElement));
  if (globalThis.unrolledCurves) draw();
  else addEventListener('unrolled-curves', draw, { once: true });
  return () => globalThis.unrolledCurves?.leave(parentElement);
}
