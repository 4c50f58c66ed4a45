// In: the environment (`BROWSER`, `BROWSER_PATH`, `AH_URL`). Out: pages in a real browser, with what they asked for,
// reported and refused along the way. Chromium is driven over CDP, Firefox over WebDriver BiDi, both headless.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import puppeteer from 'puppeteer-core';

export const BROWSER = process.env.BROWSER ?? 'chromium';
export const ADDRESS = process.env.AH_URL;
assert.ok(ADDRESS, 'AH_URL must name the served page; `cargo xtask test chromium firefox` sets it');

const PATHS = { chromium: '/usr/bin/chromium', firefox: '/usr/bin/firefox-esr' };
const CHROMIUM = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

const running = new Map();
after(() => Promise.all([...running.values()].map(async (browser) => (await browser).close())));

function launch(dark, still) {
  const key = `${dark} ${still}`;
  if (!running.has(key)) {
    const options = { headless: true, executablePath: process.env.BROWSER_PATH ?? PATHS[BROWSER] };
    running.set(key, puppeteer.launch(BROWSER === 'firefox'
      ? { ...options, browser: 'firefox', extraPrefsFirefox: { 'ui.systemUsesDarkTheme': dark ? 1 : 0, 'ui.prefersReducedMotion': still ? 1 : 0 } }
      : { ...options, browser: 'chrome', args: CHROMIUM }));
  }
  return running.get(key);
}

/**
 * The page, opened and watched: `requests` and `troubles` (errors, console errors, refusals of the content
 * security policy) fill up as it runs. `before` runs in the page before its own scripts.
 */
export async function open(options = {}) {
  const { dark = false, still = false, width = 1280, height = 900, path = '', before, address = ADDRESS } = options;
  // Media features can be emulated in Chromium; Firefox takes them from its settings.
  const browser = await (BROWSER === 'firefox' ? launch(dark, still) : launch(false, false));
  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  await page.setViewport({ width, height });
  if (BROWSER === 'chromium') {
    await page.emulateMediaFeatures([
      { name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' },
      { name: 'prefers-reduced-motion', value: still ? 'reduce' : 'no-preference' },
    ]);
  }
  const requests = [];
  const troubles = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
  page.on('console', (message) => message.type() === 'error' && troubles.push(`console: ${message.text()}`));
  await page.evaluateOnNewDocument(() => {
    window.refused = [];
    document.addEventListener('securitypolicyviolation', (event) => window.refused.push(`${event.violatedDirective} ${event.blockedURI}`));
  });
  if (before) await page.evaluateOnNewDocument(before);
  await page.goto(new URL(path, address).href);
  return Object.assign(page, { requests, troubles });
}

/** The page with its element loaded and its first analysis done. */
export async function openArticle(options = {}) {
  const page = await open(options);
  await page.waitForFunction(() => document.getElementById('article')?.analysis);
  if (options.text !== undefined) await setText(page, options.text);
  return page;
}

/** An empty document of the same origin and policy, with the element's code loaded. */
export async function openBlank(options = {}) {
  const page = await open(options);
  await page.evaluate(async () => {
    await customElements.whenDefined('article-highlighter');
    document.body.replaceChildren();
    document.body.className = '';
    document.adoptedStyleSheets = [];
  });
  return page;
}

/** Sets the article's text as a page would, and waits for its analysis. */
export function setText(page, text) {
  return page.evaluate(async (value) => {
    const element = document.getElementById('article');
    element.value = value;
    element.dispatchEvent(new Event('input'));
    await element.ready;
  }, text);
}

/** Whether nothing went wrong on the page so far. */
export async function assertQuiet(page) {
  assert.deepEqual(page.troubles, []);
  assert.deepEqual(await page.evaluate(() => window.refused), []);
}

/** Presses a key with Control (or the platform's equal) held. */
export async function control(page, key) {
  await page.keyboard.down('Control');
  await page.keyboard.press(key);
  await page.keyboard.up('Control');
}

/** Puts the caret of the article at a text offset. */
export function caretAt(page, offset) {
  return page.evaluate((at) => {
    const element = document.getElementById('article');
    const box = element.shadowRoot.querySelector('.text');
    box.focus();
    const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    let left = at;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (left <= node.data.length) return getSelection().collapse(node, left);
      left -= node.data.length;
    }
    throw new Error('no such offset');
  }, offset);
}

/** The text before the caret of the article. */
export function beforeCaret(page) {
  return page.evaluate(() => {
    const root = document.getElementById('article').shadowRoot;
    const [caret] = getSelection().getComposedRanges({ shadowRoots: [root] });
    const range = new Range();
    range.setStart(root.querySelector('.text'), 0);
    range.setEnd(caret.startContainer, caret.startOffset);
    const part = document.createElement('div');
    part.append(range.cloneContents());
    for (const br of part.querySelectorAll('br')) br.replaceWith('\n');
    return part.textContent;
  });
}

export const pause = (ms) => new Promise((resolve) => {
  setTimeout(resolve, ms);
});
