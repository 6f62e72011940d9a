/** @import { Scene } from './types' */

/**
 * What all figures of the tab share: the code that draws each kind, and the scene that is waited for.
 * @type {{ scene?: Scene | null } & Record<string, any>}
 */
export const tab = (/** @type {any} */ (globalThis).unrolled ??= {});
