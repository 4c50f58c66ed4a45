// In: a text in the DOM and spans with labels. Out: marks on the screen, by the CSS Custom Highlight
// API. The registry is one for the whole document: a highlight is shared by all elements that use its
// label, each puts in and takes out its own ranges only, and the last one removes the highlight.

/** What every highlight's name begins with. */
export const PREFIX = 'article-highlighter-';

/** Quotations lie under entities, and both under what is lifted. */
const PRIORITY = { voice: 0, nobody: 0, scare: 0, heading: 0, small: 0, lift: 2 };

function priorityOf(label) {
  if (label.endsWith('-lift')) return 2;
  return PRIORITY[label.split('-', 1)[0]] ?? 1;
}

/** Whether this browser has the Custom Highlight API. */
export const canHighlight = () => typeof Highlight === 'function' && globalThis.CSS?.highlights !== undefined;

/** Paints layers of spans; each layer is replaced as a whole. */
export class HighlightPainter {
  /** Layer → label → the ranges put in for it. */
  #layers = new Map();

  paint(layer, map, spans) {
    const old = this.#layers.get(layer);
    const fresh = new Map();
    for (const { start, end, label } of spans) {
      if (!fresh.has(label)) fresh.set(label, []);
      fresh.get(label).push(map.range(start, end));
    }
    for (const [label, ranges] of old ?? []) remove(label, ranges, fresh.has(label));
    for (const [label, ranges] of fresh) add(label, ranges);
    this.#layers.set(layer, fresh);
  }

  clear(layer) {
    for (const [label, ranges] of this.#layers.get(layer) ?? []) remove(label, ranges, false);
    this.#layers.delete(layer);
  }

  clearAll() {
    for (const layer of [...this.#layers.keys()]) this.clear(layer);
  }
}

function add(label, ranges) {
  const name = PREFIX + label;
  let highlight = CSS.highlights.get(name);
  if (!highlight) {
    highlight = new Highlight();
    highlight.priority = priorityOf(label);
    CSS.highlights.set(name, highlight);
  }
  for (const range of ranges) highlight.add(range);
}

function remove(label, ranges, stays) {
  const name = PREFIX + label;
  const highlight = CSS.highlights.get(name);
  if (!highlight) return;
  for (const range of ranges) highlight.delete(range);
  if (highlight.size === 0 && !stays) CSS.highlights.delete(name);
}
