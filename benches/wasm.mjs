// How long the browser package takes, in Node. In: the articles that benches/analyze saved (their folder is the
// argument); out: the same tables as there.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { argv, exit } from 'node:process';

import { Analyzer, initSync } from '../www/pkg/article_highlighter.js';

const AT_LEAST = 400;
const WARM_UP = 3000;
const TYPED_IN = [700, 5_000];
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

const articles = readdirSync(folder)
  .map((file) => /^(.*)-(\d+)-(\d+)\.txt$/.exec(file))
  .filter(Boolean)
  .map(([file, shape, words, tokens]) => ({
    shape,
    asked: Number(words),
    tokens: Number(tokens),
    text: readFileSync(join(folder, file), 'utf8'),
  }))
  .sort((a, b) => a.shape.localeCompare(b.shape) || a.asked - b.asked);
const find = (shape, words) => articles.find((article) => article.shape === shape && article.asked === words).text;

// Engines compile in haste first, and in the background anew what turns out to be hot: the cold start above is without that.
const start = performance.now();
while (performance.now() - start < WARM_UP) fresh(find('news', 1_000));
console.log('A fresh run, wasm in Node, warmed up:');
for (const shape of new Set(articles.map((article) => article.shape))) {
  console.log(row([shape, 'words', 'time', 'ns a word', 'tokens/s', 'ratio']));
  let reference;
  for (const { text, tokens } of articles.filter((article) => article.shape === shape)) {
    const words = count(text);
    const time = fastest(() => fresh(text));
    const perWord = (time * 1e6) / words;
    // The shortest text is mostly what every call costs; that of a thousand words is the measure.
    if (words > 900) reference ??= perWord;
    const ratio = reference ? (perWord / reference).toFixed(2) : '';
    console.log(row(['', String(words), ms(time), perWord.toFixed(0), ((tokens * 1e3) / time).toFixed(0), ratio]));
  }
}

console.log('A keystroke, the mean over a sentence typed in the middle, wasm in Node:');
for (const shape of ['news', 'article']) {
  for (const words of TYPED_IN) type(shape, find(shape, words));
}

function type(shape, text) {
  const middle = text.indexOf('\n\n', text.length / 2);
  const versions = [...TYPED].map((_, end) => text.slice(0, middle) + TYPED.slice(0, end) + text.slice(middle));
  const analyzer = new Analyzer();
  const best = versions.map(() => Infinity);
  const start = performance.now();
  while (performance.now() - start < 4 * AT_LEAST) {
    versions.forEach((version, i) => {
      const before = performance.now();
      analyzer.analyze(version);
      best[i] = Math.min(best[i], performance.now() - before);
    });
  }
  analyzer.free();
  const edited = best.reduce((sum, time) => sum + time) / best.length;
  const whole = fastest(() => fresh(versions[0]));
  const times = `${ms(edited)}; a fresh run ${ms(whole)}; ${(whole / edited).toFixed(1)} times as fast`;
  console.log(`  ${shape.padEnd(10)} ${String(count(text)).padStart(9)} words ${times}`);
}

function row([shape, words, time, perWord, tokens, ratio]) {
  const cells = [words.padStart(9), time.padStart(12), perWord.padStart(12), tokens.padStart(12), ratio.padStart(8)];
  return `  ${shape.padEnd(10)} ${cells.join(' ')}`;
}

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
