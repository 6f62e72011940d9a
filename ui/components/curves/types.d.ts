import type { Item, LayeredData, LayeredView, Step } from '../js/types';

/** A logarithm of exactly 0 is '0'; null is undefined. */
export type Value = number | '0' | null;

export interface Line {
  id: string;
  name: string;
  role: string;
  x: number[] | null;
  y: Value[];
  /** ``x``, or 0, 1, 2, … where it is null. */
  xs: number[];
  dashed?: boolean;
  thin?: boolean;
  level?: boolean;
  ending?: string;
  band?: { name: string; low: (number | null)[]; high: (number | null)[] };
  marks?: [number, Value][];
  mark?: string;
}

export interface PanelData {
  label: string;
  unit: string;
  log: boolean;
  low: number;
  high: number;
  ticks: [number, string][];
  series: Line[];
  seen?: boolean;
}

export interface LegendItem {
  line: Line;
  kind: 'line' | 'band' | 'mark';
  text: string;
  /** The row, from 0, and the left end in px. */
  row: number;
  at: number;
}

/** A panel with its place on the screen, in px. */
export interface Panel extends PanelData {
  legend: LegendItem[];
  x: number;
  y: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  last: boolean;
  /** From a place on an axis to px. */
  px(at: number): number;
  py(value: number | '0'): number;
}

export interface CurvesData extends LayeredData {
  highlight: string[];
  steps: (Step & { x: number; sample: string })[];
  x: { label: string; low: number; high: number; ticks: [number, string][]; unit: [string, string]; said: string };
  panels: PanelData[];
  shares: number[];
  beside: boolean;
  covered: boolean;
  veil: [number, number] | null;
  /** A question that lets the reader draw first: its id, and where one may draw while it is open. */
  sketch?: { id: string; stretch: [number, number] | null } | null;
  bar: boolean;
  fills?: boolean;
  least: number;
  most: number;
  height_px: number;
}

export interface CurvesView extends LayeredView<CurvesData> {
  /** Undefined until the drawing has a size. */
  panels: Panel[] | undefined;
  /** What is said at the ends of lines, and at which px from the left those are. */
  values: { of: number; item: Item }[];
  /** Where the line stands that a network wrote at the step; hidden where there is none. */
  sample: HTMLElement;
  veil: { low: number; high: number } | null;
  /** The place on the horizontal axis that is read out. */
  at: number | null;
}

export interface Point {
  line: Line;
  k: number;
  x: number;
  y: Value;
}
