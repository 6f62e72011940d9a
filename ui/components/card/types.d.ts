/** A button of the card. */
export interface Press {
  label: string;
  kind: 'button' | 'link' | 'choice' | 'nav' | 'main';
  icon: string;
  help: string;
  disabled: boolean;
  /** Of a button that chooses: whether it is the chosen one. */
  chosen: boolean | null;
}

/** Boxes on a grid, and arrows between them by their places in the list. */
export interface PictureData {
  boxes: { x: number; y: number; role: string }[];
  arrows: { from: number; to: number }[];
}

export interface CardsData {
  large: boolean;
  /** What the cards have in common where they stand side by side; '' where they stand one below the other. */
  row: string;
  cards: CardData[];
}

export interface CardData {
  name: string;
  /** The number card is filled by the figure, in the browser. */
  kind: 'text' | 'number' | 'guide';
  title: string;
  /** In a little Markdown, see markdown.js. */
  body: string;
  /** MathML in lines of its own. */
  formula: string[];
  picture: PictureData | null;
  /** The MathML of each formula in the texts, by its TeX. */
  math: Record<string, string>;
  /** What the choices are called for a screen reader. */
  label: string;
  presses: Press[];
}

/** A piece of text with its looks. */
export interface Span {
  text: string;
  strong: boolean;
  /** What the text speaks of in the figure: ids with blanks between them. */
  points?: string;
  /** The text is TeX. */
  math?: boolean;
  color: string;
}
