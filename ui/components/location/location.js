/** @import { Arguments } from '../js/types' */

/** @param {Arguments} args */
export default function ({ setStateValue }) {
  setStateValue('address', window.location.href);
}
