// Importing this file makes `<article-highlighter>` work; importing it twice, or a second copy of it, does no harm.

import { ArticleHighlighter } from './element.js';

/** Registers the element under its name, unless something is registered there already. */
export function define(name = 'article-highlighter') {
  if (globalThis.customElements && !customElements.get(name)) {
    customElements.define(name, name === 'article-highlighter' ? ArticleHighlighter : class extends ArticleHighlighter {});
  }
}

define();

export { ArticleHighlighter };
