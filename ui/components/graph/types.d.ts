import type { Piece } from '../explain/types';
import type { FigureData, Step, View } from '../js/types';

export type Mark = '' | 'target' | 'right' | 'wrong' | 'best';
export type Veil = 'none' | 'cells' | 'all';

/** The numbers of a box, one for each cell. */
export interface Cells {
  id: string;
  texts: string[];
  values?: (number | null)[];
  labels?: string[];
  marks?: Mark[];
  hints?: string[];
  /** The number of each row in its id; 0 stands for others and has none. */
  indices?: number[];
  picture?: string;
}

export interface FrameData extends Cells {
  title: string;
  caption: string;
}

export interface NodeData extends Cells {
  role: string;
  x: number;
  y: number;
  width: number;
  height: number;
  cell_height: number;
  columns: number;
  title: string;
  caption: string;
  caption_mark: string;
  alt: string;
  display: 'numbers' | 'heat' | 'bars' | 'signed bars';
  scale: number;
  shape: 'box' | 'circle';
  veil: Veil;
  pinned: boolean;
  title_at?: 'over' | 'beside';
  editable?: boolean;
  group?: string;
  frames?: FrameData[];
  frame_of_step?: number[];
}

/** A box as it is shown at a step: of one with frames ``name`` is the frame's id, ``since`` its first step. */
export interface ShownNode extends NodeData {
  name?: string;
  since?: number;
}

/** Where a box is and how large. */
export type Placed = Pick<NodeData, 'x' | 'y' | 'width' | 'height'>;

export interface EdgeData {
  id: string;
  role: string;
  source: string;
  target: string;
  group: string;
  label: string;
  style: 'straight' | 'dashed' | 'curve' | 'elbow' | 'feedback';
  cut: boolean;
  cuttable: boolean;
  label_at: number;
  alt: string;
}

export interface NoteData {
  x: number;
  y: number;
  text: string;
  role: string;
  anchor: string;
  pinned: boolean;
}

export interface GraphData extends FigureData {
  nodes: NodeData[];
  edges: EdgeData[];
  notes: NoteData[];
  steps: (Step & { lit: string[]; now: string[] })[];
  highlight: string[];
  veil_after: number | null;
  morph: boolean;
  max_height: number;
  /** When the last number was typed that the page has answered. */
  answered?: number | null;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Rectangle {
  left: number;
  top: number;
  width: number;
  height: number;
}

export type Point = [x: number, y: number];

export interface LabelPlace {
  x: number;
  y: number;
  anchor: 'start' | 'middle' | 'end';
}

/** How an arrow runs: its line and its head as paths, its label's place, its middle. */
export interface Route {
  d: string;
  head: string;
  label: LabelPlace | null;
  middle: Point;
}

export interface CellPart {
  text: SVGTextElement;
  heat?: SVGRectElement;
  bar?: SVGRectElement;
  rule?: SVGPathElement;
  glyph?: SVGPathElement;
  pointer?: SVGPathElement;
  label?: SVGTextElement;
}

/** The elements of a box. */
export interface NodePart {
  kind: 'node';
  g: SVGGElement;
  /** Its place among the data's boxes. */
  place: number;
  frame: SVGRectElement | SVGCircleElement;
  cells: CellPart[];
  zero?: SVGPathElement;
  title?: SVGTextElement;
  caption?: SVGTextElement;
  cover?: SVGTextElement;
  pictures?: Map<string, SVGImageElement>;
  leaving: SVGImageElement[];
}

/** The elements of an arrow, and how it runs. */
export interface EdgePart {
  kind: 'edge';
  g: SVGGElement;
  place: number;
  twin: boolean;
  gutter: boolean;
  hit: SVGPathElement;
  line: SVGPathElement;
  head: SVGPathElement;
  label?: SVGTextElement;
  route?: Route;
}

export type Part = NodePart | EdgePart;

/** What an id means: a box (k is -1) or one of its cells, or an arrow. */
export type Found = FoundNode | FoundEdge;
export interface FoundNode {
  part: NodePart;
  node: ShownNode;
  k: number;
}
export interface FoundEdge {
  part: EdgePart;
  node?: undefined;
  k: -1;
}

export type Layers = Record<'under' | 'edges' | 'cuts' | 'nodes' | 'pinned' | 'over', SVGGElement>;

/** The drawing for one topology; made by build.js, anew for another one. */
export interface Drawn {
  shape: string;
  layers: Layers;
  parts: Map<string, Part>;
  /** The boxes by id, as they are shown at the step. */
  byId: Map<string, ShownNode>;
  /** What a box with frames shows at each step. */
  walks: Map<string, ShownNode[]>;
  /** What lights up together. */
  groups: Map<string, SVGGElement[]>;
  notes: SVGTextElement[];
  /** The width of the row names that stand still, in user units. */
  rowWidth: number;
  /** The smallest size of a number, in user units. */
  smallest: number;
  /** The step at which the walk first reaches an id, and what it first reaches at each step. */
  first: Map<string, number>;
  reached: string[][];
  rings: Record<'hover' | 'ring' | 'cursor' | 'focus', SVGRectElement>;
  /** The boxes and arrows of what happens now. */
  now: SVGGElement[];
  /** True once the step has been painted. */
  painted: boolean;
  /** The ids whose halos are drawn, undefined for none yet. */
  halos: string | undefined;
}

/** What the reader points at; owned by selection.js. */
export interface Pointing {
  selected: string | null;
  hovered: string | null;
  /** The cell or arrow that Up and Down have reached. */
  cursor: string | null;
  /** The group under the pointer, '' for none. */
  group: string;
  /** True if a finger pressed last. */
  touch: boolean;
}

/** The size of the drawing and of its window, in px; owned by size.js. */
export interface Size {
  scale: number;
  width: number;
  /** The height that the page leaves; undefined until it is measured. */
  room: number | undefined;
  /** True if the drawing is higher than its window. */
  tall: boolean;
  /** How far pinned boxes have moved, in user units. */
  pin: number;
  scrollLeft: number;
  scrollTop: number;
  /** Where a smooth scroll is going. */
  goalLeft: number | undefined;
  goalTop: number | undefined;
  /** True until the reader takes the first step: a phone shows the beginning first. */
  opens: boolean;
}

/** The field over a cell; owned by edit.js. */
export interface Typing {
  field: HTMLInputElement;
  /** The cell that is typed into. */
  id: string | null;
  /** Its text before. */
  before: string;
  /** Why the number cannot be taken. */
  reason: Hint | null;
  /** What the page has not answered yet. */
  waiting: Typed[];
}

/** A number that was typed into a cell, and when. */
export interface Typed {
  id: string;
  value: number;
  at: number;
}

/** Scissors on arrows; owned by cut.js. */
export interface Cuts {
  scissors: Scissors[];
  undo: ReturnType<typeof setTimeout> | undefined;
}

export interface Scissors {
  g: SVGGElement;
  /** The arrow that they cut. */
  edge: string;
  movable: boolean;
  held: boolean;
  allow(may: boolean): void;
}

export interface Hint {
  text: string;
  /** How the number was made. */
  lines?: Piece[][];
  /** The cell that it stands beside, in user units. */
  box: Box;
}

export interface GraphView extends View<GraphData> {
  rows: SVGSVGElement;
  sheet: HTMLElement;
  tip: HTMLElement;
  said: HTMLElement;
  drawn: Drawn;
  pointing: Pointing;
  size: Size;
  typing: Typing;
  cuts: Cuts;
}
