// In: a text box and spans with labels. Out: the same marks where the browser has no Custom Highlight
// API, drawn by `<span>`s in a copy of the text that lies, unseen but for the marks, behind the box.
// The text itself is not touched, so caret, undo and input methods work as ever.

/** Labels that recolour the letters themselves cannot be drawn behind them. */
const BEHIND = (label) => label !== 'heading' && label !== 'small' && label !== 'scare';
const IS_LINE = (label) => !/^(voice|nobody|lift)/.test(label);

/** Paints layers of spans, as `HighlightPainter` does. */
export class MirrorPainter {
  #box;
  #layers = new Map();

  constructor(box) {
    this.#box = box;
  }

  paint(layer, map, spans) {
    this.#layers.set(layer, spans.filter(({ label }) => BEHIND(label)));
    this.#draw(map.text);
  }

  clear(layer) {
    if (this.#layers.delete(layer)) this.#draw(this.#box.textContent);
  }

  clearAll() {
    this.#layers.clear();
    this.#box.replaceChildren();
  }

  /** Cuts the text wherever a span begins or ends; every piece carries the labels that hold there. */
  #draw(text) {
    const events = [...this.#layers.values()].flat().flatMap((span) => [
      { at: span.start, span },
      { at: span.end, span, ends: true },
    ]);
    events.sort((a, b) => a.at - b.at || (b.ends ? 1 : 0) - (a.ends ? 1 : 0));
    const pieces = [];
    const open = new Set();
    let from = 0;
    for (const { at, span, ends } of events) {
      if (at > from) pieces.push(this.#piece(text.slice(from, at), open));
      from = Math.max(from, at);
      if (ends) open.delete(span);
      else open.add(span);
    }
    pieces.push(this.#piece(text.slice(from), open));
    // Keeps the last empty line as high as it is in the box in front.
    if (text.endsWith('\n')) pieces.push(document.createElement('br'));
    this.#box.replaceChildren(...pieces);
  }

  #piece(text, open) {
    if (open.size === 0) return document.createTextNode(text);
    const piece = document.createElement('span');
    piece.textContent = text;
    const labels = [...open].map(({ label }) => label);
    // One background, the innermost, and one line.
    const grounds = labels.filter((label) => !IS_LINE(label));
    const lifted = grounds.filter((label) => label.includes('lift'));
    const line = labels.findLast(IS_LINE);
    const ground = lifted.at(-1) ?? grounds.at(-1);
    if (ground) piece.classList.add(ground);
    if (line) piece.classList.add(line);
    return piece;
  }
}
