// In: the quotations that are painted. Out: a strip beside the text that shows where each source speaks, in
// its hue and with its letter, so that a tint is never the only sign.

import { linesOf } from './lines.js';

const LANES = 3;
/** Pixels without a bar after which the same source has its letter again. */
const AGAIN = 40;

/** `{ range, source, reported }` in text order, into `node`, which lies at the left edge of the text. */
export function drawLanes(node, quotes) {
  const origin = node.getBoundingClientRect();
  /** Where the last bar of each lane ends; quotations on the same line stand side by side. */
  const ends = new Array(LANES).fill(-Infinity);
  let last = null;
  const bars = [];
  for (const { range, source, reported } of quotes) {
    const lines = linesOf(range);
    if (lines.length === 0) continue;
    const top = lines[0].top - origin.top;
    const bottom = lines.at(-1).bottom - origin.top;
    let lane = ends.findIndex((end) => end <= top + 1);
    // The same voice goes on in its lane.
    if (last?.source === source && top - last.bottom < 4) lane = last.lane;
    if (lane < 0) lane = LANES - 1;
    const bar = document.createElement('div');
    bar.className = `lane ${source.voice ? `hue-${source.voice}` : 'hue-none'}${reported ? ' reported' : ''}`;
    bar.style.top = `${top}px`;
    bar.style.height = `${bottom - top}px`;
    bar.style.right = `${lane * 6}px`;
    // A voice that is heard again after a while is named again.
    if (last?.source !== source || top - last.bottom > AGAIN) {
      const letter = document.createElement('span');
      letter.className = 'letter';
      letter.textContent = source.letter ?? '?';
      bar.append(letter);
    }
    ends[lane] = Math.max(ends[lane], bottom);
    last = { source, bottom, lane };
    bars.push(bar);
  }
  node.replaceChildren(...bars);
}
