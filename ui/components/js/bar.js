// The bar above the drawing: back, play, forward, the track, the phase of the walk, what happens now, and saving.
import { html, setAttribute, setText, svg } from './dom.js';
import { draggable, shareOf } from './drag.js';

/** @import { Bar, BarActions, Step } from './types' */

const ICONS = {
  back: 'M10 3L5 8L10 13', forward: 'M6 3L11 8L6 13', play: 'M4.5 2.8L13 8L4.5 13.2Z',
  pause: 'M4.5 3.2H6.9V12.8H4.5ZM9.1 3.2H11.5V12.8H9.1Z',
};

/**
 * @param {HTMLElement} root
 * @param {BarActions} actions
 * @returns {Bar}
 */
export function buildBar(root, actions) {
  const bar = html('div', 'bar', root), walk = html('div', 'walk', bar);
  /**
   * @param {'back' | 'play' | 'forward'} name
   * @param {string} label
   * @param {() => void} act
   */
  const button = (name, label, act) => {
    const element = html('button', name, walk, { type: 'button', 'aria-label': label, title: label });
    const icon = svg('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, element);
    const path = svg('path', { d: ICONS[name] }, icon);
    element.addEventListener('click', act);
    return { element, path };
  };
  const back = button('back', 'One step back', () => actions.step(-1));
  const play = button('play', 'Play', actions.toggle);
  const forward = button('forward', 'One step forward', () => actions.step(1));

  const track = html('div', 'track', bar, { role: 'slider', tabindex: '0', 'aria-label': 'Step', 'aria-valuemin': '1' });
  const rail = html('div', 'rail', track);
  const fill = html('div', 'fill', rail), ticks = html('div', 'ticks', rail), thumb = html('div', 'thumb', rail);
  dragTrack(track, rail, actions);

  const phase = html('p', 'phase', bar, { role: 'status', 'aria-live': 'polite' });

  const words = html('div', 'words', bar);
  const text = html('span', 'text', words, { role: 'status', 'aria-live': 'polite' });
  const widest = html('span', 'text widest', words, { 'aria-hidden': 'true' });
  const count = html('span', 'count', words);

  const save = html('div', 'save', bar);
  for (const [kind, act] of /** @type {const} */ ([['SVG', () => actions.save('svg')], ['PNG', () => actions.save('png')]])) {
    const element = html('button', 'quiet', save, { type: 'button', 'aria-label': `Save the drawing as ${kind}`, title: `Save the drawing as ${kind}` });
    element.textContent = kind;
    element.addEventListener('click', act);
  }
  return { bar, walk, back, play, forward, track, fill, ticks, thumb, phase, text, widest, count };
}

/**
 * @param {HTMLElement} track
 * @param {HTMLElement} rail
 * @param {BarActions} actions
 */
function dragTrack(track, rail, actions) {
  let from = 0;
  const release = () => track.classList.remove('held');
  draggable(track, {
    start: () => {
      from = actions.now();
      track.classList.add('held');
    },
    move: (place) => actions.drag(shareOf(place, rail.getBoundingClientRect())),
    drop: release,
    cancel: () => { release(); actions.go(from); },
  }, { threshold: 0 });
}

/**
 * @param {Bar} bar
 * @param {Step[]} steps
 */
export function describeWalk(bar, steps) {
  const walks = steps.length > 1;
  for (const part of [bar.walk, bar.track, bar.count]) part.style.display = walks ? '' : 'none';
  bar.bar.classList.toggle('phased', steps.some((step) => step.phase));
  setText(bar.widest, steps.reduce((long, step) => (step.text.length > long.length ? step.text : long), ''));
  setAttribute(bar.track, 'aria-valuemax', String(Math.max(1, steps.length)));
  bar.ticks.style.setProperty('--steps', String(Math.max(1, steps.length - 1)));
  bar.ticks.style.display = steps.length <= 41 ? '' : 'none';
}

/**
 * @param {Bar} bar
 * @param {Step[]} steps
 * @param {number} step from 0
 */
export function paintBar(bar, steps, step) {
  const last = steps.length - 1, share = last > 0 ? (step / last) * 100 : 0, text = steps[step]?.text ?? '';
  bar.fill.style.width = bar.thumb.style.left = `${share}%`;
  setText(bar.phase, steps[step]?.phase ?? '');
  setText(bar.text, text);
  setText(bar.count, `step ${step + 1} of ${steps.length}`);
  setAttribute(bar.track, 'aria-valuenow', String(step + 1));
  setAttribute(bar.track, 'aria-valuetext', text);
  setAttribute(bar.back.element, 'aria-disabled', step <= 0 ? 'true' : null);
  setAttribute(bar.forward.element, 'aria-disabled', step >= last ? 'true' : null);
}

/**
 * @param {Bar} bar
 * @param {boolean} playing
 */
export function paintPlay(bar, playing) {
  setAttribute(bar.play.path, 'd', playing ? ICONS.pause : ICONS.play);
  setAttribute(bar.play.element, 'aria-label', playing ? 'Pause' : 'Play');
  setAttribute(bar.play.element, 'title', playing ? 'Pause' : 'Play');
}
