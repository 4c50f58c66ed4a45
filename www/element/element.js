// In: an article, as the element's content or as its `value`, or typed and pasted into it.
// Out: the article with its entities and quotations marked, the Analysis, and events. See docs/embedding.md.

import { Engine } from '../engine/client.js';
import { TextBox } from './box.js';
import { Card } from './card.js';
import { DEFAULT_MARKS } from './kinds.js';
import { Pointing } from './pointing.js';
import { Ring } from './ring.js';
import { Voices, findSources } from './sources.js';
import { styleSheets } from './styles.js';
import { View } from './view.js';

/** Importable where there is no DOM (on a server), usable only where there is one. */
const Base = globalThis.HTMLElement ?? class {};

/** Longer texts are analysed from the top first, so that the first screen is marked at once. */
const LONG = 120_000;
const FIRST = 20_000;
/** Milliseconds from the last keystroke to the next analysis: at least, and at most. */
const SOON = 40;
const LATE = 800;

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
  static observedAttributes = ['editable', 'placeholder', 'label', 'marks', 'any-language', 'lanes', 'no-worker'];

  #box;
  #view;
  #pointing;
  #ring;
  #placeholder;
  #lanes;
  #voices = new Voices();
  #engine = null;
  #living = null;
  #watching = null;
  #valueSet = false;
  #timer = 0;
  #frame = 0;
  #run = 0;
  #analysis = null;
  #sources = null;
  #text = null;
  #ready = null;

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
    return this.#analysis;
  }

  /** Who speaks, the most quoted first: `{ all, ofQuote }`, as `sources.js` describes them. */
  get sources() {
    return this.#sources;
  }

  /** A promise of the Analysis of the text as it is now, or will be when typing pauses. */
  get ready() {
    return this.#pending().promise;
  }

  /** Milliseconds that the latest analysis took. */
  get took() {
    return this.#engine?.took ?? 0;
  }

  get editable() {
    return this.hasAttribute('editable');
  }

  set editable(on) {
    this.toggleAttribute('editable', Boolean(on));
  }

  /** The kinds that are marked, by the keys of `kinds.js`. */
  get marks() {
    return this.getAttribute('marks')?.split(/\s+/).filter(Boolean) ?? DEFAULT_MARKS;
  }

  set marks(keys) {
    this.setAttribute('marks', [...keys].join(' '));
  }

  get placeholder() {
    return this.getAttribute('placeholder') ?? '';
  }

  set placeholder(text) {
    this.setAttribute('placeholder', text);
  }

  /** Marks a text even where it does not read like English. */
  get anyLanguage() {
    return this.hasAttribute('any-language');
  }

  set anyLanguage(on) {
    this.toggleAttribute('any-language', Boolean(on));
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
    if (!this.#analysis) return;
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
    this.#text = null;
    this.#changed(0);
  }

  // --- Life ----------------------------------------------------------------------------------

  connectedCallback() {
    if (this.#living) return; // Moved within the page.
    for (const name of ['value', 'editable', 'marks', 'placeholder', 'anyLanguage']) {
      if (Object.hasOwn(this, name)) {
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
    }
    this.#living = new AbortController();
    const { signal } = this.#living;
    this.#engine = new Engine({ worker: !this.hasAttribute('no-worker') });
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
      clearTimeout(this.#timer);
      cancelAnimationFrame(this.#frame);
      this.#pointing.rest();
      this.#view.clear();
      this.#adoptAround(false);
      this.#engine.close();
      this.#text = null;
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
    } else if (name === 'no-worker' && this.#living) {
      this.#engine.close();
      this.#engine = new Engine({ worker: now === null });
      this.refresh();
    } else {
      this.#show();
    }
  }

  #edit() {
    this.#box.edit(() => this.#changed(), () => this.#showPlaceholder());
  }

  /** Takes the text from the element's own content, until a value is set or typed. */
  #takeContent() {
    this.#nameBox();
    if (this.#valueSet) return;
    const markup = this.firstElementChild !== null;
    if (markup && !this.editable) {
      this.#box.showSlot();
      this.#adoptAround(true);
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
  #adoptAround(on) {
    const root = this.getRootNode();
    const [rules] = styleSheets();
    if (on && root.adoptedStyleSheets && !root.adoptedStyleSheets.includes(rules)) {
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, rules];
    }
  }

  #nameBox() {
    const { node } = this.#box;
    const name = this.getAttribute('label') ?? 'Article';
    node.setAttribute('role', this.editable ? 'textbox' : 'group');
    node.setAttribute('aria-label', name);
    if (this.editable) node.setAttribute('aria-multiline', 'true');
    else node.removeAttribute('aria-multiline');
    node.tabIndex = 0;
  }

  // --- Text in, analysis out ------------------------------------------------------------------

  #pending() {
    if (!this.#ready) {
      this.#ready = Promise.withResolvers?.() ?? deferred();
      this.#ready.promise.catch(() => {}); // Also told by the `error` event.
      if (this.#analysis && this.#text === this.value) this.#settle('resolve', this.#analysis);
    }
    return this.#ready;
  }

  #settle(how, what) {
    this.#ready ??= Promise.withResolvers?.() ?? deferred();
    this.#ready.promise.catch(() => {});
    this.#ready[how](what);
    this.#ready.settled = true;
  }

  /** The text may have changed: analyse it once typing pauses, later the longer an analysis takes. */
  #changed(delay = Math.min(LATE, Math.max(SOON, this.took * 1.5))) {
    this.#showPlaceholder();
    if (this.#ready?.settled) this.#ready = null;
    this.#pending();
    this.#ring.hide();
    this.#pointing.rest();
    if (this.#view.follows) this.#view.paint();
    else this.#repaintSoon();
    if (!this.#living) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#analyze(), delay);
  }

  async #analyze() {
    const run = ++this.#run;
    const text = this.value;
    if (text === this.#text && this.#analysis) {
      this.#settle('resolve', this.#analysis);
      return;
    }
    try {
      if (text.length > LONG && Math.abs(text.length - (this.#text?.length ?? 0)) > text.length / 2) {
        const cut = text.lastIndexOf('\n', FIRST);
        const top = text.slice(0, cut > 0 ? cut : FIRST);
        const first = await this.#engine.analyze(top);
        if (run !== this.#run) return;
        this.#take(first, text);
      }
      const analysis = await this.#engine.analyze(text);
      if (run !== this.#run || this.#box.composing || this.value !== text) return; // Another run will follow.
      this.#text = text;
      this.#analysis = analysis;
      this.#take(analysis, text);
      this.#settle('resolve', analysis);
      this.#tell('analysis', analysis);
    } catch (error) {
      if (error.name === 'AbortError' || run !== this.#run) return;
      this.#text = null;
      this.#settle('reject', error);
      this.#tell('error', error);
    }
  }

  /** Shows an analysis of the text, or of its beginning. */
  #take(analysis, text) {
    this.#sources = findSources(analysis, text);
    this.#voices.assign(this.#sources.all);
    this.#view.take(analysis, this.#sources, text);
    this.#show();
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
      if (!this.#box.composing) this.#view.paint();
      this.#ring.follow();
    });
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

function deferred() {
  let resolve;
  let reject;
  const promise = new Promise((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
