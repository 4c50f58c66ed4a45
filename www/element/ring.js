// In: a range. Out: the range scrolled into view, with a ring around each of its lines, as focus has one.

import { linesOf } from './lines.js';

export class Ring {
  #node;
  #range = null;

  constructor(node) {
    this.#node = node;
  }

  show(range) {
    this.#range = range;
    this.#draw();
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#node.firstElementChild?.scrollIntoView({ block: 'center', behavior: still ? 'instant' : 'smooth' });
  }

  hide() {
    if (!this.#range) return;
    this.#range = null;
    this.#node.replaceChildren();
  }

  /** The text has been laid out anew. */
  follow() {
    if (this.#range) this.#draw();
  }

  #draw() {
    const origin = this.#node.getBoundingClientRect();
    this.#node.replaceChildren(
      ...linesOf(this.#range).map(({ left, right, top, bottom }) => {
        const ring = document.createElement('div');
        ring.className = 'ring';
        ring.style.left = `${left - origin.left - 3}px`;
        ring.style.top = `${top - origin.top - 2}px`;
        ring.style.width = `${right - left + 6}px`;
        ring.style.height = `${bottom - top + 4}px`;
        return ring;
      }),
    );
  }
}
