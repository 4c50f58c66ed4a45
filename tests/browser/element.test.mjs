// The element as other pages use it: several of them, read-only, with markup, moved, torn down, without the
// Custom Highlight API.

import assert from 'node:assert/strict';
import test from 'node:test';
import { assertQuiet, openArticle, openBlank, pause } from './browsers.mjs';
import { ARTICLE, articleOf } from './texts.mjs';

/** The highlights of the document: name → the texts of its ranges. */
const highlights = (page) => page.evaluate(() => Object.fromEntries([...CSS.highlights].map(([name, ranges]) => [name, [...ranges].map((range) => range.toString())])));

const NO_HIGHLIGHTS = () => {
  delete window.Highlight;
};

test('every mark lies exactly on the words of the analysis', async () => {
  const page = await openArticle({ text: ARTICLE });
  const { marks, analysis, sources } = await page.evaluate(() => {
    const { analysis, sources } = document.getElementById('article');
    return {
      marks: [...CSS.highlights].flatMap(([name, ranges]) => [...ranges].map((range) => [name, range.toString()])),
      analysis,
      sources: sources.ofQuote.map((source) => source && { kind: source.kind, voice: source.voice }),
    };
  });
  const expected = analysis.quotes.flatMap(({ kind, content }, index) => {
    if (kind === 'scare') return [];
    const source = sources[index];
    const label = `article-highlighter-${source.kind === 'none' ? 'nobody' : `voice-${source.voice}`}${kind === 'indirect' ? '-reported' : ''}`;
    return content.map(({ start, end }) => [label, ARTICLE.slice(start, end)]);
  });
  assert.ok(expected.length >= 3);
  assert.deepEqual(marks.filter(([name]) => /voice|nobody/.test(name)).sort(), expected.sort());
  const people = analysis.mentions.filter(({ type }) => type === 'PERSON').map(({ start, end }) => ARTICLE.slice(start, end));
  assert.ok(people.includes('Lena Ortiz') || people.some((name) => name.endsWith('Ortiz')));
  assert.deepEqual(marks.filter(([name]) => name.endsWith('-person')).map(([, text]) => text).sort(), people.sort());
  await page.close();
});

test('several elements share the highlights and take away only their own', async () => {
  const page = await openBlank();
  await page.evaluate(async (article) => {
    const foreign = document.createElement('p');
    foreign.textContent = 'Somebody else’s text';
    document.body.append(foreign);
    const range = new Range();
    range.selectNodeContents(foreign);
    CSS.highlights.set('somebody-else', new Highlight(range));
    window.elements = [1, 2, 3].map(() => document.createElement('article-highlighter'));
    document.body.append(...window.elements);
    for (const element of window.elements) element.value = article;
    await Promise.all(window.elements.map((element) => element.ready));
  }, ARTICLE);
  const count = async () => Object.entries(await highlights(page)).reduce((sum, [name, texts]) => (name.startsWith('article-highlighter-') ? sum + texts.length : sum), 0);
  const all = await count();
  assert.ok(all > 0 && all % 3 === 0, `${all} ranges`);
  await page.evaluate(() => window.elements[1].remove());
  await pause(50);
  assert.equal(await count(), (all / 3) * 2);
  await page.evaluate(async () => {
    window.elements[0].value = 'No name, no word.';
    await window.elements[0].ready;
    window.elements[0].remove();
    window.elements[2].remove();
  });
  await pause(50);
  assert.deepEqual(await highlights(page), { 'somebody-else': ['Somebody else’s text'] });
  await assertQuiet(page);
  await page.close();
});

test('an element that is moved stays marked and keeps its text; one that comes back works again', async () => {
  const page = await openBlank();
  const seen = await page.evaluate(async (article) => {
    const element = document.createElement('article-highlighter');
    const [a, b] = [document.createElement('div'), document.createElement('div')];
    document.body.append(a, b);
    a.append(element);
    element.value = article;
    await element.ready;
    const count = () => [...CSS.highlights.values()].reduce((sum, { size }) => sum + size, 0);
    const before = count();
    b.append(element);
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const moved = count();
    element.remove();
    await new Promise((done) => setTimeout(done, 20));
    const gone = count();
    a.append(element);
    await element.ready;
    await new Promise((done) => setTimeout(done, 300));
    return { before, moved, gone, back: count(), value: element.value === article };
  }, ARTICLE);
  assert.ok(seen.before > 3);
  assert.deepEqual(seen, { before: seen.before, moved: seen.before, gone: 0, back: seen.before, value: true });
  await page.close();
});

