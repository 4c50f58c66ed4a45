// In: which kinds are marked. Out: a row of switches that look like the marks they switch.

import { ENTITY_KINDS, QUOTE_KINDS } from '../element/kinds.js';
import { make } from './dom.js';

const SHORT = { quoted: 'Quoted', reported: 'Reported', scare: '“Scare” quotes' };
const SAMPLE = { quoted: 'label-voice-1', reported: 'label-voice-1-reported', scare: 'label-scare' };

/** Fills `node` with switches for the marks of `element`. */
export function fillLegend(node, element) {
  const kinds = [...QUOTE_KINDS, ...ENTITY_KINDS];
  node.replaceChildren(...kinds.map(({ key, name }) => {
    const on = element.marks.includes(key);
    const button = make('button', { type: 'button', class: 'switch', 'aria-pressed': String(on), 'data-kind': key },
      make('span', { class: SAMPLE[key] ?? `label-${key}` }, SHORT[key] ?? name));
    button.addEventListener('click', () => {
      const marks = new Set(element.marks);
      if (!marks.delete(key)) marks.add(key);
      element.marks = marks;
      button.setAttribute('aria-pressed', String(marks.has(key)));
    });
    return button;
  }));
}
