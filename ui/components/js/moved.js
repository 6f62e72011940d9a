/** The event that says that what stands above or beside a figure has another height now. */
export const MOVED = 'unrolled-moved';
