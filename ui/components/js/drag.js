// Dragging, for everything that is dragged: the time bar, scissors, surfaces, cells.
//
// A drag is the primary pointer's alone: a right button or a second finger neither begins nor disturbs
// one. It begins when the pointer has moved as far as the threshold, is followed outside of the element
// and of the window, and ends when the pointer is let go. Escape, a scroll that the browser takes over, a
// lost capture, a button let go unseen and a window that loses the focus give it up. The click that the
// browser makes of a drag reaches nobody.
import { settle } from './keys.js';
import { clamp } from './numbers.js';

/**
 * Where the pointer is, in px of the window, and how far it has come since it was pressed.
 * @typedef {{ x: number, y: number, byX: number, byY: number }} Place
 */

/**
 * @typedef {object} Handlers
 * @property {(place: Place) => void} start the drag has begun
 * @property {(place: Place) => void} move the pointer has moved, or the page under it
 * @property {(place: Place) => void} [drop] the pointer was let go
 * @property {() => void} cancel the drag was given up: all shall be as before it
 */

/**
 * @typedef {object} Options
 * @property {number} [threshold] px after which a press is a drag; 0 begins with the press
 * @property {'none' | 'pan-y' | 'pan-x'} [touch] what a finger's movement still scrolls
 */

/**
 * What a pointer event tells about a drag.
 * @typedef {Pick<PointerEvent, 'pointerId' | 'isPrimary' | 'button' | 'buttons' | 'clientX' | 'clientY'>} Pointer
 */

/**
 * The course of a drag, without a document: each method says what the pointer's event means.
 */
export class Course {
  /** @param {number} threshold in px */
  constructor(threshold) {
    this.threshold = threshold;
    /** @type {number | null} */
    this.pointer = null;
    this.moving = false;
    /** @type {Place} */
    this.place = { x: 0, y: 0, byX: 0, byY: 0 };
  }

  /**
   * @param {Pointer} event
   * @returns {'pressed' | 'started' | null}
   */
  press({ pointerId, isPrimary, button, clientX, clientY }) {
    if (!isPrimary || button !== 0 || this.pointer !== null) return null;
    this.pointer = pointerId;
    this.moving = this.threshold === 0;
    this.place = { x: clientX, y: clientY, byX: 0, byY: 0 };
    return this.moving ? 'started' : 'pressed';
  }

  /**
   * @param {Pointer} event
   * @returns {'started' | 'moved' | 'canceled' | null}
   */
  move({ pointerId, buttons, clientX, clientY }) {
    if (pointerId !== this.pointer) return null;
    if ((buttons & 1) === 0) return this.giveUp(); // let go where nobody was told
    const { x, y, byX, byY } = this.place;
    this.place = { x: clientX, y: clientY, byX: byX + clientX - x, byY: byY + clientY - y };
    if (this.moving) return 'moved';
    if (Math.hypot(this.place.byX, this.place.byY) < this.threshold) return null;
    this.moving = true;
    return 'started';
  }

  /**
   * @param {Pick<Pointer, 'pointerId'>} event
   * @returns {'dropped' | null}
   */
  release({ pointerId }) {
    if (pointerId !== this.pointer) return null;
    const { moving } = this;
    this.end();
    return moving ? 'dropped' : null;
  }

  /**
   * @param {Pick<Pointer, 'pointerId'>} [event] without one it is not the pointer that gives up
   * @returns {'canceled' | null}
   */
  giveUp(event) {
    if (this.pointer === null || (event && event.pointerId !== this.pointer)) return null;
    const { moving } = this;
    this.end();
    return moving ? 'canceled' : null;
  }

  end() {
    this.pointer = null;
    this.moving = false;
  }
}

/**
 * Lets an element be dragged.
 * @param {HTMLElement | SVGElement} element
 * @param {Handlers} handlers
 * @param {Options} [options]
 * @returns {(may: boolean) => void} says whether it may be dragged from now on; at first it may
 */
