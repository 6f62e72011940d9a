// The step of a walk in the address, counted from 1, so that a copied link opens it.

/**
 * Replaces the step in the address; the entry of the history stays the same.
 * @param {string} name the parameter
 * @param {number | null} number null takes it out
 */
export function writeAddress(name, number) {
  const url = new URL(location.href);
  if (number === null) url.searchParams.delete(name);
  else url.searchParams.set(name, String(number));
  if (url.href !== location.href) history.replaceState(history.state, '', url);
}

/**
 * The step that the query asks for, from 0; null if it names none that the walk has.
 * @param {string} query "?step=3&…"
 * @param {string} name the parameter
 * @param {number} steps how many the walk has
 * @returns {number | null}
 */
export function addressStep(query, name, steps) {
  const text = new URLSearchParams(query).get(name);
  return text !== null && /^\d{1,4}$/.test(text) && +text >= 1 && +text <= steps ? +text - 1 : null;
}
