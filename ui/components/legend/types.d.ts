export interface LegendData {
  symbols: {
    /** MathML. */
    math: string;
    name: string;
    help: string;
    role: string;
    /** What it is called in the figure; "h." stands for all boxes whose id begins so. */
    ids: string[];
  }[];
}
