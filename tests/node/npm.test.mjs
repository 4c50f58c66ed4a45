// The npm package as its users import it, by name. In: target/npm/ as `cargo xtask package` makes it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

const PACKAGE = new URL(`${process.env.CARGO_TARGET_DIR ?? 'target'}/npm/`, new URL('../../', import.meta.url));

/** Runs a module inside the package, where its own name leads to its own exports; answers with what it printed. */
const run = (code) =>
  execFileSync(process.execPath, ['--input-type=module', '--eval', code], { cwd: PACKAGE, encoding: 'utf8' });

test('it is importable by name in bare Node, and analyses', () => {
  const printed = run(`
    import { readFileSync } from 'node:fs';
    import { fileURLToPath } from 'node:url';
    import { Analyzer, initSync } from 'article-highlighter';
    const wasm = fileURLToPath(import.meta.resolve('article-highlighter/article_highlighter_bg.wasm'));
    initSync({ module: readFileSync(wasm) });
    console.log(new Analyzer().analyze('“No,” said Lena Ortiz.').length);
  `);
  assert.equal(printed.trim(), '22');
});

test('the client is importable in bare Node', () => {
  assert.equal(run(`import { Engine } from 'article-highlighter/client'; console.log(typeof Engine);`).trim(), 'function');
});

test('types stand first in every entry that has them, and the version is Cargo’s', async () => {
  const manifest = JSON.parse(await readFile(new URL('package.json', PACKAGE), 'utf8'));
  for (const [entry, conditions] of Object.entries(manifest.exports)) {
    if (typeof conditions === 'object') assert.equal(Object.keys(conditions)[0], 'types', entry);
  }
  const cargo = await readFile(new URL('../../Cargo.toml', import.meta.url), 'utf8');
  assert.equal(manifest.version, cargo.match(/^version = "(.*)"$/m)[1]);
});
