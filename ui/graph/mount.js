// What an update of a diagram carries: only this and the data. The code and the style that draw come
// once with the page (graph.js) and may arrive after the first call.
const latest = new WeakMap();

export default function (args) {
  const { parentElement } = args;
  latest.set(parentElement, args);
  const draw = () => globalThis.unrolledGraph.draw(latest.get(parentElement));
  if (globalThis.unrolledGraph) draw();
  else addEventListener('unrolled-graph', draw, { once: true });
  return () => globalThis.unrolledGraph?.leave(parentElement);
}
