// The shapes that figures of every kind share.

export interface Step {
  text: string;
  /** What this part of the walk is for, where it has parts. */
  phase?: string;
}

/** What the server sends: the figure as data, and how it is shown. */
export interface FigureData {
  title: string;
  steps: Step[];
  start: number;
  start_token: string;
  selected: string | null;
  /** How the figure's numbers were made, where it says so. */
  explained?: import('../explain/types').Explained;
  highlight?: string[];
  present: boolean;
  main: boolean;
  /** the step at which the page starts, from 0; the address then names none */
  home: number | null;
  scenes?: boolean;
  /** The steps, from 0, between which a presenter's keys walk; what lies beyond is asked of the page. */
  range?: [number, number] | null;
  /** In user units of the drawing; of curves, letters and charts, in px as measured. */
  width: number;
  height: number;
}

export interface Bar {
  bar: HTMLElement;
  walk: HTMLElement;
  back: BarButton;
  play: BarButton;
  forward: BarButton;
  track: HTMLElement;
  fill: HTMLElement;
  ticks: HTMLElement;
  thumb: HTMLElement;
  phase: HTMLElement;
  text: HTMLElement;
  widest: HTMLElement;
  count: HTMLElement;
}

export interface BarButton {
  element: HTMLElement;
  path: SVGPathElement;
}

export interface BarActions {
  step(by: number): void;
  toggle(): void;
  /** The step shown, and the way back to it when a drag is given up. */
  now(): number;
  go(to: number): void;
  drag(share: number): void;
  save(kind: 'svg' | 'png'): void;
}

/** What one kind of figure does; everything else is shared. */
export interface Figure {
  /** Its class, and the name of its data. */
  kind: string;
  create(root: HTMLElement): View;
  /** Draws new data: builds at first, patches after. */
  update(view: View, data: FigureData): void;
  /** Shows a step, from 0; out of range means the nearest. */
  go(view: View, to: number, behavior?: ScrollBehavior): void;
  /** Takes the room that there is now. */
  fit(view: View): void;
  /** True if it has used the key. */
  onKey(view: View, event: KeyboardEvent): boolean;
  /** The same data once more: the theme may be another. */
  again?(view: View): void;
  /** It has left the page, or is about to come back at once. */
  left?(view: View): void;
  /** Saves what is drawn by other means than an SVG of its own. */
  save?(view: View, kind: 'svg' | 'png'): void;
}

/** One figure on the page: what figures of all kinds keep of it. */
export interface View<D extends FigureData = FigureData> {
  figure: Figure;
  root: HTMLElement;
  bar: Bar;
  stage: HTMLElement;
  drawing: SVGSVGElement;
  /** Undefined until the first data are there. */
  data: D;
  /** ``data`` as it came. */
  sent: Uint8Array | undefined;
  token: string | undefined;
  send(name: string, value: unknown): void;
  walk: Walk;
  attached: boolean;
  observer: ResizeObserver;
  onPageKey(event: KeyboardEvent): void;
  onResize(): void;
  onPrint(): void;
  echo: Echo;
  /** What is saved with the drawing: row names that stand still while it scrolls. */
  rows: { children: Iterable<Element> };
}

/** Where the walk is; owned by walk.js. */
export interface Walk {
  step: number;
  /** The path of the page that the figure belongs to. */
  path: string;
  timer: ReturnType<typeof setInterval> | undefined;
  mirrorTimer: ReturnType<typeof setTimeout> | undefined;
}

/** The selections that were sent and the last one that came from the server; owned by echo.js. */
export interface Echo {
  sent: (string | null)[];
  given: string | null | undefined;
}

export interface Scene {
  at: number;
  by: number;
  kept: string | null;
  view: View;
  keep(event: KeyboardEvent): void;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** Data of a drawing in layers say what it shows, for screen readers. */
export interface LayeredData extends FigureData {
  alt: string;
}

/** A drawing in layers, one for each kind of element. */
export interface LayeredView<D extends LayeredData = LayeredData> extends View<D> {
  output: HTMLOutputElement;
  groups: Record<string, SVGGElement>;
  kinds: Record<string, keyof SVGElementTagNameMap>;
  /** The size of its type in px, undefined until it is measured. */
  em: number;
}

/** One element of a layer: its class, its text, its attributes; ``style`` is its share. */
export interface Item {
  role?: string;
  text?: string;
  style?: string;
  [attribute: string]: string | number | undefined;
}

/** What Streamlit calls a component with. */
export type Arguments = Pick<
  // biome-ignore lint/suspicious/noExplicitAny: the data are what Python sent, each component knows its own
  import('@streamlit/component-v2-lib').FrontendRendererArgs<Record<string, unknown>, any>,
  'parentElement' | 'data' | 'setStateValue'
>;

declare global {
  /** Given by the loader in Python: the styles of the bundle. */
  const STYLE: string;
  /** Given by the loader in Python: the kind of the figure that mount.js mounts. */
  const KIND: string;
}
