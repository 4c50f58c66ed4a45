// In: an Analysis and its text. Out: who speaks in it and how much, the most quoted first, and the
// source of each quotation. Both the painter and a list of sources read this.

const WORD = /[\p{L}\p{N}]+(?:[’'-][\p{L}\p{N}]+)*/gu;
const MARKED = /“[^”]*(?:”|$)|«[^»]*(?:»|$)|„[^“”]*(?:[“”]|$)|"[^"]*(?:"|$)|(?<![\p{L}\p{N}])[‘'][^’']*(?:[’'][\p{L}][^’']*)*(?:[’']|$)/gu;

/** How many words a text has. */
export function countWords(text) {
  return text.match(WORD)?.length ?? 0;
}

/** The words of a quotation: those in quotation marks, and those only reported. */
function wordsOf(quote, text) {
  let quoted = 0;
  let reported = 0;
  for (const { start, end } of quote.content) {
    const part = text.slice(start, end);
    const all = countWords(part);
    if (quote.kind === 'direct') quoted += all;
    else if (quote.kind === 'indirect') reported += all;
    else {
      const marked = (part.match(MARKED) ?? []).reduce((sum, words) => sum + countWords(words), 0);
      quoted += Math.min(all, marked);
      reported += all - Math.min(all, marked);
    }
  }
  return { quoted, reported };
}

/** An unnamed source by the words that describe it, so that "A US official" and "the US official" are one. */
function describe(words) {
  return words.replace(/\s+/g, ' ').trim().replace(/^(?:an?|the|one|some)\s+/i, '');
}

/**
 * The sources, by words quoted or reported. `key` tells a source again in the next analysis; `kind` is "named",
 * "unnamed" or "none" (quotations that the text gives no one).
 */
export function findSources(analysis, text) {
  const sources = new Map();
  const ofQuote = analysis.quotes.map((quote, index) => {
    if (quote.kind === 'scare') return null;
    const { speaker } = quote;
    const slice = speaker ? text.slice(speaker.start, speaker.end) : '';
    let key = 'none';
    let name = 'No source given';
    let kind = 'none';
    if (speaker?.entity !== undefined) {
      const { type } = analysis.entities[speaker.entity];
      name = analysis.entities[speaker.entity].name;
      key = `${type} ${name}`;
      kind = 'named';
    } else if (speaker) {
      name = describe(slice);
      key = `${speaker.kind} ${name.toLowerCase()}`;
      kind = 'unnamed';
    }
    let source = sources.get(key);
    if (!source) {
      const entity = speaker?.entity;
      const role = entity === undefined ? undefined : analysis.entities[entity].role;
      source = { key, name, kind, entity, role: role ? text.slice(role.start, role.end) : '', quotes: [], quoted: 0, reported: 0 };
      sources.set(key, source);
    }
    source.quotes.push(index);
    const words = wordsOf(quote, text);
    source.quoted += words.quoted;
    source.reported += words.reported;
    return source;
  });
  const all = [...sources.values()].sort(
    (a, b) => b.quoted + b.reported - (a.quoted + a.reported) || a.quotes[0] - b.quotes[0],
  );
  return { all, ofQuote };
}

/** How many sources get a hue of their own before the hues come round again. */
export const VOICES = 16;

/** The sign of a source besides its hue: A to Z, then AA, AB … */
function letterOf(slot) {
  const letter = String.fromCharCode(65 + (slot % 26));
  return slot < 26 ? letter : letterOf(Math.floor(slot / 26) - 1) + letter;
}

/** Gives each source a letter and a hue, and the same ones again while an article is being edited. */
export class Voices {
  #slots = new Map();

  /** Sets `letter` and `voice` (1 to `VOICES`) of each source; a source of kind "none" has neither. */
  assign(sources) {
    const speaking = sources.filter((source) => source.kind !== 'none');
    const kept = new Map();
    for (const { key } of speaking) if (this.#slots.has(key)) kept.set(key, this.#slots.get(key));
    const taken = new Set(kept.values());
    let free = 0;
    for (const source of speaking) {
      let slot = kept.get(source.key);
      if (slot === undefined) {
        while (taken.has(free)) free += 1;
        slot = free;
        taken.add(slot);
        kept.set(source.key, slot);
      }
      source.letter = letterOf(slot);
      source.voice = (slot % VOICES) + 1;
    }
    this.#slots = kept;
  }
}
