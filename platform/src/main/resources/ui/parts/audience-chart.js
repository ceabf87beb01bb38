// A channel's audience as curves: who was there by which way, how much was said, how it sounded. Three pictures above one
// line of time, drawn at the size that they have on the page, so that letters keep theirs. For the eye alone: what is drawn
// here is told by figures and a table beside it.

import { html, nothing, svg } from 'lit';
import { language, t } from '../core/language.js';

/** Told apart without colours too. */
export const WAYS = ['stage', 'hls', 'chat'];
const DASHES = { stage: '', hls: '7 4', chat: '1.5 4' };

const LEFT = 44; // pixels, for figures at the side
const RIGHT = 8;
const HEIGHTS = { viewers: 150, messages: 72, sentiment: 64 };
const GAP = 34; // between two pictures: the name of the lower one
const TOP = 22;
const FOOT = 24;
const MINUTE = 60_000;
const TICKS = [5, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080].map(minutes => minutes * MINUTE);
const LETTERS = 72; // pixels that a time of day and its neighbour's distance take

export const STEPS = { '1m': MINUTE, '5m': 5 * MINUTE, '1h': 60 * MINUTE, '1d': 1440 * MINUTE };

const EMPTY = { stage: 0, hls: 0, chat: 0, messages: 0, speakers: 0, reactions: 0, scored: 0, sentiment: null };

/** All steps of the stretch, also those in which nobody was there; without the newest, as long as nothing is known of them. */
export function stepsOf({ from, to, step, points }, known) {
  const size = STEPS[step];
  const byTime = new Map(points.map(point => [Date.parse(point.at), point]));
  const steps = [];
  for (let at = Date.parse(from); at < Date.parse(to); at += size) {
    const point = byTime.get(at);
    if (point || at + size <= known) steps.push({ ...EMPTY, ...point, at });
  }
  return steps;
}

/** A line as the legend shows it. */
export const sample = way => html`<svg class="sample" width="26" height="8" aria-hidden="true">${line(way, 'M1 4H25')}</svg>`;

const line = (way, path) => svg`<path class="curve by-${way}" d=${path} stroke-dasharray=${DASHES[way]}></path>`;

/** @param chosen the step that is pointed at, or -1 */
export function audienceChart({ step, from, to }, steps, width, chosen) {
  const time = scaleOf(Date.parse(from), Date.parse(to), LEFT, width - RIGHT);
  const each = Math.max(1, time(STEPS[step]) - time(0));
  const middle = at => time(at) + each / 2;
  const viewers = { top: TOP, height: HEIGHTS.viewers };
  const messages = { top: viewers.top + viewers.height + GAP, height: HEIGHTS.messages };
  const mood = { top: messages.top + messages.height + GAP, height: HEIGHTS.sentiment };
  const floor = mood.top + mood.height;
  return html`
    <svg class="chart" width=${width} height=${floor + FOOT} viewBox="0 0 ${width} ${floor + FOOT}" aria-hidden="true">
      ${times(Date.parse(from), Date.parse(to), step, width).map(({ at, text }) => svg`
        <path class="grid" d="M${round(time(at))} ${TOP}V${floor}"></path>
        <text class="time" x=${round(time(at))} y=${floor + 17}>${text}</text>`)}
      ${viewersOf(viewers, steps, middle, width)}
      ${messagesOf(messages, steps, time, each, width, step)}
      ${moodOf(mood, steps, time, each, width)}
      ${steps[chosen] ? svg`<path class="here" d="M${round(middle(steps[chosen].at))} ${TOP}V${floor}"></path>` : nothing}
    </svg>`;
}

/** Which step is drawn at this place, -1 for none. */
export function stepAt({ step, from, to }, steps, width, x) {
  const begin = Date.parse(from);
  const at = begin + ((x - LEFT) / (width - RIGHT - LEFT)) * (Date.parse(to) - begin);
  return steps.findIndex(one => at >= one.at && at < one.at + STEPS[step]);
}

const scaleOf = (from, to, low, high) => value => low + ((value - from) / (to - from)) * (high - low);
const round = value => Math.round(value * 10) / 10;

