// Compiled, never run: the generated types and the contract are used together as a caller would use them.
import init, { Analyzer, initSync, type Options, type Quote } from "../../www/pkg/article_highlighter.js";
import { ArticleHighlighter } from "../../www/element/define.js";
import { Engine } from "../../www/engine/client.js";
import type { Analysis as Shipped } from "../../www/pkg/analysis.js";
import type { Analysis as Contract, EntityType, Span } from "../../src/analysis.js";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <T extends true>(value: T): T => value;

// What `analyze` answers is the contract's type itself, not `any` and not a copy that has drifted.
type Answer = ReturnType<Analyzer["analyze"]>;
same<Same<Answer, Contract>>(true);
same<Same<Answer, Shipped>>(true);
same<Same<Parameters<Analyzer["analyze"]>, [text: string, options?: Options | null | undefined]>>(true);
// @ts-expect-error: were `Same` blind, this line would compile.
same<Same<any, Contract>>(true);

export async function names(text: string, bytes: BufferSource): Promise<Map<EntityType, string[]>> {
  await init({ module_or_path: bytes });
  initSync({ module: bytes });
  const analyzer = new Analyzer();
  const analysis: Contract = analyzer.analyze(text);
  analyzer.free();
  const named = new Map<EntityType, string[]>();
  for (const { type, name } of analysis.entities) named.set(type, [...(named.get(type) ?? []), name]);
  return named;
}

export function speaker(analysis: Contract, quote: Quote): string | undefined {
  const entity = quote.speaker?.entity;
  return entity === undefined ? undefined : analysis.entities[entity]?.name;
}

export const marked = (text: string, { start, end }: Span): string => text.slice(start, end);

// @ts-expect-error: a text is a string.
new Analyzer().analyze(42);
// @ts-expect-error: a day of writing is written down.
new Analyzer().analyze("", { date: new Date() });
// @ts-expect-error: there is no such kind of quotation.
export const wrong: Quote["kind"] = "irony";

// The element and the client, as a page uses them.
export async function watch(element: ArticleHighlighter): Promise<string[]> {
  element.addEventListener("analysis", ({ detail }) => console.log(detail.quotes.length));
  element.date = "2016-09-09";
  element.value = "“No,” said Lena Ortiz.";
  element.marks = new Set(["person", "quoted"]);
  const analysis: Contract = await element.ready;
  element.lift({ entity: 0 });
  const [mention] = analysis.mentions;
  if (mention) element.reveal(mention, { focus: true });
  return element.sources?.all.map(({ name }) => name) ?? [];
}

export async function once(text: string): Promise<Contract> {
  const engine = new Engine({ worker: false });
  try {
    return await engine.analyze(text, { date: "2016-09-09" });
  } finally {
    engine.close();
  }
}

same<Same<HTMLElementTagNameMap["article-highlighter"], ArticleHighlighter>>(true);
// @ts-expect-error: the analysis is not to be set.
export const set = (element: ArticleHighlighter): unknown => (element.analysis = null);
