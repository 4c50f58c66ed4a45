// In: what a reader types, pastes or sets. Out: the text, exactly, and where it lies in the DOM. Never
// writes into the box while it is being edited, so that caret, undo and input methods are the browser's.

import { readMarkup, readPlain, writePlain } from './ranges.js';

/** Which text the analysis belongs to → where its offsets lie in the text as it is now. */
export function shiftBetween(before, after) {
  if (before === after) return (offset) => offset;
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before.charCodeAt(head) === after.charCodeAt(head)) head += 1;
  let tail = 0;
  while (tail < shorter - head && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)) tail += 1;
  const end = before.length - tail;
  const moved = after.length - before.length;
  return (offset) => (offset <= head ? offset : offset >= end ? offset + moved : head);
}

/** The text in `node`, or, while `slotted`, the text of the host's own markup. */
export class TextBox {
  #host;
  #map = null;
  #listening = null;
  /** An input method is at work: what stands in the box is not yet what the reader means. */
  composing = false;
  slotted = false;

  constructor(host, node) {
    this.#host = host;
    this.node = node;
  }

  /** The text and its places; made anew after a change, on demand. */
  get map() {
    this.#map ??= this.slotted ? readMarkup(this.#host) : readPlain(this.node);
    return this.#map;
  }

  get text() {
    return this.map.text;
  }

  /** The text has changed in a way the box has not seen. */
  stale() {
    this.#map = null;
  }

  write(text) {
    this.#slot(false);
    writePlain(this.node, text);
  }

  /** Shows the host's own children. */
  showSlot() {
    this.#slot(true);
    this.node.replaceChildren(document.createElement('slot'));
  }

  #slot(on) {
    this.slotted = on;
    this.node.classList.toggle('slotted', on);
    this.#map = null;
  }

  /**
   * Makes the box editable. `changed` is called after every edit; while an input method is at work
   * `composing` is set.
   */
  edit(changed) {
    const { node } = this;
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    try {
      node.contentEditable = 'plaintext-only';
    } catch {
      node.contentEditable = 'true';
    }
    if (node.contentEditable !== 'plaintext-only') keepPlain(node, signal);
    node.addEventListener('input', () => {
      this.#map = null;
      changed();
    }, { signal });
    node.addEventListener('compositionstart', () => {
      this.composing = true;
      changed();
    }, { signal });
    node.addEventListener('compositionend', () => {
      this.composing = false;
      this.#map = null;
      changed();
    }, { signal });
    // Nothing typed here may be sent to a spelling or writing service.
    node.spellcheck = false;
    for (const [name, value] of [['writingsuggestions', 'false'], ['autocorrect', 'off'], ['autocapitalize', 'off'], ['autocomplete', 'off'], ['data-gramm', 'false']]) {
      node.setAttribute(name, value);
    }
  }

  /** Ends editing. */
  fix() {
    this.#listening?.abort();
    this.#listening = null;
    this.composing = false;
    this.node.removeAttribute('contenteditable');
  }

  /** The text offset of the caret, or -1 where the caret is elsewhere or text is selected. */
  get caret() {
    const selection = this.node.ownerDocument.getSelection();
    const root = this.node.getRootNode();
    const range = selection?.getComposedRanges
      ? selection.getComposedRanges({ shadowRoots: [root] })[0]
      : root.getSelection?.()?.getRangeAt(0);
    if (!range?.collapsed || !(range.startContainer === this.node || this.node.contains(range.startContainer))) return -1;
    return this.map.offset(range.startContainer, range.startOffset);
  }

  /** Puts the caret at a text offset. */
  set caret(offset) {
    this.node.ownerDocument.getSelection().collapse(...this.map.point(offset));
  }

  /**
   * Replaces everything as a reader would, so that the browser can undo it; the caret stands at the top. Lines that are inserted as text
   * become blocks in Chromium, lines that are inserted as (escaped) markup stay one text.
   */
  replaceAsTyped(text) {
    const { node } = this;
    const { ownerDocument } = node;
    node.focus();
    ownerDocument.getSelection().selectAllChildren(node);
    if (!text) {
      ownerDocument.execCommand('delete');
      return;
    }
    const kind = node.contentEditable;
    const markup = text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign]);
    try {
      node.contentEditable = 'true';
      ownerDocument.execCommand('insertHTML', false, text.endsWith('\n') ? `${markup}<br>` : markup);
    } catch {
      ownerDocument.execCommand('insertText', false, text); // Markup may be forbidden by a policy.
    } finally {
      node.contentEditable = kind;
    }
    this.#map = null;
    this.caret = 0;
  }
}

/** Browsers without "plaintext-only": take plain text from the clipboard and `<br>` for new lines. */
function keepPlain(node, signal) {
  const type = (text) => document.execCommand('insertText', false, text.replace(/\r\n?/g, '\n'));
  node.addEventListener('paste', (event) => {
    event.preventDefault();
    type(event.clipboardData.getData('text/plain'));
  }, { signal });
  node.addEventListener('drop', (event) => {
    event.preventDefault();
    type(event.dataTransfer.getData('text/plain'));
  }, { signal });
  node.addEventListener('beforeinput', (event) => {
    if (event.inputType.startsWith('format')) event.preventDefault();
    if (event.inputType === 'insertParagraph') {
      event.preventDefault();
      document.execCommand('insertLineBreak');
    }
  }, { signal });
}
