// The little Markdown of cards: paragraphs, lines, **strong**, :color[text], $TeX$, [text](ids) for what speaks of boxes
// in the figure, and a backslash before a sign that means nothing.

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
  let strong = false, points = '';
  const add = (/** @type {string} */ text, math = false) => {
    const color = colors.at(-1) ?? '', last = found.at(-1);
    if (last && !math && !last.math && last.strong === strong && last.color === color && (last.points ?? '') === points) last.text += text;
    else found.push({ text, strong, color, ...(math && { math }), ...(points && { points }) });
  };
  const addAll = (/** @type {Span[]} */ all) => { for (const { text, math } of all) add(text, math); };
  for (const [token, linked, ids] of line.matchAll(/\\[!-/:-@[-`{-~]|\*\*|:[a-z]+\[|\[((?:\\.|[^[\]\\])*)\]\(([^()]+)\)|\]|\$[^$]+\$|[^\\*:[\]$]+|[\s\S]/g)) {
    if (ids) {
      points = ids;
      addAll(spans(linked ?? ''));
      points = '';
    } else if (token.length > 1 && token.startsWith('\\')) add(token.slice(1));
    else if (token.length > 2 && token.startsWith('$')) add(token.slice(1, -1), true);
    else if (token === '**') strong = !strong;
    else if (/^:[a-z]+\[$/.test(token)) colors.push(token.slice(1, -1));
    else if (token === ']' && colors.length) colors.pop();
    else add(token);
  }
  return found;
}
