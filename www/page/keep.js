// In: the text while it is edited. Out: the same text after the page has been loaded again, in this tab
// only. The browser forgets it with the tab; it is written nowhere else and sent to no one.

const KEY = 'article';
const SOON = 400;
let timer;

/** The text of the last visit to this tab, or ''. */
export function recall() {
  try {
    return sessionStorage.getItem(KEY) ?? '';
  } catch {
    return ''; // Storage may be forbidden.
  }
}

/** Keeps what `read` gives, once the reader pauses and whenever the page may go away. */
export function keep(read) {
  const save = () => {
    clearTimeout(timer);
    timer = undefined;
    try {
      const text = read();
      if (text) sessionStorage.setItem(KEY, text);
      else sessionStorage.removeItem(KEY);
    } catch {
      // Too long for the storage: better nothing than an older text.
      try {
        sessionStorage.removeItem(KEY);
      } catch {}
    }
  };
  addEventListener('pagehide', () => timer !== undefined && save());
  return () => {
    clearTimeout(timer);
    timer = setTimeout(save, SOON);
  };
}
