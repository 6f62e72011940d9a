/** A button of the card. */
export interface Press {
  label: string;
  kind: 'button' | 'link' | 'choice';
  icon: string;
  help: string;
  disabled: boolean;
}

export interface CardData {
  title: string;
  /** In a little Markdown, see markdown.js. */
  body: string;
  /** What the choices are called for a screen reader. */
  label: string;
  large: boolean;
  presses: Press[];
}

/** A piece of text with its looks. */
export interface Span {
  text: string;
  strong: boolean;
  color: string;
}
