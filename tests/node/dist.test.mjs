// `dist/` can be served under any path. In: its files; out: every URL in them is relative and leads to a file.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));

/** Where a file of each kind names another one that the browser will fetch by itself. */
const FETCHED = {
  '.html': [/<(?!a\b)[a-z][^>]*?\s(?:src|href|poster|data|action)\s*=\s*["']([^"']*)["']/gi],
  '.css': [/url\(\s*["']?([^"')]+)["']?\s*\)/g, /@import\s+["']([^"']+)["']/g],
  '.js': [
    /^\s*(?:import|export)\b[^'";]*?from\s*["']([^"']+)["']/gm,
    /^\s*import\s*["']([^"']+)["']/gm,
    /\bimport\(\s*["'`]([^"'`]+)["'`]/g,
    /\bnew (?:URL|Worker|SharedWorker)\(\s*["'`]([^"'`]+)["'`]/g,
    /\b(?:fetch|importScripts)\(\s*["'`]([^"'`]+)["'`]/g,
  ],
};

/** The URLs that a text of this kind names. */
const urls = (kind, text) =>
  (FETCHED[kind] ?? []).flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1]));

/** What is wrong with a URL in a file of `dist/`, or nothing. */
function fault(file, url) {
  if (url.startsWith('#')) return undefined;
  if (/^[a-z][a-z0-9+.-]*:/i.test(url) || url.startsWith('/')) return 'not relative';
  const target = join(DIST, dirname(file), decodeURIComponent(url.replace(/[?#].*$/, '')));
  if (!target.startsWith(DIST)) return 'leaves the folder';
  return existsSync(target) ? undefined : 'leads nowhere';
}

test('every URL is relative and leads to a file', async () => {
  const faults = [];
  let seen = 0;
  for (const file of await readdir(DIST, { recursive: true })) {
    const kind = extname(file);
    if (!FETCHED[kind]) continue;
    for (const url of urls(kind, await readFile(join(DIST, file), 'utf8'))) {
      seen += 1;
      const wrong = fault(file, url);
      if (wrong) faults.push(`${file}: ${url} ${wrong}`);
    }
  }
  assert.deepEqual(faults, []);
  assert.ok(seen >= 3, `only ${seen} URLs found: a page has its script, its style and the wasm`);
});

test('the check sees URLs that are not relative, or lead nowhere', () => {
  const page = '<link rel="x" href="/a.css"><script src="https://example.org/a.js"></script><a href="https://example.org">';
  assert.deepEqual(urls('.html', page), ['/a.css', 'https://example.org/a.js']);
  const script = 'import a, { b } from "./a.js";\nimport "/b.js";\nimport("../c.js"); new URL("d.wasm", base); fetch(`/e`)';
  assert.deepEqual(urls('.js', script).sort(), ['../c.js', './a.js', '/b.js', '/e', 'd.wasm']);
  assert.deepEqual(urls('.css', '@import "a.css"; b { background: url(/c.svg) }').sort(), ['/c.svg', 'a.css']);
  assert.equal(fault('index.html', '/page.css'), 'not relative');
  assert.equal(fault('index.html', '//example.org/x.js'), 'not relative');
  assert.equal(fault('index.html', '../page.css'), 'leaves the folder');
  assert.equal(fault('index.html', 'nothing.css'), 'leads nowhere');
  assert.equal(fault('index.html', './index.html'), undefined);
});
