// How numbers were made: what figures/forms.py sends, and what is printed of it.

export type Index = string | number | Expression;
export type NumberExpression = ['n', string, ...Index[]];
export type Expression =
  | NumberExpression
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
  /** True if the numbers begin in the line of the symbols. */
  beside?: boolean;
  one_line?: boolean;
  percent?: boolean;
}

/** An axis of a table. */
export type Axis = [table: string, axis: number];

export interface Form {
  title: string;
  steps?: Equation[];
  lines?: Template[][];
  words?: string;
  each?: Axis;
  /** A table, or the entry at a row and a column, and the axes through which these run. */
  matrix?: string | [entry: Expression, rows: Axis, columns: Axis];
  rows?: string;
  columns?: string;
  where?: Record<string, Expression>;
  columns_of?: number;
  by_row?: Form[];
  /** The entry of a table that takes a typed number. */
  typed?: NumberExpression;
  printed?: 'distance';
  each_where?: Record<string, Expression>;
  each_stop?: string;
  then?: Equation[];
}

/** Entries that follow when a number is typed. */
export interface Recomputed {
  entry: NumberExpression;
  value: Expression;
  since: Record<string, number>;
}

export interface Explained {
  /** The boxes, or the points of curves, that an open question covers. */
  hidden: string[];
  forms: Record<string, Form>;
  names: Record<string, string[]>;
  tables: Record<string, Table>;
  recomputed?: Recomputed[];
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
