import type { LayeredData, LayeredView } from '../js/types';

export type Span = [number, number];

export interface ReliefData extends LayeredData {
  legend: string;
  w_name: string;
  b_name: string;
  w: number[];
  b: number[];
  w_span: Span;
  b_span: Span;
  w_ticks: [number, string][];
  b_ticks: [number, string][];
  /** The loss at each w and, within it, each b. */
  loss: number[][];
  highest: number;
  /** Points are (w, b, loss). */
  walks: { id: string; name: string; role: string; points: [number, number, number][] }[];
  least: number;
  most: number;
}

/** A place on the screen in px, and how far in front it lies. */
export type Corner = [x: number, y: number, deep: number];

export type Projector = (w: number, b: number, loss: number) => Corner;

/** A point of a walk on the screen; beyond the map it stands at its edge. */
export interface Spot {
  x: number;
  y: number;
  off: boolean;
}

export interface ShownWalk {
  id: string;
  name: string;
  role: string;
  spots: Spot[];
}

export interface ReliefView extends LayeredView<ReliefData> {
  /** How far the surface is turned, in radians. */
  turn: number;
  /** Undefined until the drawing has a size. */
  at: Projector | undefined;
  corners: Corner[][];
  walks: ShownWalk[];
}
