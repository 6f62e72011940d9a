// What an update carries: only this and the data. The code that draws comes once with the page.
const latest = new WeakMap();

export default function (args) {
  const { parentElement } = args;
  latest.set(parentElement, args);
  const draw = () => globalThis.unrolledRelief.draw(latest.get(parentElement));
  if (globalThis.unrolledRelief) draw();
  else addEventListener('unrolled-relief', draw, { once: true });
  return () => globalThis.unrolledRelief?.leave(parentElement);
}
