// The Custom Elements Manifest says what the element is. In: www/custom-elements.json and the element's own files.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { test } from 'node:test';

const WWW = new URL('../../www/', import.meta.url);
const ELEMENT = new URL('element/', WWW);

const manifest = JSON.parse(await readFile(new URL('custom-elements.json', WWW), 'utf8'));
const [module] = manifest.modules;
const [element] = module.declarations;
const { ArticleHighlighter } = await import(new URL('element.js', ELEMENT));

const names = (rows) => rows.map(({ name }) => name).sort();
const sources = await Promise.all(
  (await readdir(ELEMENT)).filter((file) => file.endsWith('.js')).map((file) => readFile(new URL(file, ELEMENT), 'utf8')),
);
/** What a pattern captures in the element's files, each once. */
const found = (pattern) => [...new Set(sources.flatMap((source) => [...source.matchAll(pattern)].map((match) => match[1])))].sort();

test('it stands where the package says', async () => {
  const pack = JSON.parse(await readFile(new URL('package.json', WWW), 'utf8'));
  assert.equal(pack.customElements, './custom-elements.json');
  assert.equal(pack.exports['./element'].default, `./${module.path}`);
  assert.equal(element.tagName, found(/define\(name = '([a-z-]+)'/g)[0]);
  assert.equal(element.name, ArticleHighlighter.name);
});

test('its attributes are those that the element observes', () => {
  assert.deepEqual(names(element.attributes), [...ArticleHighlighter.observedAttributes].sort());
  const fields = element.members.filter(({ attribute }) => attribute);
  assert.deepEqual(
    fields.map(({ name, attribute }) => [attribute, name]).sort(),
    element.attributes.map(({ name, fieldName }) => [name, fieldName]).sort(),
  );
});

test('its properties and methods are the element’s', () => {
  const own = Object.getOwnPropertyDescriptors(ArticleHighlighter.prototype);
  const life = ['constructor', 'connectedCallback', 'disconnectedCallback', 'attributeChangedCallback', 'focus'];
  assert.deepEqual(names(element.members), Object.keys(own).filter((name) => !life.includes(name)).sort());
  for (const { name, kind, readonly = false } of element.members) {
    assert.equal(kind, own[name].get ? 'field' : 'method', name);
    if (kind === 'field') assert.equal(readonly, !own[name].set, name);
  }
});

test('its events are those that are dispatched', () => {
  assert.deepEqual(names(element.events), found(/(?:#tell\(|new CustomEvent\()'([a-z]+)'/g));
});

test('its parts are those of the shadow tree', () => {
  assert.deepEqual(names(element.cssParts), found(/\bpart: '([a-z]+)'/g));
});

test('its custom properties are those of the style sheets', async () => {
  globalThis.CSSStyleSheet = class {
    replaceSync(rules) {
      this.rules = rules;
    }
  };
  const { styleSheets } = await import(new URL('styles.js', ELEMENT));
  const used = styleSheets().flatMap(({ rules }) => [...rules.matchAll(/var\((--ah-[a-z0-9-]+)/g)].map((match) => match[1]));
  delete globalThis.CSSStyleSheet;
  assert.deepEqual(names(element.cssProperties), [...new Set(used)].sort());
});
