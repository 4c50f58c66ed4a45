// `dist/` under a path of some depth, as any static host may serve it. In: `AH_DIST_URL`; out: a page that works and
// asks for nothing outside its folder.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { assertQuiet, open, setText } from './browsers.mjs';

const ADDRESS = process.env.AH_DIST_URL;
assert.ok(ADDRESS, 'AH_DIST_URL must name the served dist/; `cargo xtask test chromium firefox` sets it');

test('the built page works under any path', async () => {
  const page = await open({ address: ADDRESS });
  await page.waitForFunction(() => document.getElementById('article')?.analysis);
  await setText(page, '“We will not wait,” said Mayor Lena Ortiz.');
  const quotes = await page.evaluate(() => document.getElementById('article').analysis.quotes.length);
  assert.equal(quotes, 1);
  const outside = page.requests.filter((url) => !url.startsWith(ADDRESS));
  assert.deepEqual(outside, []);
  await assertQuiet(page);
  await page.close();
});
