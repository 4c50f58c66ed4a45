// In: an Analysis and the text box it belongs to. Out: marks in the box, and what lies under a point or
// the caret. Only what is near the window is painted once a text has many marks.

import { shiftBetween } from './box.js';
import { drawLanes } from './lanes.js';
import { findHeadings, findLifted, findMarks } from './marks.js';
import { MirrorPainter } from './mirror.js';
import { HighlightPainter, canHighlight } from './painter.js';
import { SpanIndex, drawnAt, offsetAtPoint } from './ranges.js';

/** Up to this many marks are painted wherever they lie. */
const FEW = 200;
/** Mentions of one entity that are lifted at once. */
const MANY = 1000;
/** How far beyond the window marks are painted, in windows. */
const MARGIN = 1;

/** The marks of one element. */
export class View {
  #box;
  #painter;
  /** What is shown, and the text that its offsets count. */
  analysis = null;
  sources = null;
  text = '';
  #marks = [];
  /** Whether the text is one to be marked. */
  #on = false;
  #now = null;
  #lifted = null;
  #lanes;

  constructor(box, mirror, lanes) {
    this.#box = box;
    this.#lanes = lanes;
    const mirrored = !canHighlight();
    mirror.hidden = !mirrored;
    this.#painter = mirrored ? new MirrorPainter(mirror) : new HighlightPainter();
    /** A copy of the text has to follow every edit at once; highlights move with the text by themselves. */
    this.follows = mirrored;
  }

  /** Takes a new analysis of `text`; `show` shows it. */
  take(analysis, sources, text) {
    this.analysis = analysis;
    this.sources = sources;
    this.text = text;
  }

  /** Marks the kinds in `shown`; nothing in a text that is not English, unless `anyLanguage`. */
  show(shown, anyLanguage) {
    const { analysis, sources } = this;
    if (!analysis) return;
    this.#on = anyLanguage || analysis.language === 'en';
    this.#marks = this.#on ? [...findHeadings(analysis), ...findMarks(analysis, sources, shown)] : [];
    this.#now = null;
    this.#lifted = null;
    this.#painter.clear('lift');
    this.paint();
  }

  /** Takes all marks away and lets go of the analysis. */
  clear() {
    this.analysis = null;
    this.#marks = [];
    this.#now = null;
    this.#lifted = null;
    this.#painter.clearAll();
    this.#lanes.replaceChildren();
  }

  /** Whether all marks are painted, wherever the window is. */
  get whole() {
    return this.#marks.length <= FEW;
  }

  /** The marks where they lie in the text as it is now, which may have been edited since. */
  #current() {
    const { map } = this.#box;
    if (this.#now?.map !== map) {
      const shift = shiftBetween(this.text, map.text);
      const spans = [];
      for (const mark of this.#marks) {
        const start = shift(mark.start);
        const end = shift(mark.end);
        if (end > start) spans.push({ ...mark, start, end });
      }
      this.#now = { map, shift, index: new SpanIndex(spans) };
    }
    return this.#now;
  }

  paint() {
    if (!this.analysis || !this.#paints) return;
    const { map, index } = this.#current();
    const [from, to] = this.whole ? [0, map.text.length] : this.#nearWindow(map);
    const near = index.within(from, to);
    this.#painter.paint('marks', map, near);
    if (this.#lifted) this.#paintLifted();
    if (this.#lanes.hidden) return;
    const spoken = near.filter(({ quote }) => quote !== undefined && this.sources.ofQuote[quote]);
    drawLanes(this.#lanes, spoken.map(({ start, end, quote }) => ({
      range: map.range(start, end),
      source: this.sources.ofQuote[quote],
      reported: this.analysis.quotes[quote].kind === 'indirect',
    })));
  }

  /**
   * In the page's own markup no copy can lie behind the text, and the text cannot keep forced colours from
   * turning every mark into a selection.
   */
  get #paints() {
    return !this.#box.slotted || !(this.follows || matchMedia('(forced-colors: active)').matches);
  }

  /** The stretch of text within a margin around the window. */
  #nearWindow(map) {
    const { innerHeight } = window;
    return [
      firstBelow(map, -innerHeight * MARGIN),
      firstBelow(map, innerHeight * (1 + MARGIN)),
    ];
  }

  /** Lifts `{ quote }` or `{ entity }`, or puts everything down again with null. */
  lift(what) {
    this.#lifted = what;
    if (!what || !this.analysis || !this.#on) this.#painter.clear('lift');
    else this.#paintLifted();
  }

  #paintLifted() {
    if (!this.#paints) return;
    const { map, shift } = this.#current();
    const spans = findLifted(this.analysis, this.sources, this.#lifted)
      .map(({ start, end, label }) => ({ start: shift(start), end: shift(end), label }))
      .filter(({ start, end }) => end > start);
    this.#painter.paint('lift', map, spans.slice(0, MANY));
  }

  /** The range of a span of the analysis in the text as it is now. */
  range({ start, end }) {
    const { map, shift } = this.#current();
    return map.range(shift(start), shift(end));
  }

  /** The range of a mark that `at`, `atOffset` or `neighbour` gave. */
  drawn({ start, end }) {
    return this.#current().map.range(start, end);
  }

  /** Where an offset of the analysis is in the text as it is now. */
  offset(offset) {
    return this.#current().shift(offset);
  }

  /** The innermost mark drawn at a point of the window. */
  at(x, y) {
    if (!this.analysis) return null;
    const { map, index } = this.#current();
    const offset = offsetAtPoint(map, x, y);
    if (offset < 0) return null;
    return this.#pick(index.at(offset).filter(({ start, end }) => drawnAt(map.range(start, end), x, y)));
  }

  /** The innermost mark around the caret. */
  atOffset(offset) {
    return this.analysis && offset >= 0 ? this.#pick(this.#current().index.at(offset)) : null;
  }

  #pick(marks) {
    return marks.find((mark) => mark.mention !== undefined || mark.quote !== undefined) ?? null;
  }

  /** The mark after (1) or before (-1) a mark, or the first of all. */
  neighbour(mark, step) {
    if (!this.analysis) return null;
    const { map, index } = this.#current();
    const all = index.within(0, map.text.length).filter((one) => one.mention !== undefined || one.quote !== undefined);
    const same = (one) => one.start === mark?.start && one.end === mark.end && one.label === mark.label;
    const at = all.findIndex(same);
    return all[at < 0 ? 0 : Math.max(0, Math.min(all.length - 1, at + step))] ?? null;
  }
}

/** The first offset of which the line ends below `y` in the window: a binary search over the lines. */
function firstBelow(map, y) {
  const bottom = (offset) => {
    // A line break has no box of its own; the character before it has.
    for (let at = offset; at >= 0 && at > offset - 64; at -= 1) {
      const box = map.range(at, at + 1).getBoundingClientRect();
      if (box.height > 0) return box.bottom;
    }
    return -Infinity;
  };
  let low = 0;
  let high = map.text.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bottom(middle) < y) low = middle + 1;
    else high = middle;
  }
  return low;
}