/** The next round number. */
function roundTop(most) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  return [1, 2, 4, 6, 8, 10].map(times => times * power).find(top => top >= most) ?? 10 * power;
}

const frame = ({ top, height }, name, marks, width) => svg`
  <text class="name" x=${LEFT} y=${top - 8}>${name}</text>
  ${marks.map(([y, text]) => svg`<path class="grid" d="M${LEFT} ${round(y)}H${width - RIGHT}"></path><text class="mark" x=${LEFT - 7} y=${round(y) + 4}>${text}</text>`)}`;

function upwards(place, most) {
  const top = roundTop(most);
  const y = scaleOf(0, top, place.top + place.height, place.top);
  const marks = (top % 2 === 0 ? [0, top / 2, top] : [0, top]).map(value => [y(value), language.number(value, { notation: 'compact' })]);
  return { y, marks };
}

function viewersOf(place, steps, middle, width) {
  const { y, marks } = upwards(place, Math.max(...steps.flatMap(step => WAYS.map(way => step[way])), 1));
  const used = WAYS.filter(way => steps.some(step => step[way] > 0));
  return svg`${frame(place, t('audience.viewers'), marks, width)}
    ${used.map(way => line(way, pathOf(steps, step => middle(step.at), y, way)))}`;
}

/** Where nobody is there is no line, but for the way down to it. */
function pathOf(steps, x, y, way) {
  const value = step => step?.[way] ?? 0;
  if (steps.length === 1) return `M${round(x(steps[0])) - 3} ${round(y(value(steps[0])))}h6`; // a line of one point is none
  const shown = i => value(steps[i - 1]) || value(steps[i]) || value(steps[i + 1]);
  return steps.map((step, i) => (shown(i) ? `${i > 0 && shown(i - 1) ? 'L' : 'M'}${round(x(step))} ${round(y(value(step)))}` : '')).join('');
}

/** One path for all bars: a day has hundreds. */
function messagesOf(place, steps, time, each, width, step) {
  const { y, marks } = upwards(place, Math.max(...steps.map(({ messages }) => messages), 1));
  const bars = steps.filter(({ messages }) => messages > 0).map(({ at, messages }) => bar(time(at), each, y(messages), y(0)));
  return svg`${frame(place, t(`audience.messages.${step}`), marks, width)}<path class="bars" d=${bars.join('')}></path>`;
}

const bar = (x, each, top, foot) => `M${round(x + each * 0.1)} ${round(foot)}V${round(top)}h${round(each * 0.8)}V${round(foot)}Z`;

function moodOf(place, steps, time, each, width) {
  const y = scaleOf(-1, 1, place.top + place.height, place.top);
  const scored = steps.filter(({ sentiment }) => sentiment !== null);
  const bars = side => scored.filter(({ sentiment }) => sentiment * side > 0).map(({ at, sentiment }) => bar(time(at), each, y(sentiment), y(0))).join('');
  const even = scored.filter(({ sentiment }) => sentiment === 0).map(({ at }) => bar(time(at), each, y(0.03), y(-0.03))).join('');
  const sign = value => [y(value), language.number(value, { signDisplay: 'exceptZero' })];
  return svg`${frame(place, t('audience.sentiment'), [1, 0, -1].map(sign), width)}
    <path class="bars glad" d=${bars(1)}></path><path class="bars sad" d=${bars(-1)}></path><path class="bars" d=${even}></path>`;
}

/** Where a time is written, at round ones of the reader's own day; days of the server's are its own (UTC). */
function times(from, to, step, width) {
  const most = Math.max(2, (width - LEFT) / LETTERS);
  const apart = TICKS.find(size => size >= STEPS[step] && (to - from) / size <= most) ?? TICKS.at(-1);
  const shift = step === '1d' ? 0 : new Date(from).getTimezoneOffset() * MINUTE;
  const marks = [];
  for (let at = Math.ceil((from - shift) / apart) * apart + shift; at < to; at += apart) marks.push({ at, text: timeOf(at, step, apart) });
  return marks;
}

function timeOf(at, step, apart) {
  if (step === '1d') return language.date(at, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  return language.date(at, apart >= 1440 * MINUTE ? { day: 'numeric', month: 'short' } : { hour: '2-digit', minute: '2-digit' });
}