export function draggable(element, { start, move, drop, cancel }, { threshold = 4, touch = 'none' } = {}) {
  const course = new Course(threshold);
  let allowed = true;

  /** @param {'pressed' | 'started' | 'moved' | 'dropped' | 'canceled' | null} found */
  const act = (found) => {
    if (found === 'started') start(course.place);
    if (found === 'started' || found === 'moved') move(course.place);
    if (found === 'dropped' || found === 'canceled') swallowClick(found === 'dropped');
    if (found === 'dropped') drop?.(course.place);
    if (found === 'canceled') cancel();
    if (course.pointer === null) forget();
  };
  /** @param {KeyboardEvent} event */
  const onKey = (event) => {
    if (event.key !== 'Escape' || !course.moving) return;
    settle(event);
    act(course.giveUp());
  };
  const onBlur = () => act(course.giveUp());
  const onScroll = () => { if (course.moving) move(course.place); };
  const forget = () => {
    document.removeEventListener('keydown', onKey, { capture: true });
    window.removeEventListener('blur', onBlur);
    window.removeEventListener('scroll', onScroll, { capture: true });
  };

  element.addEventListener('pointerdown', (/** @type {Event} */ pressed) => {
    const event = /** @type {PointerEvent} */ (pressed), found = allowed ? course.press(event) : null;
    if (!found) return;
    element.setPointerCapture(event.pointerId);
    document.addEventListener('keydown', onKey, { capture: true });
    window.addEventListener('blur', onBlur);
    window.addEventListener('scroll', onScroll, { capture: true, passive: true });
    act(found);
  });
  /**
   * @param {'pointermove' | 'pointerup' | 'pointercancel' | 'lostpointercapture'} name
   * @param {(event: PointerEvent) => Parameters<typeof act>[0]} follow
   */
  const listen = (name, follow) => element.addEventListener(name, (/** @type {Event} */ event) => {
    if (course.pointer !== null) act(follow(/** @type {PointerEvent} */ (event)));
  });
  listen('pointermove', (event) => course.move(event));
  listen('pointerup', (event) => course.release(event));
  listen('pointercancel', (event) => course.giveUp(event));
  listen('lostpointercapture', (event) => course.giveUp(event));

  // Within a drawing Chromium heeds no touch-action, so a finger that drags is kept from scrolling here.
  if (touch === 'none') element.addEventListener('touchmove', (event) => { if (course.pointer !== null) event.preventDefault(); }, { passive: false });

  const allow = (/** @type {boolean} */ may) => {
    allowed = may;
    element.style.touchAction = may ? touch : '';
  };
  allow(true);
  return allow;
}

/**
 * The browser makes a click of a press and its release, however far apart and however the drag ended.
 * @param {boolean} released the pointer has been let go; else it still will be
 */
function swallowClick(released) {
  const capture = { capture: true };
  const stop = () => {
    window.removeEventListener('click', settle, capture);
    window.removeEventListener('pointerdown', stop, capture);
    window.removeEventListener('pointerup', stopSoon, capture);
  };
  const stopSoon = () => setTimeout(stop); // the click comes before any timeout
  window.addEventListener('click', settle, capture);
  window.addEventListener('pointerdown', stop, capture);
  if (released) stopSoon();
  else window.addEventListener('pointerup', stopSoon, capture);
}

/**
 * A place in the units of an element that is ``width`` of them wide, however it is scrolled or enlarged.
 * @param {{ x: number, y: number }} place in px of the window
 * @param {{ left: number, top: number, width: number }} box of the element, in px of the window
 * @param {number} width
 */
export function within({ x, y }, box, width) {
  const scale = box.width / width || 1;
  return { x: (x - box.left) / scale, y: (y - box.top) / scale };
}

/**
 * How far along a box a place lies, from 0 to 1.
 * @param {{ x: number }} place
 * @param {{ left: number, width: number }} box
 */
export const shareOf = ({ x }, { left, width }) => clamp((x - left) / (width || 1), 0, 1);
