import { tab } from '../js/tab.js';

/** @import { Arguments } from '../js/types' */

/** @param {Arguments} args */
export default function ({ setStateValue }) {
  tab.tellAddress = () => setStateValue('address', window.location.href);
  tab.tellAddress();
  return () => {
    tab.tellAddress = undefined;
  };
}
