// What the package really answers, compiled as TypeScript against the contract: a missing, misspelt or
// additional field is an error of the compiler. In: analyses of the texts; out: no diagnostics.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

import { Analyzer, initSync } from '../../www/pkg/article_highlighter.js';
import { ARTICLE, HOSTILE } from './texts.mjs';

initSync({ module: await readFile(new URL('../../www/pkg/article_highlighter_bg.wasm', import.meta.url)) });

const CONTRACT = fileURLToPath(new URL('../../src/analysis.d.ts', import.meta.url));
const SOURCE = fileURLToPath(new URL('./answers.ts', import.meta.url));

/** The errors of a TypeScript text that lies beside this file, in memory only. */
function errors(text) {
  const options = { strict: true, noEmit: true, types: [], lib: ['lib.es2022.d.ts'], skipLibCheck: true };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === SOURCE || fileExists(name);
  host.getSourceFile = (name, ...rest) =>
    name === SOURCE ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2022) : getSourceFile(name, ...rest);
  const program = ts.createProgram([SOURCE, CONTRACT], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

const typed = (analyses) =>
  `import type { Analysis } from "../../src/analysis.js";\nexport const answers: Analysis[] = ${JSON.stringify(analyses)};`;

test('every answer is an Analysis, with no field too many', () => {
  const short = HOSTILE.map(([, text]) => text).filter((text) => text.length < 5_000);
  const analyses = [ARTICLE, ...short].map((text) => new Analyzer().analyze(text));
  assert.deepEqual(errors(typed(analyses)), []);
});

test('the compiler would see a difference', () => {
  const analysis = new Analyzer().analyze('Ortiz said no.');
  assert.notDeepEqual(errors(typed([{ ...analysis, extra: 1 }])), []);
  assert.notDeepEqual(errors(typed([{ ...analysis, language: 'fr' }])), []);
  assert.notDeepEqual(errors(typed([{ ...analysis, blocks: [{ start: 0, end: 1, kind: 'footer' }] }])), []);
  const { sentences, ...lacking } = analysis;
  assert.ok(sentences);
  assert.notDeepEqual(errors(typed([lacking])), []);
});
