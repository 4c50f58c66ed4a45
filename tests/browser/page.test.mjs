// The page: its states, the rail by keyboard, privacy, policy, small windows.

import assert from 'node:assert/strict';
import test from 'node:test';
import { ADDRESS, assertQuiet, beforeCaret, control, open, openArticle, pause, setText } from './browsers.mjs';
import { ARTICLE, GERMAN } from './texts.mjs';

const status = (page) => page.$eval('#status', (line) => line.textContent);
const hidden = (page, selector) => page.$eval(selector, (node) => !node.checkVisibility({ visibilityProperty: true }));

/** The page with the sample in it, its analysis shown and the status told. */
async function openSample(options) {
  const page = await openArticle(options);
  await page.click('#sample');
  await page.evaluate(() => document.getElementById('article').ready);
  await page.waitForFunction(() => /word/.test(document.getElementById('status').textContent));
  return page;
}

test('the sample is read, with nothing asked of anyone else', async () => {
  const page = await openSample();
  assert.match(await status(page), /^5\d\d words · sources: .* · [\d,]+ ms · nothing leaves this page$/);
  const counts = await page.evaluate(() => ({
    sources: document.querySelectorAll('#panel-sources .source').length,
    entities: document.querySelectorAll('#panel-entities .entity').length,
    marks: [...CSS.highlights.values()].reduce((sum, { size }) => sum + size, 0),
  }));
  assert.ok(counts.sources >= 6 && counts.entities >= 10 && counts.marks >= 40, JSON.stringify(counts));
  const { origin } = new URL(ADDRESS);
  assert.deepEqual(page.requests.filter((url) => new URL(url).origin !== origin), []);
  await assertQuiet(page);
  await page.close();
});

test('once it is loaded the page asks for nothing more, whatever is done', async () => {
  const page = await openArticle();
  const before = page.requests.length;
  await page.click('#sample');
  await page.evaluate(() => document.getElementById('article').ready);
  await page.evaluate(() => document.getElementById('article').focus());
  await page.keyboard.type('Visit https://example.org/secret or write to a@example.org. ');
  await page.evaluate(() => document.getElementById('article').ready);
  await page.click('.source .more');
  await page.click('.entity .jump');
  await page.click('.legend .switch');
  await pause(1500);
  assert.deepEqual(page.requests.slice(before), []);
  assert.deepEqual(await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => new URL(name).origin).filter((origin) => origin !== location.origin)), []);
  await assertQuiet(page);
  await page.close();
});

test('empty: the box has the focus, an offer and the privacy line', async () => {
  const page = await openArticle();
  await page.waitForFunction(() => document.getElementById('status').textContent.startsWith('Ready'));
  assert.equal(await page.evaluate(() => document.activeElement.id), 'article');
  assert.equal(await hidden(page, '#sample'), false);
  assert.match(await page.$eval('#welcome', (node) => node.textContent), /not sent anywhere/);
  assert.equal(await hidden(page, '#rail'), true);
  assert.equal(await hidden(page, '#clear'), true);
  await page.keyboard.type('A');
  assert.equal(await hidden(page, '#sample'), true);
  assert.equal(await hidden(page, '#clear'), false);
  await page.close();
});

test('the text is kept over a reload of the tab, and forgotten when it is emptied', async () => {
  const page = await openArticle({ text: ARTICLE });
  await pause(600);
  await page.reload();
  await page.waitForFunction((length) => document.getElementById('article').analysis?.length === length, {}, ARTICLE.length);
  assert.equal(await page.evaluate(() => document.getElementById('article').value), ARTICLE);
  assert.equal(await page.evaluate(() => localStorage.length + document.cookie.length), 0);
  await page.click('#clear');
  await pause(600);
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  await page.close();
});

test('a text that is not English is left unmarked, unless the reader says so', async () => {
  const page = await openArticle({ text: GERMAN });
  await page.waitForFunction(() => !document.getElementById('notice').hidden);
  assert.match(await page.$eval('#notice', (node) => node.textContent), /does not read like an English article/);
  assert.equal(await page.evaluate(() => CSS.highlights.size), 0);
  assert.equal(await hidden(page, '#rail'), true);
  await page.click('#notice button');
  assert.equal(await page.$eval('#notice', (node) => node.hidden), true);
  assert.equal(await hidden(page, '#rail'), false);
  await setText(page, ARTICLE);
  await setText(page, GERMAN);
  await page.waitForFunction(() => !document.getElementById('notice').hidden);
  await page.close();
});

