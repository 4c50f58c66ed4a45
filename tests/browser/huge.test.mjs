// Input without end and input without sense: the page stays awake, nothing fails, offsets are right.

import assert from 'node:assert/strict';
import test from 'node:test';
import { assertQuiet, caretAt, control, openArticle, pause, setText } from './browsers.mjs';
import { articleOf } from './texts.mjs';

const MEGABYTE = 1_000_000;
const LINE = 'The mayor of Port Ellery said on Tuesday that “work would start”, and Lena Ortiz agreed. ';

for (const [name, text] of [
  ['one line', LINE.repeat(Math.ceil(MEGABYTE / LINE.length)).slice(0, MEGABYTE)],
  ['an article', articleOf(180_000).slice(0, MEGABYTE)],
]) {
  test(`1 MB as ${name}: typed into, marked in the window, never lost`, { timeout: 240_000 }, async (t) => {
    const page = await openArticle();
    page.setDefaultTimeout(180_000);
    const held = await page.evaluate(async (value) => {
      const element = document.getElementById('article');
      let last = performance.now();
      let worst = 0;
      const timer = setInterval(() => {
        worst = Math.max(worst, performance.now() - last);
        last = performance.now();
      }, 10);
      element.value = value;
      element.dispatchEvent(new Event('input'));
      await element.ready;
      await new Promise((done) => setTimeout(done, 500));
      clearInterval(timer);
      return worst;
    }, text);
    // What is left of it on the page's thread is the browser's own layout of a megabyte and the lists.
    t.diagnostic(`the page was held for at most ${Math.round(held)} ms`);
    const state = () => page.evaluate(() => ({
      length: document.getElementById('article').value.length,
      analysed: document.getElementById('article').analysis.length,
      marks: [...CSS.highlights.values()].reduce((sum, { size }) => sum + size, 0),
    }));
    const before = await state();
    assert.equal(before.analysed, MEGABYTE);
    assert.ok(before.marks > 10 && before.marks < 2000, `${before.marks} marks painted`);
    await caretAt(page, MEGABYTE / 2);
    await page.keyboard.type('xyz');
    await page.evaluate(() => document.getElementById('article').ready);
    assert.deepEqual((await state()).analysed, MEGABYTE + 3);
    const typed = await page.evaluate((at) => document.getElementById('article').value.slice(at, at + 3), MEGABYTE / 2);
    assert.equal(typed, 'xyz');
    await assertQuiet(page);
    await page.close();
  });
}

test('a pasted megabyte arrives whole', { timeout: 180_000 }, async () => {
  const page = await openArticle({ text: '' });
  page.setDefaultTimeout(120_000);
  const text = articleOf(180_000).slice(0, MEGABYTE);
  await page.evaluate((value) => {
    const source = document.createElement('textarea');
    document.body.append(source);
    source.value = value;
    source.select();
  }, text);
  await control(page, 'c');
  await page.evaluate(() => {
    document.querySelector('textarea').remove();
    document.getElementById('article').focus();
  });
  await control(page, 'v');
  assert.equal(await page.evaluate(() => document.getElementById('article').value.length), MEGABYTE);
  assert.equal(await page.evaluate(() => document.getElementById('article').ready.then(({ length }) => length)), MEGABYTE);
  await page.close();
});

test('of a long text the first screen is marked before the rest is read', async () => {
  const page = await openArticle({ text: '' });
  const seen = await page.evaluate(async (value) => {
    const element = document.getElementById('article');
    element.value = value;
    const marks = () => [...CSS.highlights.values()].reduce((sum, { size }) => sum + size, 0);
    for (let i = 0; i < 4000 && marks() === 0; i += 1) await new Promise((done) => setTimeout(done, 5));
    const early = { marks: marks(), analysed: element.analysis.length };
    await element.ready;
    return { early, late: element.analysis.length };
  }, articleOf(60_000));
  assert.ok(seen.early.marks > 0);
  assert.equal(seen.early.analysed, 0);
  assert.ok(seen.late > 300_000);
  await page.close();
});

for (const [name, text] of [
  ['one character', 'a'],
  ['only emoji', '👩‍👩‍👧‍👦🏳️‍🌈🎉'.repeat(200)],
  ['Arabic', 'قال رئيس البلدية إن العمل سيبدأ في أيار. «لن ننتظر شتاء آخر»، قالت لينا أورتيز. '.repeat(20)],
  ['lone surrogates', 'Lena \ud83d Ortiz \ude00 said “no \ud83d”. '.repeat(20)],
  ['emoji among names', '🎉🎉 “👍🏽 agreed,” said Lena Ortiz 👩‍🚀 of Port Ellery. '.repeat(20)],
  ['marks alone', '“"‘\'«»’”„‚'.repeat(500)],
  ['controls', 'The\u0000 mayor\u0007 said\u001b[31m “no”.\u0085\u2028\u2029 Yes.'],
  ['blank lines', '\n'.repeat(3000)],
]) {
  test(`${name}: no failure, and every mark on its own words`, async () => {
    const page = await openArticle();
    await setText(page, text);
    await page.evaluate(() => {
      document.getElementById('article').anyLanguage = true;
    });
    await pause(100);
    const seen = await page.evaluate(() => {
      const { value, analysis, shadowRoot } = document.getElementById('article');
      const spans = [...analysis.mentions, ...analysis.quotes.flatMap(({ content }) => content)];
      const words = new Set(spans.map(({ start, end }) => value.slice(start, end)));
      const marks = [...CSS.highlights].filter(([key]) => !/heading|small/.test(key)).flatMap(([, ranges]) => [...ranges].map((range) => range.toString()));
      return {
        length: analysis.length,
        inside: spans.every(({ start, end }) => start >= 0 && start < end && end <= value.length),
        strange: marks.filter((mark) => !words.has(mark)),
        shown: shadowRoot.querySelector('.text').textContent.length,
      };
    });
    assert.deepEqual(seen, { length: text.length, inside: true, strange: [], shown: text.length });
    await assertQuiet(page);
    await page.close();
  });
}
