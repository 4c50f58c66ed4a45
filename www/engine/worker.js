// In: texts, each from one client. Out: their analyses. The one file that loads the wasm; it serves
// as the worker's script and, imported on the page's own thread, as the engine without a worker.
import init, { Analyzer } from '../pkg/article_highlighter.js';

/** The name by which `client.js` starts this file, so that it never answers in somebody else's worker. */
export const WORKER_NAME = 'article-highlighter';

/** One analyzer for each client, because an analyzer remembers the paragraphs of the text before. */
const analyzers = new Map();
let loading;

/** Loads the wasm once; a failed load may be tried again. The URL is literal so that bundlers find the file. */
export function load() {
  const wasm = new URL('../pkg/article_highlighter_bg.wasm', import.meta.url);
  loading ??= init({ module_or_path: wasm }).catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** Analyses one text of one client, with options or none: `{ analysis, took }`, the time in milliseconds. */
export function analyze(client, text, options) {
  let analyzer = analyzers.get(client);
  if (!analyzer) analyzers.set(client, (analyzer = new Analyzer()));
  const start = performance.now();
  try {
    const analysis = analyzer.analyze(text, options);
    return { analysis, took: performance.now() - start };
  } catch (error) {
    analyzers.delete(client); // What a failed call left behind is not to be trusted.
    throw error;
  }
}

/** Lets go of what was remembered for a client. */
export function forget(client) {
  analyzers.get(client)?.free();
  analyzers.delete(client);
}

if (typeof DedicatedWorkerGlobalScope === 'function' && self.name === WORKER_NAME) {
  const say = (error) => String(error?.message ?? error);
  // Texts that arrive before the wasm is there wait in this promise, in order.
  const ready = load();
  ready.then(
    () => postMessage({ ready: true }),
    (error) => postMessage({ failed: say(error) }),
  );
  self.onmessage = async ({ data: { job, client, text, options } }) => {
    try {
      await ready;
      if (text === undefined) forget(client);
      else postMessage({ job, ...analyze(client, text, options) });
    } catch (error) {
      postMessage({ job, failed: say(error) });
    }
  };
}
