// Pictures of every state, for people to look at, in target/pictures/; and a look at them: what is registered
// as a highlight must really be on the screen. UPDATE=1 renews the pictures in docs/.

import assert from 'node:assert/strict';
import { copyFile, mkdir } from 'node:fs/promises';
import test from 'node:test';
import { BROWSER, openArticle, pause } from './browsers.mjs';
import { GERMAN } from './texts.mjs';

const FOLDER = new URL(`../../target/pictures/${BROWSER}/`, import.meta.url);
const DOCS = new URL('../../docs/', import.meta.url);
await mkdir(FOLDER, { recursive: true });

async function picture(page, name) {
  const path = new URL(`${name}.png`, FOLDER).pathname;
  return page.screenshot({ path });
}

async function sample(options) {
  const page = await openArticle({ still: true, ...options });
  await page.click('#sample');
  await page.evaluate(() => document.getElementById('article').ready);
  await page.waitForFunction(() => /word/.test(document.getElementById('status').textContent));
  await page.evaluate(() => document.activeElement.blur());
  await page.mouse.move(2, 2);
  await pause(300);
  return page;
}

/** How many points of a picture have the colour of a label's background on the page's paper. */
function points(page, png, label) {
  return page.evaluate(async (data, name) => {
    const probe = document.createElement('span');
    probe.className = `label-${name}`;
    document.body.append(probe);
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    for (const colour of [getComputedStyle(document.body).backgroundColor, getComputedStyle(probe).backgroundColor]) {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
    }
    const wanted = canvas.getImageData(0, 0, 1, 1).data;
    probe.remove();
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const all = new OffscreenCanvas(image.width, image.height).getContext('2d');
    all.drawImage(image, 0, 0);
    const { data: seen } = all.getImageData(0, 0, image.width, image.height);
    let found = 0;
    for (let at = 0; at < seen.length; at += 4) {
      if (Math.abs(seen[at] - wanted[0]) < 3 && Math.abs(seen[at + 1] - wanted[1]) < 3 && Math.abs(seen[at + 2] - wanted[2]) < 3) found += 1;
    }
    return found;
  }, Buffer.from(png).toString('base64'), label);
}

for (const dark of [false, true]) {
  const mode = dark ? 'dark' : 'light';

  test(`what is marked is seen, ${mode}`, async () => {
    const page = await sample({ dark, width: 1440, height: 900 });
    const marked = await picture(page, `wide-${mode}`);
    if (process.env.UPDATE === '1' && BROWSER === 'chromium') {
      await copyFile(new URL(`wide-${mode}.png`, FOLDER), new URL(dark ? 'screenshot-dark.png' : 'screenshot.png', DOCS));
    }
    // The tint of the first two sources, beyond the small chips of the rail and the legend.
    const area = { x: 0, y: 60, width: 800, height: 780 };
    const text = () => page.screenshot({ clip: area });
    const on = await text();
    assert.ok((await points(page, on, 'voice-1')) > 2000, 'the first source has no tint');
    assert.ok((await points(page, on, 'voice-2')) > 2000, 'the second source has no tint');
    await page.evaluate(() => {
      document.getElementById('article').marks = ['person', 'place', 'organization'];
    });
    const lines = await text();
    assert.equal(await points(page, lines, 'voice-1'), 0);
    await page.evaluate(() => {
      document.getElementById('article').marks = [];
    });
    const none = await text();
    assert.notDeepEqual(lines, none, 'underlines are not seen');
    assert.ok(marked.length > 20_000);
    await page.close();
  });

  test(`pictures of the other states, ${mode}`, async () => {
    const empty = await openArticle({ dark, width: 1440, height: 900 });
    await empty.waitForFunction(() => document.getElementById('status').textContent.startsWith('Ready'));
    const seen = [await picture(empty, `empty-${mode}`)];
    await empty.close();
    const foreign = await openArticle({ dark, width: 1440, height: 900, text: GERMAN });
    await foreign.waitForFunction(() => !document.getElementById('notice').hidden);
    seen.push(await picture(foreign, `foreign-${mode}`));
    await foreign.close();
    const phone = await sample({ dark, width: 390, height: 844 });
    seen.push(await picture(phone, `phone-${mode}`));
    for (const tab of ['sources', 'entities', 'text']) {
      await phone.click(`#tab-${tab}`);
      seen.push(await picture(phone, `phone-${tab}-${mode}`));
    }
    await phone.close();
    const tablet = await sample({ dark, width: 834, height: 1112 });
    seen.push(await picture(tablet, `tablet-${mode}`));
    await tablet.close();
    assert.equal(new Set(seen.map((png) => Buffer.from(png).toString('base64'))).size, seen.length, 'two states look the same');
  });
}
