// The figure tells the step it shows; the page's one writer of the address (ui/components/address) puts it there.

/**
 * @param {string} path of the page that the figure belongs to; another page's address is not touched
 * @param {number | null} step from 1; null for the step at which the page starts
 */
export function tellStep(path, step) {
  dispatchEvent(new CustomEvent('unrolled-step', { detail: { path, step } }));
}
