// The types of client.js: the engine and its promises.
import type { Analysis, Options } from "../pkg/analysis.js";

export interface EngineOptions {
  /** `false` keeps everything on the calling thread. */
  worker?: boolean;
  /** How long an analysis may take, in milliseconds, before its worker counts as hung. */
  patience?: (text: string) => number;
  /** Starts a worker in another way than by `new Worker(new URL("./worker.js", import.meta.url), …)`. */
  start?: (hear: (message: object) => void) => { send(message: object): void; stop(): void };
}

/** How long, in milliseconds, an analysis may take where nobody has said anything else. */
export function patience(text: string): number;

/** Analyses the text of one editor or one article. The newest text wins; a crashed worker is replaced. */
export class Engine {
  constructor(options?: EngineOptions);
  readonly id: number;
  patience: (text: string) => number;
  /** How long the latest analysis took, in milliseconds, without waiting and loading. */
  readonly took: number;
  /**
   * The Analysis of the text. Rejected with an `AbortError` where a newer text or `close()` came in
   * between, with another error where the analysis failed twice.
   */
  analyze(text: string, options?: Options): Promise<Analysis>;
  /** Lets go of the worker; pending promises are rejected with an `AbortError`. */
  close(): void;
}
