// In: an Analysis and its sources. Out: the list of who speaks, each opening to what was said.

import { count, lifting, make, number } from './dom.js';
import { limited } from './limited.js';

/** Longer quotations are cut in the list; the text itself is a click away. */
const LONG = 280;

/** Sources that the reader has opened, by key, so that they stay open while the text is edited. */
const opened = new Set();

/** `{ analysis, text, sources, reveal, lift }` → nodes. */
export function listSources(article) {
  const { all } = article.sources;
  if (all.length === 0) return [make('p', { class: 'none' }, 'No one is quoted in this text.')];
  const most = Math.max(...all.map((source) => source.quoted + source.reported));
  const groups = [
    ['named', null],
    ['unnamed', 'Not named'],
    ['none', 'Without a source'],
  ];
  return groups.flatMap(([kind, title]) => {
    const sources = all.filter((source) => source.kind === kind);
    if (sources.length === 0) return [];
    const list = limited(sources, 40, (source) => row(article, source, most), 'sources');
    return title ? [make('h3', {}, title, make('span', { class: 'number' }, number(sources.length))), list] : [list];
  });
}

function row(article, source, most) {
  const { analysis } = article;
  const total = source.quoted + source.reported;
  const quotes = make('ol', { class: 'quotes', id: `quotes-${source.letter ?? 'none'}`, hidden: !opened.has(source.key) });
  const fill = () => {
    if (quotes.childElementCount === 0) quotes.append(...source.quotes.map((index) => quotation(article, source, index)));
  };
  if (!quotes.hidden) fill();
  const more = make('button', {
    type: 'button',
    class: 'more',
    'data-key': `more ${source.key}`,
    'aria-expanded': String(!quotes.hidden),
    'aria-controls': quotes.id,
    onclick: () => {
      const open = quotes.hidden;
      quotes.hidden = !open;
      more.setAttribute('aria-expanded', String(open));
      if (open) opened.add(source.key);
      else opened.delete(source.key);
      fill();
    },
  }, count(source.quotes.length, 'quotation'));
  let next = 0;
  const jump = make('button', {
    type: 'button',
    class: 'jump',
    'data-key': source.key,
    'data-source': source.entity === undefined ? undefined : String(source.entity),
    onclick: (event) => {
      article.reveal(analysis.quotes[source.quotes[next]].content[0], event);
      next = (next + 1) % source.quotes.length;
    },
    ...lifting(article, { quotes: source.quotes }),
  },
  make('span', { class: 'letter', 'aria-hidden': 'true' }, source.letter ?? '?'),
  make('span', { class: 'who' },
    make('span', { class: 'name' }, source.name),
    source.role ? make('span', { class: 'role' }, source.role) : null),
  make('span', { class: 'words' }, count(total, 'word')));
  return make('li', { class: `source ${source.voice ? `hue-${source.voice}` : 'hue-none'}`, 'data-quotes': ` ${source.quotes.join(' ')} ` },
    jump, bar(source, most), more, quotes);
}

/** How much of the words was in quotation marks and how much only reported, on the scale of the most quoted. */
function bar(source, most) {
  const quoted = make('i', { class: 'quoted' });
  const reported = make('i', { class: 'reported' });
  quoted.hidden = source.quoted === 0;
  reported.hidden = source.reported === 0;
  quoted.style.width = `${(100 * source.quoted) / most}%`;
  reported.style.width = `${(100 * source.reported) / most}%`;
  const says = [source.quoted && `${number(source.quoted)} quoted`, source.reported && `${number(source.reported)} reported`];
  return make('span', { class: 'bar', role: 'img', 'aria-label': says.filter(Boolean).join(', ') }, quoted, reported);
}

function quotation(article, source, index) {
  const { analysis, text } = article;
  const quote = analysis.quotes[index];
  const words = quote.content.map(({ start, end }) => text.slice(start, end).trim()).join(' … ');
  const { start } = quote.content[0];
  const paragraph = article.paragraphAt(start);
  return make('li', {},
    make('button', {
      type: 'button',
      class: `quote ${quote.kind}`,
      'data-key': `quote ${index}`,
      'data-quote': String(index),
      onclick: (event) => article.reveal(quote.content[0], event),
      ...lifting(article, { quote: index }),
    },
    make('span', { class: 'said' }, words.length > LONG ? `${words.slice(0, LONG).trimEnd()} …` : words),
    make('span', { class: 'where' }, `${paragraph}${quote.kind === 'indirect' ? ', reported' : ''}`)));
}
