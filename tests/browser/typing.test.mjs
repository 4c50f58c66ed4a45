// Editing: the caret, every keystroke, undo, the clipboard and input methods are the reader's own.

import assert from 'node:assert/strict';
import test from 'node:test';
import { BROWSER, assertQuiet, beforeCaret, caretAt, control, openArticle, pause, setText } from './browsers.mjs';
import { ARTICLE, articleOf } from './texts.mjs';

const value = (page) => page.evaluate(() => document.getElementById('article').value);
const ready = (page) => page.evaluate(() => document.getElementById('article').ready);

/** The analysis of a text by an analyzer that has seen nothing else. */
const fresh = (page, text) => page.evaluate(async (given) => {
  const { Engine } = await import(new URL('engine/client.js', document.baseURI));
  const engine = new Engine();
  const analysis = await engine.analyze(given);
  engine.close();
  return analysis;
}, text);

test('typing in the middle of 5,000 words moves no caret, loses no key and ends as a fresh analysis', async () => {
  const page = await openArticle();
  const article = articleOf(5000);
  const at = article.indexOf('\n\n', article.length / 2) + 2;
  const typed = 'Ana Lopez, the harbour master, said on Monday: “We were ready.” ';
  await setText(page, article);
  await caretAt(page, at);
  let sofar = '';
  for (const key of typed) {
    await page.keyboard.type(key);
    sofar += key;
    // Every few keys, wait long enough for an analysis to be painted between two of them.
    if (sofar.length % 16 === 0) {
      await ready(page);
      await pause(50);
      assert.equal(await beforeCaret(page), article.slice(0, at) + sofar);
    }
  }
  await ready(page);
  const text = article.slice(0, at) + typed + article.slice(at);
  assert.equal(await value(page), text);
  assert.equal(await beforeCaret(page), article.slice(0, at) + typed);
  const analysis = await page.evaluate(() => document.getElementById('article').analysis);
  assert.deepEqual(analysis, await fresh(page, text));
  assert.equal(analysis.length, text.length);
  await assertQuiet(page);
  await page.close();
});

test('keys that are pressed faster than any analysis are all there', async () => {
  const page = await openArticle({ text: ARTICLE });
  await caretAt(page, ARTICLE.length);
  const typed = ' The mayor said no, and then she said “yes”, twice.'.repeat(4);
  await page.keyboard.type(typed, { delay: 0 });
  await ready(page);
  assert.equal(await value(page), ARTICLE + typed);
  await page.close();
});

test('new lines are counted once, wherever they stand', async () => {
  const page = await openArticle({ text: '' });
  await page.evaluate(() => document.getElementById('article').focus());
  await page.keyboard.type('One');
  await page.keyboard.press('Enter');
  assert.equal(await value(page), 'One\n');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Two');
  assert.equal(await value(page), 'One\n\nTwo');
  for (let i = 0; i < 8; i += 1) await page.keyboard.press('Backspace');
  assert.equal(await value(page), '');
  assert.equal(await page.evaluate(() => document.getElementById('welcome').hidden), false);
  await page.close();
});

test('what is set is read back exactly, and offsets count it', async () => {
  const page = await openArticle();
  for (const text of ['a\r\nb\r\n', '\n\n\n', 'a\n', ' a ', '\tA\u00a0b', 'a\ud83d', '\ude00b', '👩‍👩‍👧‍👦 said', '\r', 'قال «لا»']) {
    await setText(page, text);
    const seen = await page.evaluate(() => {
      const { value: now, analysis } = document.getElementById('article');
      return { codes: [...Array(now.length).keys()].map((at) => now.charCodeAt(at)), length: analysis.length };
    });
    assert.deepEqual(seen.codes, [...Array(text.length).keys()].map((at) => text.charCodeAt(at)), JSON.stringify(text));
    assert.equal(seen.length, text.length, JSON.stringify(text));
  }
  await page.close();
});

