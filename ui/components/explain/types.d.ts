// How numbers were made: what figures/forms.py sends, and what is printed of it.

export type Index = string | number | Expression;
export type Expression =
  | ['n', string, ...Index[]]
  | ['c', number]
  | ['+', ...Expression[]]
  | ['*', ...Expression[]]
  | ['Σ', Expression, string, number, Index | null, Index | null, string, string?]
  | ['max', string, ...Index[]]
  | ['f', string, Expression]
  | ['part', Expression, string];

export interface Table {
  shape: number[];
  /** The number of the first entry along each axis, as the reader counts. */
  first: number[];
  /** In the order of C; NaN where an open question hides a number. */
  values: Float64Array;
  role?: string;
  box?: string;
  group?: string;
}

/** A text with holes, the color of its role, whether it is what an equation ends in. */
export type Template = [text: string, role: string, result: boolean];

export interface Equation {
  symbols: Template[];
  value?: Expression;
  role: string;
  unit?: string;
  digits?: number;
  significant?: boolean;
  one_line?: boolean;
  percent?: boolean;
}

export interface Form {
  title: string;
  steps?: Equation[];
  lines?: Template[][];
  words?: string;
  each?: [table: string, axis: number];
  matrix?: string;
  rows?: string;
  columns?: string;
  where?: Record<string, Expression>;
  columns_of?: number;
  each_where?: Record<string, Expression>;
  each_stop?: string;
  then?: Equation[];
}

export interface Explained {
  /** The boxes that an open question covers. */
  hidden: string[];
  forms: Record<string, Form>;
  names: Record<string, string[]>;
  tables: Record<string, Table>;
}

/** The indices of a number by name. */
export type Indices = Record<string, number>;

export interface Piece {
  text: string;
  role: string;
  result?: boolean;
}

export interface Matrix {
  rows: string[];
  columns: string[];
  entries: string[][];
}

/** An entry of a table that took part: its table and its indices, as the reader counts. */
export interface Source {
  table: string;
  index: number[];
}

/** What is printed of one number. */
export interface Explanation {
  title: string;
  lines: Piece[][];
  words: string;
  matrix: Matrix | null;
  sources: Source[];
}

/** What the card shows: an explanation, or that the number is hidden, or neither. */
export interface Shown {
  explanation: Explanation | null;
  hidden: boolean;
}
