// In: a range. Out: the range scrolled into view, with a ring around each of its lines, as focus has one.

export class Ring {
  #node;
  #range = null;

  constructor(node) {
    this.#node = node;
  }

  get shown() {
    return this.#range !== null;
  }

  show(range) {
    this.#range = range;
    this.#draw();
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#node.firstElementChild?.scrollIntoView({ block: 'center', behavior: still ? 'instant' : 'smooth' });
  }

  hide() {
    this.#range = null;
    this.#node.replaceChildren();
  }

  /** The text has been laid out anew. */
  follow() {
    if (this.#range) this.#draw();
  }

  #draw() {
    const origin = this.#node.getBoundingClientRect();
    const boxes = [...this.#range.getClientRects()].filter(({ width, height }) => width > 1 && height > 0);
    this.#node.replaceChildren(
      ...boxes.map((box) => {
        const ring = document.createElement('div');
        ring.className = 'ring';
        ring.style.left = `${box.left - origin.left - 3}px`;
        ring.style.top = `${box.top - origin.top - 2}px`;
        ring.style.width = `${box.width + 2}px`;
        ring.style.height = `${box.height}px`;
        return ring;
      }),
    );
  }
}
