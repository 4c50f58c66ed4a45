// In: the DOM that holds a text. Out: the text as one string, and the place in the DOM of each of
// its UTF-16 offsets and back. Built in one walk; every look-up is a binary search.

const SILENT = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT', 'TEXTAREA', 'SELECT', 'BUTTON', 'SVG', 'MATH', 'IFRAME']);

/** The last index whose `start` is at or below `offset`; -1 where there is none. */
function lastAt(pieces, offset) {
  let low = 0;
  let high = pieces.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (pieces[middle].start <= offset) low = middle + 1;
    else high = middle - 1;
  }
  return high;
}

/** A text in the DOM, as it stood when the map was made. */
export class TextMap {
  /** Where stretches of text come from: `{ start, node, from, length }`, in order. */
  #pieces;
  /** Text node → its first piece and the number of its pieces. */
  #ofNode;

  constructor(root, text, pieces) {
    this.root = root;
    this.text = text;
    this.#pieces = pieces;
    this.#ofNode = new Map();
    pieces.forEach((piece, index) => {
      const known = this.#ofNode.get(piece.node);
      if (known) known.count += 1;
      else this.#ofNode.set(piece.node, { first: index, count: 1 });
    });
  }

  /** The container and offset of a text offset; `after` takes the place behind the previous character. */
  point(offset, after = false) {
    const bounded = Math.max(0, Math.min(offset, this.text.length));
    const index = Math.max(0, lastAt(this.#pieces, after && bounded > 0 ? bounded - 1 : bounded));
    const piece = this.#pieces[index];
    if (!piece) return [this.root, 0];
    const inside = Math.min(bounded - piece.start, piece.length);
    if (piece.node.nodeType === Node.TEXT_NODE) return [piece.node, piece.from + inside];
    const parent = piece.node.parentNode;
    return [parent, Array.prototype.indexOf.call(parent.childNodes, piece.node) + Math.min(inside, 1)];
  }

  /** A live range over `start..end`. */
  range(start, end) {
    const range = new Range();
    range.setStart(...this.point(start));
    range.setEnd(...this.point(end, true));
    return range;
  }

  /** The text offset of a place in the DOM; -1 where the place is not in this text. */
  offset(node, inside) {
    const known = this.#ofNode.get(node);
    if (known && node.nodeType === Node.TEXT_NODE) {
      let found = this.#pieces[known.first];
      for (let i = known.first; i < known.first + known.count; i += 1) {
        if (this.#pieces[i].from > inside) break;
        found = this.#pieces[i];
      }
      return found.start + Math.max(0, Math.min(inside - found.from, found.length));
    }
    if (node !== this.root && !this.root.contains(node)) return -1;
    // Between two nodes: the first piece that does not lie before this place.
    const follows = (a, b) => a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING;
    const next = node.childNodes[inside];
    const behind = next
      ? (piece) => next.contains(piece.node) || follows(next, piece.node)
      : (piece) => follows(node, piece.node) && !node.contains(piece.node);
    return this.#pieces.find(behind)?.start ?? this.text.length;
  }
}

/**
 * The text of a box that keeps white space (`white-space: pre-wrap`): text nodes, `<br>`, and the
 * blocks that some browsers make of new lines. Of a final line break the last one is only there so
 * that the caret can stand on the empty line, and is not part of the text.
 */
export function readPlain(root) {
  const pieces = [];
  const parts = [];
  let length = 0;
  const add = (node, text) => {
    if (!text) return;
    pieces.push({ start: length, node, from: 0, length: text.length });
    parts.push(text);
    length += text.length;
  };
  const newLine = () => {
    if (length > 0 && !parts.at(-1).endsWith('\n')) {
      parts.push('\n');
      length += 1;
    }
  };
  const walk = (node) => {
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (child.nodeType === Node.TEXT_NODE) {
        add(child, child.data);
      } else if (child.nodeName === 'BR') {
        add(child, '\n');
      } else if (child.nodeType === Node.ELEMENT_NODE) {
        newLine();
        walk(child);
        if (child.nextSibling) newLine();
      }
    }
  };
  walk(root);
  let text = parts.join('');
  if (text.endsWith('\n')) text = text.slice(0, -1);
  return new TextMap(root, text, pieces);
}

/**
 * Puts a text into a box so that `readPlain` gives exactly it back. The `<br>` in an empty box also keeps
 * Chromium from making blocks of pasted lines.
 */
export function writePlain(root, text) {
  root.textContent = text;
  if (text === '' || text.endsWith('\n')) root.append(root.ownerDocument.createElement('br'));
}

/**
 * The text of ordinary markup: white space collapsed where the page collapses it, a blank line
 * between blocks, nothing from scripts, controls and what is not displayed.
 */
export function readMarkup(root) {
  const pieces = [];
  const parts = [];
  let length = 0;
  /** What must stand before the next word, if any word follows. */
  let gap = '';
  const add = (node, from, text) => {
    if (length > 0) {
      parts.push(gap);
      length += gap.length;
    }
    gap = '';
    pieces.push({ start: length, node, from, length: text.length });
    parts.push(text);
    length += text.length;
  };
  const addText = (node, keeps) => {
    if (keeps) {
      if (node.data) add(node, 0, node.data);
      return;
    }
    let end = 0;
    for (const words of node.data.matchAll(/[^ \t\n\r\f]+(?: [^ \t\n\r\f]+)*/g)) {
      if (words.index > end) gap ||= ' ';
      add(node, words.index, words[0]);
      end = words.index + words[0].length;
    }
    if (end < node.data.length) gap ||= ' ';
  };
  const walk = (node, keeps) => {
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (child.nodeType === Node.TEXT_NODE) {
        addText(child, keeps);
      } else if (child.nodeName === 'BR') {
        if (gap !== '\n\n') gap = '\n';
      } else if (child.nodeType === Node.ELEMENT_NODE && !SILENT.has(child.nodeName.toUpperCase())) {
        const { display, whiteSpace } = getComputedStyle(child);
        if (display === 'none') continue;
        const block = !/^(inline|contents|ruby)/.test(display);
        if (block) gap = '\n\n';
        walk(child, /^(pre|break-spaces)/.test(whiteSpace));
        if (block) gap = '\n\n';
      }
    }
  };
  walk(root, false);
  return new TextMap(root, parts.join(''), pieces);
}

/** The text offset under a point of the window, or -1. The caller checks that a mark is really there. */
export function offsetAtPoint(map, x, y) {
  const roots = [];
  for (let root = map.root.getRootNode(); root instanceof ShadowRoot; root = root.host.getRootNode()) roots.push(root);
  const { ownerDocument } = map.root;
  if (ownerDocument.caretPositionFromPoint) {
    const place = ownerDocument.caretPositionFromPoint(x, y, { shadowRoots: roots });
    if (place?.offsetNode) return map.offset(place.offsetNode, place.offset);
  }
  const range = ownerDocument.caretRangeFromPoint?.(x, y);
  return range ? map.offset(range.startContainer, range.startOffset) : -1;
}

/** Whether a range is drawn at a point of the window. */
export function drawnAt(range, x, y) {
  for (const box of range.getClientRects()) {
    if (x >= box.left && x <= box.right && y >= box.top - 2 && y <= box.bottom + 2) return true;
  }
  return false;
}

/** Spans sorted by start, to be asked which of them hold an offset. */
export class SpanIndex {
  #spans;
  /** The furthest end among the spans up to each one: where it lies behind, none before can hold the offset. */
  #reach;

  constructor(spans) {
    this.#spans = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
    let reach = 0;
    this.#reach = this.#spans.map((span) => (reach = Math.max(reach, span.end)));
  }

  /** The spans with `start <= offset <= end`, the innermost first. */
  at(offset) {
    const found = [];
    for (let i = lastAt(this.#spans, offset); i >= 0 && this.#reach[i] >= offset; i -= 1) {
      if (this.#spans[i].end >= offset) found.push(this.#spans[i]);
    }
    return found.sort((a, b) => a.end - a.start - (b.end - b.start));
  }

  /** The spans that touch `start..end`, in order. */
  within(start, end) {
    const found = [];
    for (let i = lastAt(this.#spans, end); i >= 0 && this.#reach[i] >= start; i -= 1) {
      if (this.#spans[i].end > start) found.push(this.#spans[i]);
    }
    return found.reverse();
  }
}
