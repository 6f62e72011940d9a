// The little Markdown of cards: paragraphs, lines, **strong**, :color[text], and a backslash before a sign that means
// nothing.

/** @import { Span } from './types' */

/**
 * The paragraphs of a text, each a list of lines.
 * @param {string} text
 * @returns {Span[][][]}
 */
export function paragraphs(text) {
  return text.split(/\n{2,}/).map((paragraph) => paragraph.trim()).filter(Boolean)
    .map((paragraph) => paragraph.split(/ {2,}\n/).map((line) => spans(line.replaceAll('\n', ' '))));
}

/**
 * @param {string} line
 * @returns {Span[]}
 */
export function spans(line) {
  /** @type {Span[]} */
  const found = [];
  /** @type {string[]} */
  const colors = [];
  let strong = false;
  const add = (/** @type {string} */ text) => {
    const color = colors.at(-1) ?? '', last = found.at(-1);
    if (last && last.strong === strong && last.color === color) last.text += text;
    else found.push({ text, strong, color });
  };
  for (const [token] of line.matchAll(/\\[!-/:-@[-`{-~]|\*\*|:[a-z]+\[|\]|[^\\*:\]]+|[\s\S]/g)) {
    if (token.length > 1 && token.startsWith('\\')) add(token.slice(1));
    else if (token === '**') strong = !strong;
    else if (/^:[a-z]+\[$/.test(token)) colors.push(token.slice(1, -1));
    else if (token === ']' && colors.length) colors.pop();
    else add(token);
  }
  return found;
}
