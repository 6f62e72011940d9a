// The blank key of a clicker makes a presenter's screen black; any key or a click brings the page back.
import { modified, settle, types } from '../js/keys.js';

const KEYS = ['.', 'b', 'B'];

/**
 * @param {() => boolean} presenting
 * @returns {(event: KeyboardEvent) => void} what listens to the document's keys, before anything else does
 */
export function blanks(presenting) {
  /** @type {HTMLDialogElement | null} */
  let black = null;
  const end = () => {
    black?.remove();
    black = null;
  };
  return (event) => {
    if (black?.isConnected) {
      end();
      settle(event);
    } else if (presenting() && KEYS.includes(event.key) && !modified(event) && !types(event)) {
      black = darken(end);
      settle(event);
    }
  };
}

/**
 * A dialog stands above all, also where a part of the page fills the screen.
 * @param {() => void} end
 */
function darken(end) {
  const black = document.createElement('dialog');
  black.className = 'blank-screen';
  black.setAttribute('aria-label', 'The screen is blank. Any key brings the page back.');
  black.addEventListener('click', end);
  black.addEventListener('cancel', end);
  document.body.append(black);
  black.showModal();
  return black;
}
