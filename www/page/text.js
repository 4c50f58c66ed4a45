// In: an Analysis and its text. Out: plain facts about the text.

import { countWords } from '../element/sources.js';
import { make, number } from './dom.js';

/** `{ analysis, text, sources }` → nodes. */
export function listFacts(article) {
  const { analysis, text, sources } = article;
  const words = countWords(text);
  const quoted = sources.all.reduce((sum, source) => sum + source.quoted, 0);
  const reported = sources.all.reduce((sum, source) => sum + source.reported, 0);
  const share = (part) => `${number(part)}${words > 0 ? `, ${Math.round((100 * part) / words)} %` : ''}`;
  const paragraphs = analysis.blocks.filter(({ kind }) => kind === 'paragraph' || kind === 'list-item').length;
  const facts = [
    ['Words', number(words)],
    ['Paragraphs', number(paragraphs)],
    ['Sentences', number(analysis.sentences.length)],
    ['Words quoted', share(quoted)],
    ['Words reported', share(reported)],
    ['Sources named', number(sources.all.filter(({ kind }) => kind === 'named').length)],
    ['Sources not named', number(sources.all.filter(({ kind }) => kind === 'unnamed').length)],
  ];
  return [
    make('dl', { class: 'facts' }, ...facts.flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, value)])),
    make('p', { class: 'keeping' }, 'The text stays in this tab, also when the page is loaded again, until you close the tab or start a new article.'),
  ];
}
