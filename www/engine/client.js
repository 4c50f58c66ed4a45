// In: the newest text of a caller. Out: a promise of its Analysis. All engines of a page share one
// worker; each has a waiting line one deep, so that the newest text wins and stale answers are dropped.
//
// A worker that crashes, or that does not answer in time, is replaced and the text sent once more; then the
// promise is rejected, and the next text starts afresh. A worker that cannot even start (a strict
// CSP, a script from another origin) is replaced by the same code on the page's own thread.

/** How long, in milliseconds, an analysis may take before the worker counts as hung. */
export const patience = (text) => 10_000 + text.length / 20;

/** Starts the worker. The URL is literal so that bundlers find the file. */
function startWorker(hear) {
  const worker = new Worker(new URL('./worker.js', import.meta.url), {
    type: 'module',
    name: 'article-highlighter',
  });
  worker.onmessage = ({ data }) => hear(data);
  worker.onerror = (event) => {
    event.preventDefault?.();
    hear({ failed: event.message || 'the worker stopped' });
  };
  worker.onmessageerror = () => hear({ failed: 'an answer could not be read' });
  return {
    send: (message) => worker.postMessage(message),
    stop: () => worker.terminate(),
  };
}

/** The same on this thread, for pages that want or allow no worker. */
function startHere(hear) {
  let stopped = false;
  const tell = (message) => {
    if (!stopped) hear(message);
  };
  const fail = (job, error) => tell({ job, failed: String(error?.message ?? error) });
  const engine = import('./worker.js').then(async (module) => {
    await module.load();
    tell({ ready: true });
    return module;
  });
  engine.catch((error) => fail(undefined, error));
  return {
    send: async ({ job, client, text, options }) => {
      let module;
      try {
        module = await engine;
      } catch {
        return; // Already told.
      }
      if (stopped) return;
      try {
        if (text === undefined) module.forget(client);
        else tell({ job, ...module.analyze(client, text, options) });
      } catch (error) {
        fail(job, error);
      }
    },
    stop: () => {
      stopped = true;
    },
  };
}

/** Runs the texts of all engines that share it, one at a time, in turn. */
class Runner {
  #start;
  #port = null;
  #ready = false;
  #neverReady = false;
  /** Engine → its waiting job; insertion order is the order of turns. */
  #waiting = new Map();
  #running = null;
  #timer = 0;
  #jobs = 0;

  constructor(start) {
    this.#start = start;
  }

  add(job) {
    this.#waiting.set(job.engine, job);
    this.#next();
  }

  /** The caller has gone, or wants something newer: its waiting text is never read. */
  remove(engine) {
    this.#waiting.delete(engine);
  }

  forget(engine) {
    this.remove(engine);
    this.#port?.send({ client: engine.id });
  }

  stop() {
    this.#drop();
    this.#waiting.clear();
    this.#running = null;
  }

  #next() {
    if (this.#running || this.#waiting.size === 0) return;
    const [engine, job] = this.#waiting.entries().next().value;
    this.#waiting.delete(engine);
    this.#running = job;
    job.id = ++this.#jobs;
    job.tries += 1;
    try {
      this.#port ??= this.#open();
      this.#port.send({ job: job.id, client: engine.id, text: job.text, options: job.options });
    } catch (error) {
      this.#failed(String(error?.message ?? error));
      return;
    }
    if (this.#ready) this.#watch();
  }

  #open() {
    const start = this.#neverReady ? startHere : this.#start;
    const port = start((message) => {
      if (port === this.#port) this.#hear(message);
    });
    return port;
  }

  #hear({ ready, job, failed, analysis, took }) {
    if (ready) {
      this.#ready = true;
      this.#neverReady = false;
      if (this.#running) this.#watch();
    } else if (failed !== undefined) {
      this.#failed(failed);
    } else if (job === this.#running?.id) {
      clearTimeout(this.#timer);
      const { engine, resolve } = this.#running;
      this.#running = null;
      engine.took = took;
      resolve(analysis);
      this.#next();
    }
  }

  /** Loading takes as long as the network takes; only an analysis is timed. */
  #watch() {
    clearTimeout(this.#timer);
    const { engine, text } = this.#running;
    this.#timer = setTimeout(() => this.#failed('the analysis took too long'), engine.patience(text));
  }

  #failed(message) {
    const job = this.#running;
    this.#neverReady ||= !this.#ready;
    this.#drop();
    this.#running = null;
    if (job && !job.stale) {
      if (job.tries < 2 && !this.#waiting.has(job.engine)) this.#waiting.set(job.engine, job);
      else job.reject(new Error(message));
    }
    this.#next();
  }

  #drop() {
    clearTimeout(this.#timer);
    this.#port?.stop();
    this.#port = null;
    this.#ready = false;
  }
}

/** One runner for each way of starting, kept while an engine uses it. */
const runners = new Map();
let engines = 0;

/** Analyses the text of one editor or one article; see the top of this file for its manners. */
export class Engine {
  #start;
  #shared;
  #current = null;

  /**
   * `worker: false` keeps everything on the calling thread; `start` replaces the way a worker is
   * started; `patience` is the time limit in milliseconds, as a function of the text.
   */
  constructor(options = {}) {
    this.id = ++engines;
    this.patience = options.patience ?? patience;
    /** How long the latest analysis took, in milliseconds, without waiting and loading. */
    this.took = 0;
    this.#start = options.start ?? (options.worker === false ? startHere : startWorker);
    this.#shared = runners.get(this.#start) ?? { runner: new Runner(this.#start), users: 0 };
    this.#shared.users += 1;
    runners.set(this.#start, this.#shared);
  }

  /**
   * The Analysis of the text. `date` is the day of writing, as in "2016-09-09". Rejected with an `AbortError` where a newer text
   * or `close()` came in between, with another error where the analysis failed twice.
   */
  analyze(text, { date } = {}) {
    this.#abandon('a newer text has come');
    if (!this.#shared) return Promise.reject(new DOMException('the engine is closed', 'AbortError'));
    return new Promise((resolve, reject) => {
      this.#current = { engine: this, text, options: date ? { date } : undefined, tries: 0, stale: false, resolve, reject };
      this.#shared.runner.add(this.#current);
    });
  }

  /** Lets go of the worker; pending promises are rejected with an `AbortError`. */
  close() {
    if (!this.#shared) return;
    this.#abandon('the engine is closed');
    const { runner } = this.#shared;
    this.#shared.users -= 1;
    if (this.#shared.users > 0) {
      runner.forget(this);
    } else {
      runner.stop();
      runners.delete(this.#start);
    }
    this.#shared = null;
  }

  #abandon(why) {
    const job = this.#current;
    if (!job) return;
    this.#current = null;
    job.stale = true;
    this.#shared?.runner.remove(this);
    job.reject(new DOMException(why, 'AbortError')); // Nothing happens where it is settled already.
  }
}
