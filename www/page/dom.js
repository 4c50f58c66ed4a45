// In: a name, properties and children. Out: an element. Text is only ever set as text.

/** Makes an element; `on…` properties are listeners, `class`, `data-…` and `aria-…` attributes. */
export function make(name, properties = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (typeof value === 'boolean') node.toggleAttribute(key, value);
    else node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** Listeners that lift a part of the article while a row is pointed at or focused. */
export const lifting = (article, what, afterwards = () => {}) => ({
  onpointerenter: () => article.lift(what),
  onpointerleave: () => article.lift(null),
  onfocus: () => article.lift(what),
  onblur: () => {
    article.lift(null);
    afterwards();
  },
});

/** 12345 → "12,345". */
export const number = (value) => value.toLocaleString('en');

/** "1 word", "2 words". */
export const count = (value, one, many = `${one}s`) => `${number(value)} ${value === 1 ? one : many}`;