test('typing after a final line break goes to the new line', async () => {
  const page = await openArticle({ text: 'One\n' });
  await page.evaluate(() => document.getElementById('article').focus());
  await control(page, 'End');
  await page.keyboard.type('Two');
  assert.equal(await value(page), 'One\nTwo');
  await page.close();
});

test('undo and redo are the browser’s, across analyses', async () => {
  const page = await openArticle({ text: ARTICLE });
  await caretAt(page, 10);
  await page.keyboard.type('XY');
  await ready(page);
  await pause(100);
  const edited = await value(page);
  assert.equal(edited, `${ARTICLE.slice(0, 10)}XY${ARTICLE.slice(10)}`);
  for (let i = 0; i < 5 && (await value(page)) !== ARTICLE; i += 1) await control(page, 'z');
  assert.equal(await value(page), ARTICLE);
  await ready(page);
  for (let i = 0; i < 5 && (await value(page)) !== edited; i += 1) await control(page, 'y');
  assert.equal(await value(page), edited);
  await page.close();
});

test('what a page puts in as if typed is the same text, as text, and can be undone', async () => {
  const page = await openArticle({ text: 'Before' });
  for (const text of ['One\n\nTwo & <b>three</b> &amp;\n', 'x', ' a  b ', '<script>window.broken = 1</script>\nlast']) {
    await page.evaluate((given) => document.getElementById('article').replaceText(given), text);
    assert.equal(await value(page), text);
    const inside = await page.evaluate(() => document.getElementById('article').shadowRoot.querySelector('.text').querySelectorAll(':not(br)').length);
    assert.equal(inside, 0);
  }
  assert.equal(await page.evaluate(() => window.broken), undefined);
  for (let i = 0; i < 9 && (await value(page)) !== 'Before'; i += 1) await control(page, 'z');
  assert.equal(await value(page), 'Before');
  await assertQuiet(page);
  await page.close();
});

test('a pasted article is one text, also in an empty box', async () => {
  const page = await openArticle({ text: '' });
  await page.evaluate((text) => {
    const source = document.createElement('textarea');
    document.body.append(source);
    source.value = text;
    source.select();
  }, ARTICLE);
  await control(page, 'c');
  await page.evaluate(() => {
    document.querySelector('textarea').remove();
    document.getElementById('article').focus();
  });
  await control(page, 'v');
  assert.equal(await value(page), ARTICLE);
  const blocks = await page.evaluate(() => document.getElementById('article').shadowRoot.querySelector('.text').querySelectorAll(':not(br)').length);
  assert.equal(blocks, 0);
  await page.close();
});

test('starting a new article can be undone', async () => {
  const page = await openArticle({ text: '' });
  await page.click('#sample');
  const sample = await value(page);
  assert.ok(sample.length > 2000);
  await page.click('#clear');
  assert.equal(await value(page), '');
  for (let i = 0; i < 5 && (await value(page)) !== sample; i += 1) await control(page, 'z');
  assert.equal(await value(page), sample);
  await page.close();
});

/** Copies a fragment of HTML to the clipboard by the browser's own means. */
async function copy(page, html) {
  await page.evaluate((markup) => {
    const source = document.createElement('div');
    source.id = 'source';
    source.innerHTML = markup;
    document.body.append(source);
    getSelection().selectAllChildren(source);
  }, html);
  await control(page, 'c');
  await page.evaluate(() => document.getElementById('source').remove());
}

