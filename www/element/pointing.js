// In: the pointer, the caret and the keyboard over an element's text. Out: what they point at is lifted,
// its card is shown, and the page is told by a `lift` event.

import { entityFacts, quoteFacts } from './card.js';

/** Milliseconds that pointer or caret rest before the card comes. */
const REST = 250;

export class Pointing {
  #host;
  #box;
  #view;
  #card;
  #ring;
  #said;
  #mark = null;
  #timer = 0;
  #frame = 0;
  /** Of the last edit: a caret that moves because of typing points at nothing. */
  #typed = 0;

  constructor(host, box, view, card, ring, said) {
    this.#host = host;
    this.#box = box;
    this.#view = view;
    this.#card = card;
    this.#ring = ring;
    this.#said = said;
  }

  listen(signal) {
    const host = this.#host;
    const { node } = this.#box;
    host.addEventListener('pointermove', (event) => {
      if (event.pointerType === 'touch' || event.buttons) return;
      const { clientX, clientY } = event;
      cancelAnimationFrame(this.#frame);
      this.#frame = requestAnimationFrame(() => this.#point(this.#view.at(clientX, clientY)));
    }, { signal });
    host.addEventListener('pointerleave', () => {
      cancelAnimationFrame(this.#frame);
      this.#point(null);
    }, { signal });
    host.addEventListener('pointerdown', () => this.#ring.hide(), { signal });
    host.addEventListener('click', (event) => this.#point(this.#view.at(event.clientX, event.clientY)), { signal });
    node.addEventListener('input', () => {
      this.#typed = performance.now();
    }, { signal });
    node.addEventListener('keydown', (event) => this.#press(event), { signal });
    node.addEventListener('blur', () => this.#point(null), { signal });
    document.addEventListener('selectionchange', () => this.#followCaret(), { signal });
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.rest();
    }, { signal });
    document.addEventListener('scroll', () => this.#card.hide(), { capture: true, passive: true, signal });
  }

  /** Puts everything down. */
  rest() {
    this.#ring.hide();
    this.#point(null);
  }

  #followCaret() {
    if (!this.#host.editable || this.#box.composing || this.#host.shadowRoot.activeElement !== this.#box.node) return;
    if (performance.now() - this.#typed < REST) return;
    const { caret } = this.#box;
    if (caret >= 0) this.#point(this.#view.atOffset(caret));
  }

  #press(event) {
    if (this.#host.editable || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const mark = this.#view.neighbour(this.#mark, step);
    if (!mark) return;
    event.preventDefault();
    this.#point(mark, 0);
    const range = this.#view.drawn(mark);
    this.#ring.show(range);
    const { kind, name, facts } = this.#facts(mark);
    this.#said.textContent = [range.toString(), kind, name, ...facts].join(', ');
  }

  #facts(mark) {
    const { analysis, sources, text } = this.#view;
    if (mark.quote !== undefined) return quoteFacts(analysis, text, sources, mark.quote);
    return entityFacts(analysis, text, sources, analysis.mentions[mark.mention].entity);
  }

  #point(mark, delay = REST) {
    const same = (a, b) => a?.quote === b?.quote && a?.mention === b?.mention && a?.start === b?.start;
    if (same(mark, this.#mark)) return;
    this.#mark = mark;
    clearTimeout(this.#timer);
    this.#card.hide();
    const { analysis } = this.#view;
    const what = !mark || !analysis ? null : mark.quote !== undefined ? { quote: mark.quote } : { entity: analysis.mentions[mark.mention].entity };
    this.#view.lift(what);
    this.#host.dispatchEvent(new CustomEvent('lift', { detail: what, bubbles: true, composed: true }));
    if (what) {
      this.#timer = setTimeout(() => {
        this.#card.show(this.#facts(mark), this.#view.drawn(mark), this.#box.node);
      }, delay);
    }
  }
}
