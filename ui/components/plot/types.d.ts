import type { LayeredData, LayeredView } from '../js/types';

/** A trace or a layout as Plotly takes it; colors are named as in theme.js. */
// biome-ignore lint/suspicious/noExplicitAny: what Plotly takes is as wide as its reference
export type Dict = Record<string, any>;

export interface Trace extends Dict {
  /** So many points a step are shown, up to the walk's. */
  grows?: number;
  /** What it is where the figure is seen from above; without it a line in space loses its height. */
  above?: Dict;
  /** The names of the points, which can be chosen. */
  customdata?: string[];
}

export interface PlotData extends LayeredData {
  traces: Trace[];
  layout: Dict;
  /** What can be done with it, in words. */
  hint: string;
  /** A click on what has no name sends its place. */
  places: boolean;
  least: number;
  most: number;
}

/** Since the pointer was pressed: whether it is still down, has been drawn, has chosen, and what lies under it. */
export interface Press {
  held: boolean;
  dragged: boolean;
  taken: boolean;
  point: null | PlotlyPoint;
}

export interface PlotView extends LayeredView<PlotData> {
  /** True while the surface is shown as a map. */
  flat: boolean;
  flatten: HTMLButtonElement;
  hint: HTMLElement;
  /** The theme of the last painting. */
  theme: string;
  painting: boolean;
  wanted: boolean;
  heard: boolean;
  press: Press;
  /** What is under the pointer. */
  over: PlotlyPoint | null;
}

/** What of Plotly is used. */
export interface Plotly {
  react(element: Element, traces: Dict[], layout: Dict, config: Dict): Promise<unknown>;
  relayout(element: Element, changes: Dict): Promise<unknown>;
  toImage(element: Element, options: Dict): Promise<string>;
  purge(element: Element): void;
}

export interface PlotlyElement extends HTMLElement {
  on(name: string, hear: (event: { points: PlotlyPoint[] }) => void): void;
  layout: Dict;
}

export interface PlotlyPoint {
  x: number;
  y: number;
  customdata?: string;
  data: Trace;
}

declare global {
  /** Given by the loader in Python: where plotly.js is. */
  const LIBRARY: string;
}
