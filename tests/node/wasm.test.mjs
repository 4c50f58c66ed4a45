// The browser package in bare Node: in, texts of every kind; out, analyses whose offsets fit the text.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import init, { Analyzer, initSync } from '../../www/pkg/article_highlighter.js';
import { ARTICLE, HOSTILE } from './texts.mjs';

const bytes = await readFile(new URL('../../www/pkg/article_highlighter_bg.wasm', import.meta.url));
initSync({ module: bytes });

const fresh = (text) => new Analyzer().analyze(text);

test('the package loads from bytes, and loading again changes nothing', async () => {
  const exports = initSync({ module: bytes });
  assert.equal(initSync({ module: bytes }), exports);
  assert.equal(await init({ module_or_path: new WebAssembly.Module(bytes) }), exports);
  assert.ok(exports.memory instanceof WebAssembly.Memory);
});

test('an article gets blocks, sentences, mentions, entities and quotations', () => {
  const analysis = fresh(ARTICLE);
  assert.equal(analysis.language, 'en');
  assert.equal(analysis.length, ARTICLE.length);
  for (const layer of ['blocks', 'sentences', 'mentions', 'entities', 'quotes']) {
    assert.ok(analysis[layer].length > 0, `no ${layer}`);
  }
});

test('the answer is plain data', () => {
  const analysis = fresh(ARTICLE);
  assert.deepEqual(structuredClone(analysis), analysis);
  assert.deepEqual(JSON.parse(JSON.stringify(analysis)), analysis);
});

for (const [name, text] of [['an article', ARTICLE], ...HOSTILE]) {
  test(`offsets fit: ${name}`, () => check(text, fresh(text)));
}

test('a text typed letter by letter ends in the same analysis as a fresh run', () => {
  const analyzer = new Analyzer();
  const typed = 'On Monday “Mayor” Lena Ortiz';
  const middle = ARTICLE.indexOf('\n\n', ARTICLE.length / 2) + 2;
  for (let end = 0; end <= typed.length; end += 1) {
    const text = `${ARTICLE.slice(0, middle)}${typed.slice(0, end)}${ARTICLE.slice(middle)}`;
    assert.deepEqual(analyzer.analyze(text), fresh(text), `after ${end} letters`);
  }
});

test('dates are told from the day of writing', () => {
  const of = (options) => new Analyzer().analyze('The bridge fell last Friday.', options).entities[0].value;
  assert.equal(of({ date: '2016-09-09' }), '2016-09-02');
  for (const none of [undefined, null, {}, { date: undefined }, { date: 'soon' }, { date: 20160909 }, 'soon', 7]) {
    assert.equal(of(none), 'XXXX-WXX-5');
  }
});

test('memory is given back', () => {
  const { memory } = initSync({ module: bytes });
  const once = () => {
    const analyzer = new Analyzer();
    analyzer.analyze(ARTICLE.repeat(20));
    analyzer.free();
  };
  for (let round = 0; round < 5; round += 1) once();
  const before = memory.buffer.byteLength;
  for (let round = 0; round < 20; round += 1) once();
  assert.equal(memory.buffer.byteLength, before);
});

/** Every rule of the contract that can be read off one answer. */
function check(text, analysis) {
  assert.equal(analysis.length, text.length);
  const inside = ({ start, end }) => {
    assert.ok(Number.isInteger(start) && Number.isInteger(end), `offsets ${start}, ${end}`);
    assert.ok(0 <= start && start < end && end <= text.length, `${start}..${end} of ${text.length}`);
    for (const at of [start, end]) {
      const split = /[\uD800-\uDBFF]/.test(text[at - 1] ?? '') && /[\uDC00-\uDFFF]/.test(text[at] ?? '');
      assert.ok(!split, `${at} splits a character`);
    }
  };
  for (const layer of ['blocks', 'sentences', 'mentions']) {
    let last = 0;
    for (const span of analysis[layer]) {
      inside(span);
      assert.ok(span.start >= last, `${layer} overlap at ${span.start}`);
      last = span.end;
    }
  }
  analysis.mentions.forEach((mention, index) => {
    assert.ok(analysis.entities[mention.entity].mentions.includes(index));
    assert.ok(mention.confidence >= 0 && mention.confidence <= 1);
  });
  analysis.entities.forEach((entity, index) => {
    assert.ok(entity.mentions.length > 0);
    assert.deepEqual(entity.mentions, [...entity.mentions].sort((a, b) => a - b));
    for (const mention of entity.mentions) assert.equal(analysis.mentions[mention].entity, index);
    if (entity.role) inside(entity.role);
  });
  for (const quote of analysis.quotes) {
    assert.ok(quote.content.length > 0);
    for (const span of [...quote.content, quote.speaker, quote.cue, quote.addressee]) if (span) inside(span);
    const named = quote.speaker?.entity;
    if (named !== undefined) assert.ok(analysis.entities[named]);
  }
}