for (const plainOnly of [true, false]) {
  test(`pasting takes the words and leaves the formatting${plainOnly ? '' : ', also where the browser has no plaintext-only'}`, async () => {
    const page = await openArticle(plainOnly ? {} : {
      before: () => {
        const { set, get } = Object.getOwnPropertyDescriptor(HTMLElement.prototype, 'contentEditable');
        Object.defineProperty(HTMLElement.prototype, 'contentEditable', {
          get,
          set(wanted) {
            if (wanted === 'plaintext-only') throw new SyntaxError('not supported');
            set.call(this, wanted);
          },
        });
      },
    });
    await setText(page, 'Before  after');
    await copy(page, '<b>Ana Lopez</b> <i>said</i> <a href="https://example.org/">“yes”</a>');
    await caretAt(page, 7);
    await control(page, 'v');
    assert.equal(await value(page), 'Before Ana Lopez said “yes” after');
    const inside = await page.evaluate(() => document.getElementById('article').shadowRoot.querySelector('.text').querySelectorAll('b, i, a, span').length);
    assert.equal(inside, 0);
    await control(page, 'z');
    assert.equal(await value(page), 'Before  after');
    await caretAt(page, 6);
    await page.keyboard.press('Enter');
    assert.equal(await value(page), 'Before\n  after');
    await assertQuiet(page);
    await page.close();
  });
}

test('markup in the text stays text', async () => {
  const page = await openArticle({ text: '' });
  const text = '<script>window.broken = 1</script> <img src=x onerror="window.broken = 2"> “<b>No</b>,” said Lena Ortiz. <style>*{display:none}</style>';
  await page.evaluate(() => document.getElementById('article').focus());
  await page.keyboard.type(text);
  await ready(page);
  await pause(200);
  assert.equal(await value(page), text);
  assert.equal(await page.evaluate(() => window.broken), undefined);
  await page.click('.source .more');
  assert.match(await page.$eval('.source .quote', (quote) => quote.textContent), /“<b>No<\/b>,”/);
  assert.equal(await page.evaluate(() => document.querySelectorAll('main img, main script, main style, main b').length), 0);
  const shown = await page.evaluate(() => document.getElementById('article').shadowRoot.querySelector('.text').innerText);
  assert.equal(shown, text);
  await assertQuiet(page);
  await page.close();
});

// Only Chromium lets a test drive an input method; both browsers get its events below.
if (BROWSER === 'chromium') test('a composition is left alone until it is finished', async () => {
  const page = await openArticle({ text: ARTICLE });
  await caretAt(page, ARTICLE.length);
  const session = await page.createCDPSession();
  const analyses = () => page.evaluate(() => window.analyses ?? 0);
  await page.evaluate(() => document.getElementById('article').addEventListener('analysis', () => {
    window.analyses = (window.analyses ?? 0) + 1;
  }));
  for (const text of ['n', 'に', 'にほ', 'にほん']) {
    await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    await pause(120);
  }
  assert.equal(await analyses(), 0);
  assert.equal(await value(page), `${ARTICLE}にほん`);
  await session.send('Input.insertText', { text: '日本' });
  await ready(page);
  assert.equal(await value(page), `${ARTICLE}日本`);
  assert.equal(await analyses(), 1);
  assert.equal(await beforeCaret(page), `${ARTICLE}日本`);
  await page.close();
});

test('between the events of a composition nothing is analysed, unless it is left standing', async () => {
  const page = await openArticle({ text: ARTICLE });
  const seen = await page.evaluate(async () => {
    const element = document.getElementById('article');
    const box = element.shadowRoot.querySelector('.text');
    let analyses = 0;
    element.addEventListener('analysis', () => {
      analyses += 1;
    });
    box.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true, composed: true }));
    box.append('é');
    box.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, inputType: 'insertCompositionText' }));
    await new Promise((done) => {
      setTimeout(done, 400);
    });
    const during = analyses;
    await new Promise((done) => {
      setTimeout(done, 1200);
    });
    const standing = analyses;
    box.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, composed: true }));
    await element.ready;
    return { during, standing, after: analyses, length: element.analysis.length, text: element.value.length };
  });
  assert.deepEqual(seen, { during: 0, standing: 1, after: 1, length: ARTICLE.length + 1, text: ARTICLE.length + 1 });
  await page.close();
});
