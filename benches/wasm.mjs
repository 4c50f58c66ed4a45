// How long the browser package takes, in Node. In: the articles that benches/analyze saved (their folder is the
// argument); out: the same tables as there.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { argv, exit } from 'node:process';

import { Analyzer, initSync } from '../www/pkg/article_highlighter.js';

const AT_LEAST = 400;
const TYPED = ' “Not yet,” said Mayor Ana Ortiz on Monday.';

const folder = argv[2];
if (!folder) {
  console.error('usage: node benches/wasm.mjs FOLDER (cargo xtask bench does it)');
  exit(1);
}
const started = performance.now();
initSync({ module: readFileSync(new URL('../www/pkg/article_highlighter_bg.wasm', import.meta.url)) });
const loaded = performance.now();
new Analyzer().analyze('“No,” said Lena Ortiz.').length;
const answered = performance.now();
console.log(`Cold start, wasm in Node: ${ms(loaded - started)} to compile, ${ms(answered - loaded)} to the first answer`);

console.log('A fresh run, wasm in Node:');
const articles = readdirSync(folder)
  .map((file) => /^(.*)-(\d+)\.txt$/.exec(file))
  .filter(Boolean)
  .map(([file, shape, words]) => ({ shape, asked: Number(words), text: readFileSync(join(folder, file), 'utf8') }))
  .sort((a, b) => a.shape.localeCompare(b.shape) || a.asked - b.asked);
for (const shape of new Set(articles.map((article) => article.shape))) {
  console.log(`  ${shape.padEnd(10)} ${'words'.padStart(9)} ${'time'.padStart(12)} ${'ns a word'.padStart(12)} ${'ratio'.padStart(8)}`);
  let reference;
  for (const { text } of articles.filter((article) => article.shape === shape)) {
    const words = count(text);
    const time = fastest(() => fresh(text));
    const perWord = (time * 1e6) / words;
    // The shortest text is mostly what every call costs; the second one is the measure.
    if (words > 900) reference ??= perWord;
    const ratio = reference ? (perWord / reference).toFixed(2) : '';
    const cells = [String(words).padStart(9), ms(time).padStart(12), perWord.toFixed(0).padStart(12), ratio.padStart(8)];
    console.log(`  ${''.padEnd(10)} ${cells.join(' ')}`);
  }
}

const { text } = articles.find(({ shape, asked }) => shape === 'article' && asked === 5_000);
const middle = text.indexOf('\n\n', text.length / 2);
const versions = [...TYPED].map((_, end) => text.slice(0, middle) + TYPED.slice(0, end) + text.slice(middle));
const analyzer = new Analyzer();
analyzer.analyze(text);
let next = 0;
const edited = fastest(() => analyzer.analyze(versions[(next = (next + 1) % versions.length)]));
const whole = fastest(() => fresh(versions[0]));
console.log(`A keystroke in an article of ${count(text)} words, wasm in Node:`);
console.log(`  ${ms(edited)}; a fresh run ${ms(whole)}; ${(whole / edited).toFixed(1)} times as fast`);

function fresh(text) {
  const analyzer = new Analyzer();
  analyzer.analyze(text);
  analyzer.free();
}

/** The time of the fastest of many calls, in milliseconds. */
function fastest(call) {
  call();
  const start = performance.now();
  let best = Infinity;
  for (let runs = 0; runs < 5 || performance.now() - start < AT_LEAST; runs += 1) {
    const before = performance.now();
    call();
    best = Math.min(best, performance.now() - before);
  }
  return best;
}

function count(text) {
  return text.split(/\s+/).filter(Boolean).length;
}

function ms(time) {
  return `${time.toFixed(3)} ms`;
}
