// In: an Analysis and what the reader points at. Out: a small card with what is known about it, beside
// the text where there is room and never over the line that is being read.

import { KIND_OF_QUOTE, TYPE_NAMES } from './kinds.js';
import { readValue } from './values.js';

const make = (name, className, text) => {
  const node = document.createElement(name);
  node.className = className;
  node.textContent = text;
  return node;
};
const times = (count, one, many) => `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** "US" → "United States", where the browser knows. */
function countryName(code) {
  try {
    return new Intl.DisplayNames('en', { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** What the article and the lists tell of an entity: its role, its country, its value in words; nothing that its name says. */
export function told(entity, text) {
  const facts = [
    entity.role && text.slice(entity.role.start, entity.role.end),
    entity.country && countryName(entity.country),
    newly(readValue(entity).said, entity.name),
  ];
  return facts.filter((fact) => fact && fact.toLowerCase() !== entity.name.toLowerCase());
}

/** A value in words, where it says more than the name: "9 Sept 2016" of "Friday", not of "September 9, 2016". */
function newly(said, name) {
  const parts = said?.match(/\d[\d.,:]*|\p{L}{3,}/gu) ?? [];
  const known = name.toLowerCase();
  return parts.every((part) => known.includes(part.toLowerCase().slice(0, /\d/.test(part) ? undefined : 3))) ? null : said;
}

/** What is said about an entity, a line each. */
export function entityFacts(analysis, text, sources, index) {
  const entity = analysis.entities[index];
  const facts = told(entity, text);
  facts.push(times(entity.mentions.length, 'mention', 'mentions'));
  const source = sources.all.find((one) => one.entity === index);
  if (source) facts.push(`${source.letter}: ${times(source.quotes.length, 'quotation', 'quotations')}, ${times(source.quoted + source.reported, 'word', 'words')}`);
  return { kind: TYPE_NAMES[entity.type], name: entity.name, facts };
}

/** What is said about a quotation. */
export function quoteFacts(analysis, text, sources, index) {
  const quote = analysis.quotes[index];
  const source = sources.ofQuote[index];
  const facts = [];
  if (source?.role) facts.push(source.role);
  if (quote.cue) facts.push(`“${text.slice(quote.cue.start, quote.cue.end)}”${quote.addressee ? `, to ${text.slice(quote.addressee.start, quote.addressee.end)}` : ''}`);
  const kind = { direct: 'Quotation', mixed: 'Partly quoted', indirect: 'Reported speech' }[quote.kind] ?? KIND_OF_QUOTE.scare.one;
  const name = source ? [source.letter, source.name].filter(Boolean).join(' · ') : '';
  return { kind, name, facts };
}

/** The card of one element, in its shadow root. */
export class Card {
  constructor(node) {
    this.node = node;
    this.open = false;
  }

  /** Shows what is known beside `range`, outside `column` where the window has room there. */
  show({ kind, name, facts }, range, column) {
    this.node.replaceChildren(
      make('p', 'kind', kind),
      ...(name ? [make('p', 'name', name)] : []),
      ...facts.map((fact) => make('p', 'facts', fact)),
    );
    this.node.hidden = false;
    if (this.node.showPopover && !this.node.matches(':popover-open')) this.node.showPopover();
    this.open = true;
    this.#place(range.getClientRects(), column.getBoundingClientRect());
  }

  hide() {
    if (!this.open) return;
    this.open = false;
    if (this.node.hidePopover && this.node.matches(':popover-open')) this.node.hidePopover();
    this.node.hidden = true;
  }

  #place(lines, column) {
    const first = lines[0] ?? column;
    const last = lines[lines.length - 1] ?? column;
    const { offsetWidth: width, offsetHeight: height } = this.node;
    const { clientWidth, clientHeight } = document.documentElement;
    const gap = 16;
    let left;
    let top = first.top - 8;
    if (column.right + gap + width <= clientWidth - gap) left = column.right + gap;
    else if (column.left - gap - width >= gap) left = column.left - gap - width;
    else {
      left = Math.min(Math.max(first.left, gap), clientWidth - width - gap);
      top = last.bottom + 8 + height <= clientHeight ? last.bottom + 8 : first.top - height - 8;
    }
    this.node.style.left = `${Math.round(left)}px`;
    this.node.style.top = `${Math.round(Math.max(8, Math.min(top, clientHeight - height - 8)))}px`;
  }
}
