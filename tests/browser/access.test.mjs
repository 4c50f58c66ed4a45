// Accessibility: axe on every state, light and dark, and the contrasts that axe cannot see because highlights
// are painted by the browser.

import assert from 'node:assert/strict';
import test from 'node:test';
import axe from 'axe-core';
import { open, openArticle, pause } from './browsers.mjs';
import { GERMAN } from './texts.mjs';

async function audit(page, state) {
  await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  assert.ok(passes.length > 10, 'axe looked at nothing');
  assert.deepEqual(violations.map(({ id, nodes }) => `${state}: ${id}: ${nodes.slice(0, 3).map(({ target, failureSummary }) => `${target} ${failureSummary}`).join(' | ')}`), []);
}

async function sample(options) {
  const page = await openArticle(options);
  await page.click('#sample');
  await page.evaluate(() => document.getElementById('article').ready);
  await page.waitForFunction(() => /word/.test(document.getElementById('status').textContent));
  return page;
}

const PHONE = { width: 390, height: 844 };

for (const dark of [false, true]) {
  const mode = dark ? 'dark' : 'light';

  test(`axe finds nothing on the wide page, ${mode}`, async () => {
    const page = await openArticle({ dark });
    await audit(page, 'empty');
    await page.click('#sample');
    await page.evaluate(() => document.getElementById('article').ready);
    await page.click('.source .more');
    await page.click('.switch');
    await page.focus('.entity .jump');
    await audit(page, 'sample');
    await page.focus('.source .jump');
    await page.keyboard.press('Enter');
    await pause(400);
    await audit(page, 'card');
    await page.close();
  });

  test(`axe finds nothing on a phone, ${mode}`, async () => {
    const page = await sample({ dark, ...PHONE });
    await audit(page, 'folded');
    for (const tab of ['sources', 'entities', 'text']) {
      await page.click(`#tab-${tab}`);
      await audit(page, tab);
    }
    await page.close();
  });

  test(`axe finds nothing where the text is foreign or the engine fails, ${mode}`, async () => {
    const page = await openArticle({ dark, text: GERMAN });
    await page.waitForFunction(() => !document.getElementById('notice').hidden);
    await audit(page, 'foreign');
    await page.close();
    const broken = await open({
      dark,
      before: () => {
        window.Worker = class {
          constructor() {
            throw new Error('no worker');
          }
        };
        window.fetch = async () => new Response('', { status: 500 });
      },
    });
    await broken.waitForFunction(() => !document.getElementById('notice').hidden);
    await audit(broken, 'failure');
    await broken.close();
  });

  test(`letters and lines stand out on every tint, ${mode}`, async () => {
    const page = await sample({ dark });
    const { inks, lines, grounds } = await page.evaluate(() => {
      // The classes of the legend carry the same declarations as the highlights.
      const { adoptedStyleSheets } = document;
      const labels = [...adoptedStyleSheets.at(-1).cssRules].map(({ selectorText }) => selectorText).filter((one) => one.startsWith('.label-')).map((one) => one.slice(7));
      const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
      const over = (paper, colour) => {
        canvas.fillStyle = paper;
        canvas.fillRect(0, 0, 1, 1);
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
      };
      const paper = getComputedStyle(document.body).backgroundColor;
      const plain = getComputedStyle(document.body).color;
      const inks = [['text', over(paper, plain)]];
      const lines = [];
      const grounds = [['paper', over(paper, paper)]];
      for (const label of labels) {
        const probe = document.createElement('span');
        probe.className = `label-${label}`;
        document.body.append(probe);
        const { backgroundColor, textDecorationLine, textDecorationColor, color } = getComputedStyle(probe);
        if (backgroundColor !== 'rgba(0, 0, 0, 0)') grounds.push([label, over(paper, backgroundColor)]);
        if (textDecorationLine === 'underline') lines.push([label, over(paper, textDecorationColor)]);
        if (color !== plain) inks.push([label, over(paper, color)]);
        probe.remove();
      }
      return { inks, lines, grounds };
    });
    assert.ok(grounds.length >= 50 && lines.length === 8 && inks.length >= 3, `${grounds.length} ${lines.length} ${inks.length}`);
    const light = (colour) => colour.map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)).reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
    const contrast = (a, b) => {
      const [high, low] = [light(a), light(b)].sort((x, y) => y - x);
      return (high + 0.05) / (low + 0.05);
    };
    const weak = [];
    for (const [ground, behind] of grounds) {
      // What is muted (headings' small print, words that are no speech) never stands in a quotation's tint.
      for (const [ink, letters] of inks) {
        if (ink !== 'text' && ground !== 'paper') continue;
        if (contrast(letters, behind) < 4.5) weak.push(`${ink} on ${ground}: ${contrast(letters, behind).toFixed(2)}`);
      }
      // A lifted quotation is lifted for a moment; at rest every line has 3:1.
      if (ground.endsWith('lift') || ground === 'lift-said') continue;
      for (const [line, stroke] of lines) {
        if (contrast(stroke, behind) < 3) weak.push(`${line} on ${ground}: ${contrast(stroke, behind).toFixed(2)}`);
      }
    }
    assert.deepEqual(weak, []);
    await page.close();
  });
}
