// Selections travel to the server and come back later: what the reader has chosen since then stays.

/** @import { Echo, View } from './types' */

/** @returns {Echo} */
export const newEcho = () => ({ sent: [], given: undefined });

/**
 * @param {View} view
 * @param {string | null} id
 */
export function sendSelection(view, id) {
  view.echo.sent = [...view.echo.sent.slice(-20), id];
  view.send('selected', { id, at: Date.now() });
}

/**
 * What is selected after the server has sent a selection: its own, unless that is an echo or was there
 * before.
 * @param {Echo} echo
 * @param {string | null} sent by the server
 * @param {string | null | undefined} shown undefined before the first data
 * @returns {string | null}
 */
export function heard(echo, sent, shown) {
  const place = echo.sent.indexOf(sent), fresh = shown === undefined;
  const own = place >= 0 || (!fresh && sent === echo.given);
  if (place >= 0) echo.sent.splice(0, place + 1);
  echo.given = sent;
  return own && !fresh ? shown : sent;
}