test('properties set before the element is defined are honoured', async () => {
  const page = await openBlank();
  const seen = await page.evaluate(async (article) => {
    const { define } = await import(new URL('element/define.js', document.baseURI));
    const early = document.createElement('early-highlighter');
    early.value = article;
    early.editable = true;
    early.marks = ['person'];
    document.body.append(early);
    define('early-highlighter');
    define('early-highlighter'); // Twice does no harm.
    await early.ready;
    return { value: early.value === article, own: Object.keys(early), editable: early.getAttribute('editable'), marks: early.getAttribute('marks'), length: early.analysis.length };
  }, ARTICLE);
  assert.deepEqual(seen, { value: true, own: [], editable: '', marks: 'person', length: ARTICLE.length });
  await page.close();
});

test('plain content is shown and marked, and followed when it changes', async () => {
  const page = await openBlank();
  const seen = await page.evaluate(async (article) => {
    const element = document.createElement('article-highlighter');
    element.textContent = `\n  ${article}\n`;
    document.body.append(element);
    const first = await element.ready;
    const box = element.shadowRoot.querySelector('.text');
    const shown = box.innerText === article;
    const editable = box.isContentEditable;
    element.textContent = 'Lena Ortiz said no.';
    await new Promise((done) => setTimeout(done, 50));
    const second = await element.ready;
    return { first: first.length, shown, editable, second: second.length, value: element.value };
  }, ARTICLE);
  assert.deepEqual(seen, { first: ARTICLE.length, shown: true, editable: false, second: 19, value: 'Lena Ortiz said no.' });
  await page.close();
});

test('dates are told from the day of writing, and anew when it changes', async () => {
  const page = await openBlank();
  const seen = await page.evaluate(async () => {
    const element = document.createElement('article-highlighter');
    element.textContent = 'The bridge fell last Friday.';
    document.body.append(element);
    const values = [];
    for (const date of [null, '2016-09-09', '2016-09-16']) {
      if (date) element.date = date;
      values.push((await element.ready).entities[0].value);
    }
    return { values, attribute: element.getAttribute('date') };
  });
  assert.deepEqual(seen, { values: ['XXXX-WXX-5', '2016-09-02', '2016-09-09'], attribute: '2016-09-16' });
  await page.close();
});

test('markup is marked where it stands, with white space as the reader sees it', async () => {
  const page = await openBlank();
  const seen = await page.evaluate(async () => {
    const holder = document.createElement('div');
    holder.innerHTML = `<article-highlighter>
      <h2>Town   votes</h2>
      <p>“We will
         not wait,” said <a href="#x"><b>Lena</b> Ortiz</a>.<br>So be it.</p>
      <script type="text/plain">not this</script><p hidden>nor this</p>
      <ul><li>One</li><li>Two</li></ul>
    </article-highlighter>`;
    document.body.append(holder);
    const element = holder.firstElementChild;
    await element.ready;
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const marks = [...CSS.highlights].flatMap(([name, ranges]) => [...ranges].map((range) => [name.replace('article-highlighter-', ''), range.toString().replace(/\s+/g, ' '), element.contains(range.startContainer)]));
    return { value: element.value, marks, link: element.querySelector('a') !== null, spans: element.querySelectorAll('span, mark').length };
  });
  assert.equal(seen.value, 'Town votes\n\n“We will not wait,” said Lena Ortiz.\nSo be it.\n\nOne\n\nTwo');
  const said = seen.marks.find(([, text]) => text === '“We will not wait,”');
  assert.ok(said, JSON.stringify(seen.marks));
  assert.equal(said[2], true);
  assert.equal(seen.link, true);
  assert.equal(seen.spans, 0);
  await assertQuiet(page);
  await page.close();
});

test('without the Custom Highlight API the same words are marked, behind the text', async () => {
  const page = await openArticle({ before: NO_HIGHLIGHTS, text: ARTICLE });
  await page.evaluate(() => document.getElementById('article').focus());
  const same = () => page.evaluate(() => {
    const { shadowRoot, value } = document.getElementById('article');
    const mirror = shadowRoot.querySelector('.mirror');
    const text = shadowRoot.querySelector('.text');
    const [a, b] = [mirror.getBoundingClientRect(), text.getBoundingClientRect()];
    return { text: mirror.textContent === value, over: a.left === b.left && a.top === b.top && a.width === b.width, untouched: text.querySelectorAll('span').length };
  });
  assert.deepEqual(await same(), { text: true, over: true, untouched: 0 });
  const marked = (label) => page.evaluate((name) => [...document.getElementById('article').shadowRoot.querySelectorAll(`.mirror .${name}`)].map((span) => span.textContent), label);
  const ofVoice = await marked('voice-1');
  assert.ok(ofVoice.join('').includes('We will not wait for another winter'), JSON.stringify(ofVoice));
  // Each piece lies behind the same words of the text.
  const aside = await page.evaluate(() => {
    const { shadowRoot } = document.getElementById('article');
    const span = shadowRoot.querySelector('.mirror .voice-1');
    const node = shadowRoot.querySelector('.text').firstChild;
    const range = new Range();
    const at = node.data.indexOf(span.textContent);
    range.setStart(node, at);
    range.setEnd(node, at + span.textContent.length);
    const [a, b] = [span.getBoundingClientRect(), range.getBoundingClientRect()];
    return Math.max(Math.abs(a.left - b.left), Math.abs(a.top - b.top), Math.abs(a.right - b.right));
  });
  assert.ok(aside < 1, `${aside} px apart`);
  await page.keyboard.type('Typed. ');
  assert.equal((await same()).text, true);
  await page.evaluate(() => document.getElementById('article').ready);
  assert.deepEqual(await same(), { text: true, over: true, untouched: 0 });
  await assertQuiet(page);
  await page.close();
});

