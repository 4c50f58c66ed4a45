// In: many things and how one becomes a row. Out: a list of the first of them, and a button for the rest.

import { make, number } from './dom.js';

/** A list of at most `most` rows until the reader asks for all. */
export function limited(things, most, row, name) {
  const list = make('ul', { class: 'rows' }, ...things.slice(0, most).map(row));
  if (things.length <= most) return list;
  const rest = make('button', {
    type: 'button',
    class: 'all',
    onclick: () => {
      const at = list.childElementCount;
      list.append(...things.slice(most).map(row));
      list.children[at].querySelector('button').focus();
      rest.remove();
    },
  }, `${most === 0 ? 'Show' : 'All'} ${number(things.length)} ${name}`);
  return make('div', {}, list, rest);
}
