import type { LayeredData, LayeredView, Step } from '../js/types';

export interface LettersData extends LayeredData {
  highlight: string[];
  steps: (Step & { at: number })[];
  unit: string;
  reads: string;
  bets: string;
  /** How many of the likeliest next symbols are shown. */
  ranks: number;
  scale: number;
  scale_text: [string, string];
  symbols: string[];
  characters: string[];
  /** The places of line ends. */
  ends: number[];
  /** The time step at each place, 0 where it is not read. */
  times: number[];
  given: number;
  values: (number | null)[];
  /** At each place the likeliest tokens with their chances. */
  guesses: ([number, number][] | null)[];
  follows: (number | null)[];
  veil_after: number | null;
}

/** The places of the text that stand in one line: ``from`` and before ``to``. */
export interface Row {
  from: number;
  to: number;
}

/** Where everything stands, in px; the heights ``tall``, ``guess`` and ``bars`` in em. */
export interface Layout {
  em: number;
  width: number;
  height: number;
  left: number;
  right: number;
  pitch: number;
  columns: number;
  /** The width of the list beside the glass; 0 on a phone, which has none. */
  list: number;
  tall: number;
  guess: number;
  bars: number;
  tops: { bars: number; cells: number; guesses: number; text: number };
  rows: Row[];
  spots: { x: number; y: number }[];
}

export interface LettersView extends LayeredView<LettersData> {
  /** Null until the data have been laid out. */
  layout: Layout | null;
  /** The width that the text has, in px. */
  room: number;
  /** What is under the pointer. */
  at: Found | null;
}

/** A place of the text, and which of the likeliest symbols after it; -1 for the place itself. */
export interface Found {
  place: number;
  rank: number;
}