test('the rail is walked by keyboard, into the text and back', async () => {
  const page = await openSample();
  const active = () => page.evaluate(() => document.activeElement.dataset.key ?? document.activeElement.id);
  await page.focus('.source .jump');
  const first = await active();
  await page.keyboard.press('Enter');
  assert.equal(await active(), 'article');
  const { ringed, start } = await page.evaluate((key) => {
    const { shadowRoot, analysis, sources } = document.getElementById('article');
    const { quotes } = sources.all.find((source) => source.key === key);
    return { ringed: shadowRoot.querySelectorAll('.ring').length, start: analysis.quotes[quotes[0]].content[0].start };
  }, first);
  assert.ok(ringed > 0);
  assert.equal((await beforeCaret(page)).length, start);
  await page.keyboard.press('Escape');
  assert.equal(await active(), first);
  assert.equal(await page.evaluate(() => document.getElementById('article').shadowRoot.querySelectorAll('.ring').length), 0);
  // On to the quotations of this source.
  await page.keyboard.press('Tab');
  assert.equal(await active(), `more ${first}`);
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-expanded')), 'false');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-expanded')), 'true');
  await page.keyboard.press('Tab');
  assert.match(await active(), /^quote \d+$/);
  const lifted = await page.evaluate(() => [...CSS.highlights.keys()].some((name) => name.includes('lift')));
  assert.equal(lifted, true);
  const quote = await active();
  await page.keyboard.press('Enter');
  assert.equal(await active(), 'article');
  await page.keyboard.press('Escape');
  assert.equal(await active(), quote);
  await page.close();
});

test('a pasted article is read from its beginning', async () => {
  const page = await openArticle();
  await page.evaluate((text) => {
    const source = document.createElement('textarea');
    document.body.append(source);
    source.value = text;
    source.select();
  }, ARTICLE.repeat(8));
  await control(page, 'c');
  await page.evaluate(() => {
    document.querySelector('textarea').remove();
    document.getElementById('article').focus();
  });
  await control(page, 'v');
  await page.evaluate(() => document.getElementById('article').ready);
  await pause(300);
  assert.ok(await page.evaluate(() => document.documentElement.scrollHeight > innerHeight * 2));
  assert.equal(await page.evaluate(() => scrollY), 0);
  await page.close();
});

test('the lists tell roles, countries and values, dates in the order of the calendar and sums by size', async () => {
  const page = await openArticle({
    text: 'GENEVA, 9 September 2016 — Mayor Lena Ortiz of Nairobi met Samuel Adeyemi, head of the port, last Friday.\n\nOrtiz, the mayor, said on Tuesday that work would begin next month and cost $4.2 million, not $800 or €3-4 million, and that the storm of 2011 took five days.\n\nOrtiz left.',
  });
  await page.evaluate(() => document.getElementById('article').ready);
  await page.waitForSelector('#panel-entities .entity');
  await page.evaluate(() => document.querySelectorAll('#panel-entities .all').forEach((button) => button.click()));
  const rows = await page.$$eval('#panel-entities .entity .jump', (all) =>
    all.map((row) => [row.querySelector('.name').textContent, row.querySelector('.role')?.textContent ?? '', row.querySelector('.number').textContent]));
  const at = (name) => rows.findIndex((row) => row[0] === name);
  assert.deepEqual(rows[at('Lena Ortiz')], ['Lena Ortiz', 'Mayor', '3']);
  assert.deepEqual(rows[at('Samuel Adeyemi')], ['Samuel Adeyemi', 'head of the port', '1']);
  assert.deepEqual(rows[at('Nairobi')], ['Nairobi', 'Kenya', '1']);
  const dates = ['2011', 'last Friday', 'Tuesday', '9 September 2016', 'next month', 'five days'];
  assert.deepEqual(rows.slice(at('2011'), at('2011') + dates.length).map(([name]) => name), dates);
  assert.deepEqual(rows.slice(at('last Friday'), at('last Friday') + 2).map((row) => row[1]), ['2 Sept 2016', '6 Sept 2016']);
  const sums = [['€3-4 million', 'EUR 3,000,000 – 4,000,000'], ['$4.2 million', 'USD 4,200,000'], ['$800', 'USD 800']];
  assert.deepEqual(rows.slice(at('€3-4 million'), at('€3-4 million') + 3).map(([name, told]) => [name, told]), sums);
  await assertQuiet(page);
  await page.close();
});

test('an entity’s row goes from mention to mention', async () => {
  const page = await openSample();
  const row = await page.evaluateHandle(() => [...document.querySelectorAll('.entity .jump')].find((one) => Number(one.querySelector('.number').textContent) > 1));
  await row.focus();
  const at = () => row.evaluate((one) => one.querySelector('.number').textContent);
  const ring = () => page.evaluate(() => document.getElementById('article').shadowRoot.querySelector('.ring')?.style.top);
  await row.click();
  const first = [await at(), await ring()];
  await row.click();
  const second = [await at(), await ring()];
  assert.match(first[0], /^1 of \d+$/);
  assert.match(second[0], /^2 of \d+$/);
  assert.notEqual(first[1], undefined);
  await page.close();
});

