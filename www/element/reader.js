// In: word that a text has changed. Out: its analysis, once typing pauses, and a promise of it.

import { Engine } from '../engine/client.js';

/** Longer texts are analysed from the top first, so that the first screen is marked at once. */
const LONG = 120_000;
const FIRST = 20_000;
/** Milliseconds from the last keystroke to the next analysis: at least, and at most. */
const SOON = 40;
const LATE = 800;

/** Reads one changing text. */
export class Reader {
  #read;
  #options;
  #early;
  #done;
  #failed;
  #engine = null;
  #timer = 0;
  #run = 0;
  #ready = null;
  /** The latest analysis of a whole text, and that text; null where it has to be read again. */
  analysis = null;
  text = null;

  /**
   * `read` gives the text, `options` what else is known of it; `early` takes the analysis of the beginning of a long text, `done` that of the
   * whole, `failed` an error.
   */
  constructor({ read, options, early, done, failed }) {
    this.#read = read;
    this.#options = options;
    this.#early = early;
    this.#done = done;
    this.#failed = failed;
  }

  open(options) {
    this.close();
    this.#engine = new Engine(options);
  }

  close() {
    clearTimeout(this.#timer);
    this.#run += 1;
    this.#engine?.close();
    this.#engine = null;
    this.text = null;
  }

  /** Milliseconds that the latest analysis took. */
  get took() {
    return this.#engine?.took ?? 0;
  }

  /** A promise of the analysis of the text as it is now, or will be when typing pauses. */
  get ready() {
    return this.#pending().promise;
  }

  /** The text may have changed: it is read once typing pauses, later the longer an analysis takes. */
  changed(delay = Math.min(LATE, Math.max(SOON, this.took * 1.5))) {
    if (this.#ready?.settled) this.#ready = null;
    this.#pending();
    if (!this.#engine) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#analyze(), delay);
  }

  #pending() {
    if (!this.#ready) {
      this.#ready = deferred();
      this.#ready.promise.catch(() => {}); // Told by `failed` as well; nobody has to listen twice.
      if (this.analysis && this.text === this.#read()) this.#settle('resolve', this.analysis);
    }
    return this.#ready;
  }

  #settle(how, what) {
    const ready = this.#pending();
    ready[how](what);
    ready.settled = true;
  }

  async #analyze() {
    const run = ++this.#run;
    const text = this.#read();
    if (text === this.text) {
      this.#settle('resolve', this.analysis);
      return;
    }
    try {
      if (text.length > LONG && Math.abs(text.length - (this.text?.length ?? 0)) > text.length / 2) {
        const cut = text.lastIndexOf('\n', FIRST);
        const first = await this.#engine.analyze(text.slice(0, cut > 0 ? cut : FIRST), this.#options());
        if (run !== this.#run) return;
        this.#early(first, text);
      }
      const analysis = await this.#engine.analyze(text, this.#options());
      if (run !== this.#run || this.#read() !== text) return;
      this.text = text;
      this.analysis = analysis;
      this.#done(analysis, text);
      this.#settle('resolve', analysis);
    } catch (error) {
      if (error.name === 'AbortError' || run !== this.#run) return;
      this.text = null;
      this.#settle('reject', error);
      this.#failed(error);
    }
  }
}

function deferred() {
  let resolve;
  let reject;
  const promise = new Promise((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
