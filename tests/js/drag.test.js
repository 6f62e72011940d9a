import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Course, shareOf, within } from '../../ui/components/js/drag.js';

/** @import { Pointer } from '../../ui/components/js/drag.js' */

/**
 * @param {number} clientX
 * @param {Partial<Pointer>} [changes]
 * @returns {Pointer}
 */
const at = (clientX, changes = {}) => ({ pointerId: 1, isPrimary: true, button: 0, buttons: 1, clientX, clientY: 0, ...changes });

test('a drag begins when the pointer has moved as far as the threshold', () => {
  const course = new Course(4);
  assert.equal(course.press(at(10)), 'pressed');
  assert.equal(course.move(at(13)), null);
  assert.equal(course.move(at(14)), 'started');
  assert.equal(course.move(at(15)), 'moved');
  assert.deepEqual(course.place, { x: 15, y: 0, byX: 5, byY: 0 });
  assert.equal(course.release(at(15)), 'dropped');
  assert.equal(course.move(at(99)), null);
});

test('without a threshold a drag begins with the press', () => {
  const course = new Course(0);
  assert.equal(course.press(at(10)), 'started');
  assert.equal(course.release(at(10)), 'dropped');
});

test('a press that is let go before the threshold was no drag', () => {
  const course = new Course(4);
  course.press(at(10));
  course.move(at(12));
  assert.equal(course.release(at(12)), null);
});

test('a right button and a second finger begin nothing', () => {
  const course = new Course(0);
  assert.equal(course.press(at(10, { button: 2, buttons: 2 })), null);
  assert.equal(course.press(at(10, { isPrimary: false, pointerId: 2 })), null);
  assert.equal(course.pointer, null);
});

test('another pointer neither moves a drag, nor ends it, nor takes it over', () => {
  const course = new Course(0), other = { pointerId: 2 };
  course.press(at(10));
  assert.equal(course.press(at(50, other)), null);
  assert.equal(course.move(at(50, other)), null);
  assert.equal(course.release(at(50, other)), null);
  assert.equal(course.giveUp(at(50, other)), null);
  assert.equal(course.place.x, 10);
  assert.equal(course.release(at(10)), 'dropped');
});

test('a drag is given up once, by its pointer or by something else', () => {
  for (const event of [at(20), undefined]) {
    const course = new Course(4);
    course.press(at(10));
    course.move(at(20));
    assert.equal(course.giveUp(event), 'canceled');
    assert.equal(course.giveUp(event), null);
    assert.equal(course.release(at(20)), null);
  }
});

test('a press that is given up before the threshold tells nobody', () => {
  const course = new Course(4);
  course.press(at(10));
  assert.equal(course.giveUp(), null);
  assert.equal(course.move(at(50)), null);
});

test('a pointer that comes back without its button has been let go unseen', () => {
  const course = new Course(4);
  course.press(at(10));
  course.move(at(20));
  assert.equal(course.move(at(30, { buttons: 0 })), 'canceled');
  assert.equal(course.pointer, null);
});

test('a new drag counts from its own beginning', () => {
  const course = new Course(4);
  course.press(at(10));
  course.move(at(50));
  course.release(at(50));
  course.press(at(60));
  course.move(at(70));
  assert.equal(course.place.byX, 10);
});

test('a place is told in the units of an element, scrolled and enlarged', () => {
  assert.deepEqual(within({ x: 150, y: 60 }, { left: -50, top: 20, width: 400 }, 200), { x: 100, y: 20 });
  assert.deepEqual(within({ x: 5, y: 5 }, { left: 0, top: 0, width: 0 }, 200), { x: 5, y: 5 });
  assert.deepEqual([0, 20, 60, 999].map((x) => shareOf({ x }, { left: 20, width: 80 })), [0, 0, 0.5, 1]);
  assert.equal(shareOf({ x: 5 }, { left: 5, width: 0 }), 0);
});
