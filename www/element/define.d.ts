// The types of define.js: the element, its properties and its events.
import type { Analysis, Span } from "../pkg/analysis.js";

/** One who speaks in the article, and how much. */
export interface Source {
  /** Tells the source again in the next analysis. */
  key: string;
  name: string;
  kind: "named" | "unnamed" | "none";
  /** Index into `entities`, of a named source. */
  entity?: number;
  /** The role that the article gives, or an empty string. */
  role: string;
  /** Indices into `quotes`. */
  quotes: number[];
  /** Words in quotation marks. */
  quoted: number;
  /** Words only reported. */
  reported: number;
  /** Its letter and the number of its hue, 1 to 16; of kind "none" it has neither. */
  letter?: string;
  voice?: number;
}

/** `<article-highlighter>`. Importing this file registers it. */
export class ArticleHighlighter extends HTMLElement {
  /** The text, exactly as every offset counts it. */
  value: string;
  /** The Analysis of the latest text that has been analysed; null before the first. */
  readonly analysis: Analysis | null;
  /** Who speaks, the most quoted first, and the source of each quotation. */
  readonly sources: { all: Source[]; ofQuote: (Source | null)[] } | null;
  /** A promise of the Analysis of the text as it is now, or will be when typing pauses. */
  readonly ready: Promise<Analysis>;
  /** Milliseconds that the latest analysis took. */
  readonly took: number;
  /** Whether the reader can type and paste. */
  editable: boolean;
  /** The kinds that are marked. */
  get marks(): string[];
  set marks(keys: Iterable<string>);
  /** What an empty editable box says. */
  placeholder: string;
  /** What the text box is called for those who listen; "Article" where nothing is said. */
  label: string;
  /** The day of writing in ISO 8601, which dates in the text are told from; empty, the article's own dateline serves. */
  date: string;
  /** Whether a strip beside the text shows where each source speaks. */
  lanes: boolean;
  /** Keeps the analysis on the page's own thread. */
  noWorker: boolean;
  /** Marks a text even where it does not read like English. */
  anyLanguage: boolean;
  /** Replaces the whole text as if it were typed, so that the reader can undo it. */
  replaceText(text: string): void;
  /** Scrolls a span of the analysis into view and rings it; with `focus` the caret goes there. */
  reveal(span: Span, options?: { focus?: boolean }): void;
  /** Lifts all mentions of an entity, a quotation with its speaker and cue, or several; null puts them down. */
  lift(what: { entity: number } | { quote: number } | { quotes: number[] } | null): void;
  /** Analyses the text again, as after a failure. */
  refresh(): void;
}

/** Registers the element under its name, unless something is registered there already. */
export function define(name?: string): void;

declare global {
  interface HTMLElementTagNameMap {
    "article-highlighter": ArticleHighlighter;
  }
  interface HTMLElementEventMap {
    /** After every analysis. */
    analysis: CustomEvent<Analysis>;
    /** When the reader points at something that is marked, and when no longer. */
    lift: CustomEvent<{ entity: number } | { quote: number } | null>;
  }
}