test('marks are switched off by kind and all together', async () => {
  const page = await openArticle({ text: ARTICLE });
  const names = async () => Object.keys(await highlights(page)).map((name) => name.replace('article-highlighter-', '')).filter((name) => !/heading|small/.test(name));
  const set = (value) => page.evaluate((marks) => document.getElementById('article').setAttribute('marks', marks), value);
  const before = await names();
  assert.ok(before.some((name) => name.startsWith('voice-')));
  await set('person');
  assert.deepEqual(await names(), ['person']);
  await set('number date');
  assert.deepEqual((await names()).sort(), ['date', 'number']);
  await set('');
  assert.deepEqual(await names(), []);
  await page.evaluate(() => document.getElementById('article').removeAttribute('marks'));
  assert.deepEqual((await names()).sort(), before.sort());
  await page.close();
});

test('events bubble out of any shadow and carry the analysis', async () => {
  const page = await openBlank();
  const seen = await page.evaluate(async (article) => {
    const outer = document.createElement('div');
    document.body.append(outer);
    const root = outer.attachShadow({ mode: 'open' });
    const element = document.createElement('article-highlighter');
    root.append(element);
    const events = [];
    document.addEventListener('analysis', (event) => events.push([event.type, event.target === outer, event.detail.length]));
    element.value = article;
    await element.ready;
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return { events, marks: CSS.highlights.size };
  }, ARTICLE);
  assert.deepEqual(seen.events, [['analysis', true, ARTICLE.length]]);
  assert.ok(seen.marks > 0);
  await page.close();
});

test('hidden is hidden, and editable can be switched', async () => {
  const page = await openBlank();
  const seen = await page.evaluate(async (article) => {
    const element = document.createElement('article-highlighter');
    element.hidden = true;
    element.value = article;
    document.body.append(element);
    const { height } = element.getBoundingClientRect();
    element.hidden = false;
    const box = element.shadowRoot.querySelector('.text');
    const states = [box.isContentEditable];
    element.editable = true;
    states.push(box.isContentEditable, box.getAttribute('role'), element.value === article);
    element.editable = false;
    states.push(box.isContentEditable, box.getAttribute('role'), element.value === article);
    await element.ready;
    return { height, states };
  }, ARTICLE);
  assert.equal(seen.height, 0);
  assert.deepEqual(seen.states, [false, true, 'textbox', true, false, 'group', true]);
  await page.close();
});

test('no worker on request', async () => {
  const page = await openBlank({
    before: () => {
      window.workers = 0;
      const real = Worker;
      window.Worker = class extends real {
        constructor(...given) {
          super(...given);
          window.workers += 1;
        }
      };
    },
  });
  const seen = await page.evaluate(async (article) => {
    window.workers = 0;
    const element = document.createElement('article-highlighter');
    element.setAttribute('no-worker', '');
    element.value = article;
    document.body.append(element);
    const { length } = await element.ready;
    return { length, workers: window.workers };
  }, ARTICLE);
  assert.deepEqual(seen, { length: ARTICLE.length, workers: 0 });
  await page.close();
});

/** The middle of the first occurrence of some words. */
const placeOf = (page, words) => page.evaluate((wanted) => {
  const box = document.getElementById('article').shadowRoot.querySelector('.text');
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(wanted);
    if (at < 0) continue;
    const range = new Range();
    range.setStart(node, at);
    range.setEnd(node, at + wanted.length);
    const [first] = range.getClientRects();
    return [first.left + first.width / 2, first.top + first.height / 2];
  }
  throw new Error(`no “${wanted}”`);
}, words);

