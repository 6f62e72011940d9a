// Plotly's traces in the state of the figure: up to the walk's step, from above, with the chosen point marked.

/** @import { Dict, PlotView, Trace } from './types' */

const IN_STEPS = ['x', 'y', 'z', 'text', 'customdata', 'hovertext'];

/**
 * A walk up to the step; its last spot is the largest.
 * @param {Trace} trace
 * @param {number} step from 0
 * @returns {Trace}
 */
export function grown(trace, step) {
  if (!trace.grows) return trace;
  const end = step * trace.grows + 1;
  const cut = Object.fromEntries(IN_STEPS.filter((name) => trace[name]).map((name) => [name, trace[name].slice(0, end)]));
  if (!trace.marker) return { ...trace, ...cut };
  const size = Array.from(cut.x, (_, k) => (k === step ? 2 : 1) * trace.marker.size);
  return { ...trace, ...cut, marker: { ...trace.marker, size } };
}

/**
 * What stands in space as it is seen from above.
 * @param {Trace} trace
 * @returns {Trace}
 */
export function fromAbove({ above, z, ...trace }) {
  if (above) return { ...trace, ...above };
  return trace.type === 'scatter3d' ? { ...trace, type: 'scatter' } : { ...trace, z };
}

/**
 * The layout of the same: the axes of the ground.
 * @param {Dict} layout
 * @returns {Dict}
 */
export function layoutFromAbove({ scene, ...others }) {
  return { ...others, xaxis: scene.xaxis, yaxis: scene.yaxis, dragmode: 'zoom' };
}

/**
 * A ring around the chosen point; no trace where it is not shown.
 * @param {Trace[]} traces as they are shown
 * @param {string | null} selected
 * @returns {Trace[]}
 */
export function ringAround(traces, selected) {
  for (const trace of traces) {
    const k = selected === null ? -1 : Array.from(trace.customdata ?? []).indexOf(selected);
    if (k >= 0) {
      const marker = { symbol: 'circle-open', size: 16, color: 'color:amber', line: { width: 3, color: 'color:amber' } };
      return [{ type: trace.type, mode: 'markers', x: [trace.x[k]], y: [trace.y[k]], ...(trace.type === 'scatter3d' && { z: [trace.z[k]] }), xaxis: trace.xaxis, yaxis: trace.yaxis, marker, hoverinfo: 'skip', showlegend: false }];
    }
  }
  return [];
}

/**
 * Whether the figure stands in space.
 * @param {PlotView['data']} data
 */
export const inSpace = (data) => 'scene' in data.layout;

/**
 * A camera turned around the upright axis, tilted, and moved nearer.
 * @param {{ x: number, y: number, z: number }} eye
 * @param {{ turn?: number, tilt?: number, nearer?: number }} by in radians, and a factor
 */
export function turned({ x, y, z }, { turn = 0, tilt = 0, nearer = 1 }) {
  const away = Math.hypot(x, y, z) / nearer, around = Math.atan2(y, x) + turn;
  const up = Math.min(Math.max(Math.asin(z / Math.hypot(x, y, z)) + tilt, -0.2), 1.5);
  return { x: away * Math.cos(up) * Math.cos(around), y: away * Math.cos(up) * Math.sin(around), z: away * Math.sin(up) };
}
