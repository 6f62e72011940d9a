/** A button of the card. */
export interface Press {
  label: string;
  kind: 'button' | 'link' | 'choice';
  icon: string;
  help: string;
  disabled: boolean;
}

export interface CardsData {
  large: boolean;
  cards: CardData[];
}

export interface CardData {
  name: string;
  /** The number card is filled by the figure, in the browser. */
  kind: 'text' | 'number';
  title: string;
  /** In a little Markdown, see markdown.js. */
  body: string;
  /** What the choices are called for a screen reader. */
  label: string;
  presses: Press[];
}

/** A piece of text with its looks. */
export interface Span {
  text: string;
  strong: boolean;
  color: string;
}