test('pointing at a quotation lifts it with its speaker and cue, and shows a card that Escape closes', async () => {
  const page = await openArticle({ text: ARTICLE });
  await page.mouse.move(...(await placeOf(page, 'wait for another')));
  await page.waitForFunction(() => document.getElementById('article').shadowRoot.querySelector('.card').matches(':popover-open'));
  const lifted = Object.fromEntries(Object.entries(await highlights(page)).filter(([name]) => name.includes('lift')));
  assert.ok(Object.values(lifted).flat().some((text) => text.includes('We will not wait')), JSON.stringify(lifted));
  assert.ok(Object.values(lifted).flat().includes('said'));
  const { card, text } = await page.evaluate(() => {
    const root = document.getElementById('article').shadowRoot;
    const box = (node) => {
      const { left, right, top, bottom } = node.getBoundingClientRect();
      return { left, right, top, bottom };
    };
    return { card: { ...box(root.querySelector('.card')), says: root.querySelector('.card').textContent }, text: box(root.querySelector('.text')) };
  });
  assert.match(card.says, /Quotation.*Ortiz/);
  assert.ok(card.left >= text.right || card.right <= text.left, 'the card lies over the text');
  await page.keyboard.press('Escape');
  assert.equal(await page.evaluate(() => document.getElementById('article').shadowRoot.querySelector('.card').matches(':popover-open')), false);
  assert.deepEqual(Object.keys(await highlights(page)).filter((name) => name.includes('lift')), []);
  await assertQuiet(page);
  await page.close();
});

test('the caret lifts what it enters, typing puts it down', async () => {
  const page = await openArticle({ text: ARTICLE });
  await page.mouse.click(...(await placeOf(page, 'Lena Ortiz')));
  await pause(400);
  assert.ok(Object.keys(await highlights(page)).some((name) => name.endsWith('lift')));
  await page.mouse.move(5, 5);
  await page.keyboard.type('x');
  assert.deepEqual(Object.keys(await highlights(page)).filter((name) => name.includes('lift')), []);
  await page.close();
});

test('a read-only article is walked with the arrow keys', async () => {
  const page = await openBlank();
  await page.evaluate(async (article) => {
    const element = document.createElement('article-highlighter');
    element.id = 'article';
    element.value = article;
    document.body.append(element);
    await element.ready;
    element.focus();
  }, ARTICLE);
  const state = () => page.evaluate(() => {
    const root = document.getElementById('article').shadowRoot;
    return { rings: root.querySelectorAll('.ring').length, said: root.querySelector('.said').textContent };
  });
  await page.keyboard.press('ArrowRight');
  const first = await state();
  assert.ok(first.rings > 0);
  assert.notEqual(first.said, '');
  await page.keyboard.press('ArrowRight');
  const second = await state();
  assert.notEqual(second.said, first.said);
  await page.keyboard.press('ArrowLeft');
  assert.equal((await state()).said, first.said);
  await page.keyboard.press('Escape');
  assert.equal((await state()).rings, 0);
  await page.close();
});

test('marks follow the text between an edit and its analysis', async () => {
  const page = await openArticle({ text: ARTICLE });
  const seen = await page.evaluate(async () => {
    const element = document.getElementById('article');
    const index = element.analysis.quotes.findIndex(({ kind }) => kind === 'direct');
    const [{ start, end }] = element.analysis.quotes[index].content;
    const words = element.value.slice(start, end);
    const box = element.shadowRoot.querySelector('.text');
    box.focus();
    getSelection().collapse(box.firstChild, 0);
    document.execCommand('insertText', false, 'Extra words. ');
    // Before any new analysis: the old offsets point at the same words.
    element.lift({ quote: index });
    const lifted = [...CSS.highlights].filter(([name]) => name.includes('lift')).flatMap(([, ranges]) => [...ranges].map((range) => range.toString()));
    return { words, lifted, stale: element.analysis.length !== element.value.length };
  });
  assert.equal(seen.stale, true);
  assert.ok(seen.lifted.includes(seen.words), JSON.stringify(seen));
  await page.close();
});

test('of many marks only those near the window are painted, and scrolling brings the others', async () => {
  const page = await openArticle({ text: articleOf(5000) });
  const painted = async () => Object.values(await highlights(page)).flat().length;
  const quotes = await page.evaluate(() => document.getElementById('article').analysis.quotes.length);
  assert.ok(quotes > 200);
  assert.ok((await painted()) < quotes);
  const last = () => page.evaluate(() => {
    const { quotes } = document.getElementById('article').analysis;
    const { value } = document.getElementById('article');
    const [{ start, end }] = quotes.findLast(({ kind }) => kind !== 'scare').content;
    const words = value.slice(start, end);
    return [...CSS.highlights.values()].some((ranges) => [...ranges].some((range) => range.toString() === words && range.startOffset === start));
  });
  assert.equal(await last(), false);
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await pause(300);
  assert.equal(await last(), true);
  await page.close();
});
