// The types written by hand say what the code does. In: a module and its `.d.ts`; out: the same exports in both, and
// the same public members in every class.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import ts from 'typescript';

/** What only the browser calls. */
const CALLBACKS = /^(?:constructor|observedAttributes|(?:connected|disconnected|adopted|attributeChanged)(?:Move)?Callback)$/;
/** Members that the platform declares and a class may override. */
const INHERITED = new Set(['focus']);

/** Exported name → the names of its members, or null where it is no class. */
async function declared(file) {
  const source = ts.createSourceFile('x.d.ts', await readFile(file, 'utf8'), ts.ScriptTarget.ES2022);
  const exported = source.statements.filter(
    (node) => (ts.isClassDeclaration(node) || ts.isFunctionDeclaration(node)) && node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword),
  );
  return new Map(exported.map((node) => [node.name.text, ts.isClassDeclaration(node) ? members(node) : null]));
}

const members = (node) =>
  new Set(node.members.filter((member) => !ts.isConstructorDeclaration(member)).map((member) => member.name.text));

/** The same of the module itself; an instance shows the fields that the constructor sets. */
function written(module, instances) {
  return new Map(
    Object.entries(module).map(([name, value]) => {
      if (!/^class\b/.test(String(value))) return [name, null];
      const names = [...Object.getOwnPropertyNames(value.prototype), ...Object.keys(instances[name] ?? {})];
      return [name, new Set(names.filter((member) => !CALLBACKS.test(member) && !INHERITED.has(member)))];
    }),
  );
}

const sorted = (names) => [...names].sort();

for (const [path, instances] of [
  ['engine/client', ({ Engine }) => ({ Engine: new Engine({ worker: false }) })],
  ['element/define', () => ({})],
]) {
  test(`${path}.d.ts agrees with ${path}.js`, async () => {
    const url = new URL(`../../www/${path}.js`, import.meta.url);
    const module = await import(url);
    const types = await declared(new URL(`../../www/${path}.d.ts`, import.meta.url));
    const code = written(module, instances(module));
    assert.deepEqual(sorted(code.keys()), sorted(types.keys()));
    for (const [name, names] of types) {
      if (names) assert.deepEqual(sorted(code.get(name)), sorted(names), name);
      else assert.equal(typeof module[name], 'function');
    }
  });
}
