// In: an Analysis, its sources, and the kinds to be marked. Out: what is painted, as spans with
// labels. A label is the name of one CSS highlight and the last part of one rule in `styles.js`.

import { KIND_OF_QUOTE, KIND_OF_TYPE } from './kinds.js';

/** The label of a quotation: the hue of its source, in the strength of its kind. */
function quoteLabel(quote, source) {
  const kind = KIND_OF_QUOTE[quote.kind].key;
  if (kind === 'scare') return 'scare';
  const voice = source.kind === 'none' ? 'nobody' : `voice-${source.voice}`;
  return kind === 'reported' ? `${voice}-reported` : voice;
}

/**
 * The marks in text order: `{ start, end, label }` with `quote` or `mention`, its index in the
 * analysis. Mentions do not overlap; quotations may lie in one another and hold mentions.
 */
export function findMarks(analysis, sources, shown) {
  const marks = [];
  analysis.quotes.forEach((quote, index) => {
    if (!shown.has(KIND_OF_QUOTE[quote.kind].key)) return;
    const label = quoteLabel(quote, sources.ofQuote[index]);
    for (const { start, end } of quote.content) marks.push({ start, end, label, quote: index });
  });
  analysis.mentions.forEach(({ start, end, type }, index) => {
    const kind = KIND_OF_TYPE[type].key;
    if (shown.has(kind)) marks.push({ start, end, label: kind, mention: index });
  });
  return marks;
}

/** Where in the article's structure the reader is helped: its headings and its small print. */
export function findHeadings(analysis) {
  return analysis.blocks.flatMap(({ kind, start, end }) => {
    if (kind === 'headline' || kind === 'subheading') return [{ start, end, label: 'heading' }];
    if (kind === 'masthead' || kind === 'byline' || kind === 'dateline') return [{ start, end, label: 'small' }];
    return [];
  });
}

/** The label under which a quotation is lifted. */
function liftLabel(source) {
  if (!source) return 'lift';
  return source.kind === 'none' ? 'nobody-lift' : `voice-${source.voice}-lift`;
}

/**
 * The spans to lift with one quotation (it, who said it, and the verb), with several quotations, or with all
 * mentions of an entity.
 */
export function findLifted(analysis, sources, { quote, quotes, entity }) {
  const said = (index) => analysis.quotes[index].content.map(({ start, end }) => ({ start, end, label: liftLabel(sources.ofQuote[index]) }));
  if (quotes !== undefined) return quotes.flatMap(said);
  if (quote !== undefined) {
    const { speaker, cue } = analysis.quotes[quote];
    return [
      ...said(quote),
      ...[speaker, cue].filter(Boolean).map(({ start, end }) => ({ start, end, label: 'lift-said' })),
    ];
  }
  return analysis.entities[entity].mentions.map((mention) => {
    const { start, end } = analysis.mentions[mention];
    return { start, end, label: 'lift' };
  });
}
