// In: an article, as the element's content or as its `value`, or typed and pasted into it.
// Out: the article with its entities and quotations marked, the Analysis, and events. See docs/embedding.md.

import { TextBox } from './box.js';
import { Card } from './card.js';
import { DEFAULT_MARKS } from './kinds.js';
import { Pointing } from './pointing.js';
import { Reader } from './reader.js';
import { FLAGS, STRINGS, reflect } from './reflect.js';
import { Ring } from './ring.js';
import { Voices, findSources } from './sources.js';
import { styleSheets } from './styles.js';
import { View } from './view.js';

/** Importable where there is no DOM (on a server), usable only where there is one. */
const Base = globalThis.HTMLElement ?? class {};

/** Milliseconds that a composition rests before it is read unfinished. */
const COMPOSED = 1000;

/** A part of the shadow tree; its first class is its name within it. */
function part(name, attributes = {}, ...children) {
  const node = document.createElement('div');
  node.className = name;
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

/** `<article-highlighter>`. */
export class ArticleHighlighter extends Base {
  static observedAttributes = ['marks', ...Object.values(FLAGS), ...Object.values(STRINGS)];

  #box;
  #view;
  #pointing;
  #ring;
  #placeholder;
  #lanes;
  #reader;
  #voices = new Voices();
  #sources = null;
  #living = null;
  #watching = null;
  /** Whether the text has been set or typed; from then on the element's own content counts no more. */
  #valueSet = false;
  #frame = 0;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = styleSheets();
    const text = part('text', { part: 'text' });
    const mirror = part('mirror', { 'aria-hidden': 'true' });
    const lanes = part('lanes', { part: 'lanes', 'aria-hidden': 'true', hidden: '' });
    const rings = part('rings', { 'aria-hidden': 'true' });
    const card = part('card', { part: 'card', popover: 'manual', hidden: '' });
    const said = part('said', { role: 'status' });
    this.#placeholder = part('placeholder', { part: 'placeholder', 'aria-hidden': 'true', hidden: '' });
    root.append(part('stack', { part: 'stack' }, mirror, text, this.#placeholder, lanes, rings), card, said);
    this.#lanes = lanes;
    this.#box = new TextBox(this, text);
    this.#view = new View(this.#box, mirror, lanes);
    this.#ring = new Ring(rings);
    this.#pointing = new Pointing(this, this.#box, this.#view, new Card(card), this.#ring, said);
    this.#reader = new Reader({
      read: () => this.value,
      options: () => ({ date: this.date }),
      early: (analysis, value) => this.#take(analysis, value),
      done: (analysis, value) => {
        this.#sources = this.#take(analysis, value);
        this.#tell('analysis', analysis);
      },
      failed: (error) => this.#tell('error', error),
    });
  }

  // --- What a page reads and sets -------------------------------------------------------------

  /** The text, exactly as every offset counts it. Setting it replaces the text and forgets what could be undone. */
  get value() {
    return this.#box.text;
  }

  set value(text) {
    this.#valueSet = true;
    this.#watching?.disconnect();
    this.#box.write(String(text ?? ''));
    this.#changed(0);
  }

  /** The Analysis of the latest text that has been analysed; null before the first. */
  get analysis() {
    return this.#reader.analysis;
  }

  /** Who speaks, the most quoted first: `{ all, ofQuote }`, as `sources.js` describes them. */
  get sources() {
    return this.#sources;
  }

  /** A promise of the Analysis of the text as it is now, or will be when typing pauses. */
  get ready() {
    return this.#reader.ready;
  }

  /** Milliseconds that the latest analysis took. */
  get took() {
    return this.#reader.took;
  }

  /** The kinds that are marked, by the keys of `kinds.js`. */
  get marks() {
    return this.getAttribute('marks')?.split(/\s+/).filter(Boolean) ?? DEFAULT_MARKS;
  }

  set marks(keys) {
    this.setAttribute('marks', [...keys].join(' '));
  }

  focus(options) {
    this.#box.node.focus(options);
  }

  /** Replaces the whole text as if it were typed, so that the reader can undo it. */
  replaceText(text) {
    this.#box.replaceAsTyped(text);
  }

  /** Scrolls a span of the analysis into view, rings it, and with `focus` puts the caret there. */
  reveal(span, { focus = false } = {}) {
    if (!this.#view.analysis) return;
    if (focus) {
      this.#box.node.focus({ preventScroll: true });
      if (this.editable) this.#box.caret = this.#view.offset(span.start);
    }
    const range = this.#view.range(span);
    this.#ring.show(range);
  }

  /** Lifts all mentions of `{ entity }`, `{ quote }` with its speaker and cue, or `{ quotes }`; null puts them down. */
  lift(what) {
    this.#view.lift(what);
  }

  /** Analyses the text again, as after a failure. */
  refresh() {
    this.#reader.text = null;
    this.#changed(0);
  }

  // --- Life ----------------------------------------------------------------------------------

  connectedCallback() {
    if (this.#living) return; // Moved within the page.
    for (const name of ['value', 'marks', ...Object.keys(FLAGS), ...Object.keys(STRINGS)]) {
      if (Object.hasOwn(this, name)) {
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
    }
    this.#living = new AbortController();
    const { signal } = this.#living;
    this.#reader.open({ worker: !this.noWorker });
    this.#pointing.listen(signal);
    const repaint = () => this.#repaintSoon();
    document.addEventListener('scroll', () => this.#view.whole || repaint(), { capture: true, passive: true, signal });
    const resized = new ResizeObserver(repaint);
    resized.observe(this);
    signal.addEventListener('abort', () => resized.disconnect());
    if (this.editable) this.#edit();
    this.#takeContent();
    this.#changed(0);
  }

  disconnectedCallback() {
    // An element that is moved is connected again before this runs.
    queueMicrotask(() => {
      if (this.isConnected || !this.#living) return;
      this.#living.abort();
      this.#living = null;
      this.#watching?.disconnect();
      cancelAnimationFrame(this.#frame);
      this.#pointing.rest();
      this.#view.clear();
      this.#reader.close();
    });
  }

  attributeChangedCallback(name, old, now) {
    if (old === now) return;
    const { node } = this.#box;
    if (name === 'placeholder') {
      this.#placeholder.textContent = now ?? '';
      if (this.editable) node.setAttribute('aria-placeholder', now ?? '');
      this.#showPlaceholder();
    } else if (name === 'label') {
      this.#nameBox();
    } else if (name === 'lanes') {
      this.#lanes.hidden = now === null;
      this.#repaintSoon();
    } else if (name === 'editable' && this.#living) {
      const text = this.value;
      if (now === null) this.#box.fix();
      else this.#edit();
      this.#nameBox();
      this.value = text;
    } else if (name === 'date') {
      if (this.#living) this.refresh();
    } else if (name === 'no-worker' && this.#living) {
      this.#reader.open({ worker: now === null });
      this.refresh();
    } else {
      this.#show();
    }
  }

  #edit() {
    // What an input method is still composing is read only if it is left standing.
    this.#box.edit(() => this.#changed(this.#box.composing ? COMPOSED : undefined));
  }

  /** Takes the text from the element's own content, until a value is set or typed. */
  #takeContent() {
    this.#nameBox();
    if (this.#valueSet) return;
    const markup = this.firstElementChild !== null;
    if (markup && !this.editable) {
      this.#box.showSlot();
      this.#adoptAround();
    } else {
      this.#box.write(markup ? this.innerText : this.textContent.trim());
    }
    if (this.editable) {
      this.#valueSet = true;
      return;
    }
    this.#watching ??= new MutationObserver(() => {
      if (this.#box.slotted) this.#box.stale();
      else this.#takeContent();
      this.#changed();
    });
    this.#watching.observe(this, { childList: true, characterData: true, subtree: true });
  }

  /** Marks in the page's own markup need their rules in the root where the markup lies. */
  #adoptAround() {
    const root = this.getRootNode();
    const [rules] = styleSheets();
    if (root.adoptedStyleSheets && !root.adoptedStyleSheets.includes(rules)) {
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, rules];
    }
  }

  #nameBox() {
    const { node } = this.#box;
    const name = this.label || 'Article';
    node.setAttribute('role', this.editable ? 'textbox' : 'group');
    node.setAttribute('aria-label', name);
    if (this.editable) node.setAttribute('aria-multiline', 'true');
    else node.removeAttribute('aria-multiline');
    node.tabIndex = 0;
  }

  // --- Text in, analysis out ------------------------------------------------------------------

  /** The text may have changed. */
  #changed(delay) {
    this.#showPlaceholder();
    this.#ring.hide();
    this.#pointing.rest();
    if (this.#view.follows) this.#view.paint();
    else this.#repaintSoon();
    this.#reader.changed(delay);
  }

  /** Shows an analysis of the text, or of its beginning. */
  #take(analysis, text) {
    const sources = findSources(analysis, text);
    this.#voices.assign(sources.all);
    this.#view.take(analysis, sources, text);
    this.#show();
    return sources;
  }

  #show() {
    this.#view.show(new Set(this.marks), this.anyLanguage);
  }

  #showPlaceholder() {
    this.#placeholder.hidden = !this.editable || !this.placeholder || this.value !== '' || this.#box.composing;
  }

  #repaintSoon() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      this.#view.paint();
      this.#ring.follow();
    });
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

reflect(ArticleHighlighter);