test('what the reader has open and focused in the rail stays so while the text changes', async () => {
  const page = await openSample();
  await page.click('.source .more');
  await page.focus('.entity .jump');
  const focused = await page.evaluate(() => document.activeElement.dataset.key);
  await page.evaluate(async () => {
    const element = document.getElementById('article');
    element.value = `${element.value}\nOne more line.`;
    await element.ready;
  });
  assert.equal(await page.evaluate(() => document.activeElement.dataset.key), focused);
  assert.equal(await page.$eval('.source .quotes', (list) => list.hidden), false);
  await page.close();
});

test('the legend switches marks off and on', async () => {
  const page = await openSample();
  const has = (label) => page.evaluate((name) => [...CSS.highlights.keys()].some((key) => key.startsWith(`article-highlighter-${name}`)), label);
  assert.equal(await has('person'), true);
  await page.click('.switch[data-kind="person"]');
  assert.equal(await has('person'), false);
  assert.equal(await page.$eval('.switch[data-kind="person"]', (button) => button.getAttribute('aria-pressed')), 'false');
  assert.equal(await has('date'), false);
  await page.click('.switch[data-kind="date"]');
  assert.equal(await has('date'), true);
  await page.click('.switch[data-kind="person"]');
  assert.equal(await has('person'), true);
  await page.close();
});

test('the status line keeps still while the reader types', async () => {
  const page = await openSample();
  await page.evaluate(() => document.getElementById('article').focus());
  await page.evaluate(() => {
    window.told = 0;
    new MutationObserver(() => {
      window.told += 1;
    }).observe(document.getElementById('status'), { childList: true, subtree: true, characterData: true });
  });
  // Slowly enough for an analysis between any two keys.
  await page.keyboard.type('Nothing is said.', { delay: 250 });
  const during = await page.evaluate(() => window.told);
  assert.ok(during < 4, `the status line changed ${during} times`);
  await pause(1600);
  assert.ok((await page.evaluate(() => window.told)) > during);
  assert.match(await status(page), /^5\d\d words/);
  await page.close();
});

for (const [name, width, height] of [['phone', 360, 740], ['tablet', 820, 1180], ['wide window', 1440, 900]]) {
  test(`nothing is cut off sideways on a ${name}`, async () => {
    const page = await openSample({ width, height });
    const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(await sideways(), 0);
    if (width < 1000) {
      for (const tab of ['sources', 'entities', 'text']) {
        await page.click(`#tab-${tab}`);
        assert.equal(await page.$eval(`#panel-${tab}`, (panel) => panel.hidden), false);
        assert.equal(await sideways(), 0);
        const cut = await page.$eval('#panels', (panels) => panels.scrollWidth - panels.clientWidth);
        assert.equal(cut, 0);
      }
      await page.keyboard.press('Escape');
      assert.equal(await page.$eval('#panel-text', (panel) => panel.hidden), true);
      assert.equal(await page.evaluate(() => document.activeElement.id), 'tab-text');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('Enter');
      assert.equal(await page.$eval('#panel-entities', (panel) => panel.hidden), false);
    }
    await setText(page, `${'unbroken'.repeat(200)} said Lena Ortiz.`);
    assert.equal(await sideways(), 0);
    await page.close();
  });
}

test('on a phone a row of the sheet leads into the text and folds the sheet', async () => {
  const page = await openSample({ width: 390, height: 844 });
  await page.click('#tab-entities');
  await page.click('#panel-entities .jump');
  assert.equal(await page.$eval('#panel-entities', (panel) => panel.hidden), true);
  await pause(600);
  const inside = await page.evaluate(() => {
    const { top, bottom } = document.getElementById('article').shadowRoot.querySelector('.ring').getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight - 80;
  });
  assert.equal(inside, true);
  await page.close();
});

test('with reduced motion nothing moves by itself', async () => {
  const page = await openSample({ still: true });
  const moving = await page.evaluate(() => [...document.querySelectorAll('*')].filter((node) => parseFloat(getComputedStyle(node).transitionDuration) > 0 || getComputedStyle(node).animationName !== 'none').length);
  assert.equal(moving, 0);
  await page.evaluate(() => {
    const rows = document.querySelectorAll('.entity .jump');
    scrollTo(0, document.documentElement.scrollHeight);
    rows[0].click();
  });
  // Without motion the place is reached in the same frame.
  const there = await page.evaluate(() => {
    const { top, bottom } = document.getElementById('article').shadowRoot.querySelector('.ring').getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });
  assert.equal(there, true);
  await page.close();
});

test('without JavaScript the page says what it needs', async () => {
  const page = await open();
  const words = await page.evaluate(async () => {
    const parsed = new DOMParser().parseFromString(await (await fetch('./')).text(), 'text/html');
    return parsed.querySelector('noscript').textContent;
  });
  assert.match(words, /needs JavaScript/);
  await page.close();
});
