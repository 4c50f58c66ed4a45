// In: what the reader pastes, types and points at. Out: the page. It only uses what the element offers
// to any page.

import './element/define.js';
import { countWords } from './element/sources.js';
import { labelSheet } from './element/styles.js';
import { count, make, number } from './page/dom.js';
import { keep, recall } from './page/keep.js';
import { fillLegend } from './page/legend.js';
import { Rail } from './page/rail.js';
import { SAMPLE } from './page/sample.js';

const byId = (id) => document.getElementById(id);
const element = byId('article');
const notice = byId('notice');
const status = byId('status');
const rail = new Rail(byId('rail'), byId('tabs'));

/** The status line is read out: it changes only when typing has stopped. */
const QUIET = 900;
/** Beyond this length an analysis takes long enough to be told about. */
const LONG = 200_000;
const PRIVATE = 'nothing leaves this page';
let quiet = 0;
/** The row of the rail that led into the text, to go back to. */
let from = null;
/** Whether there was no text before the edit that is being made. */
let wasEmpty = true;

document.adoptedStyleSheets = [...document.adoptedStyleSheets, labelSheet()];
fillLegend(byId('legend'), element);
element.value = recall();
const keepSoon = keep(() => element.value);
changed();
if (matchMedia('(hover: hover)').matches || element.value === '') element.focus({ preventScroll: true });

element.addEventListener('input', (event) => {
  changed();
  // A whole article has been pasted: it is read from its beginning. The caret stays where the browser put it.
  if (wasEmpty && event.inputType === 'insertFromPaste') requestAnimationFrame(() => requestAnimationFrame(toTop));
});
element.addEventListener('beforeinput', () => {
  wasEmpty = element.value === '';
});
element.addEventListener('analysis', ({ detail }) => show(detail));
element.addEventListener('error', ({ detail }) => fail(detail));
element.addEventListener('lift', ({ detail }) => rail.mark(detail));
element.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && from?.isConnected) from.focus();
  if (event.key === 'Escape') from = null;
});
byId('sample').addEventListener('click', () => replace(SAMPLE));
byId('welcome').parentElement.addEventListener('click', (event) => {
  if (element.value === '' && !event.target.closest('button')) element.focus();
});
byId('clear').addEventListener('click', () => replace(''));

/** As if typed, so that it can be undone. */
function replace(text) {
  element.replaceText(text);
  toTop();
  element.focus({ preventScroll: true });
}

function toTop() {
  scrollTo({ top: 0, behavior: 'instant' });
}

function changed() {
  const text = element.value;
  const empty = text === '';
  document.body.classList.toggle('empty', empty);
  byId('welcome').hidden = !empty;
  byId('clear').hidden = empty;
  if (text.length > LONG) say([`Reading ${number(text.length)} characters …`, PRIVATE], 0);
  keepSoon();
}

function show(analysis) {
  const text = element.value;
  const { sources } = element;
  const foreign = analysis.language === 'other' && text.trim() !== '' && !element.anyLanguage;
  tell(foreign ? [
    make('p', {}, 'This does not read like an English article, so nothing is marked.'),
    make('button', { type: 'button', class: 'plain', onclick: anyway }, 'Analyse anyway'),
  ] : []);
  if (analysis.language === 'en' && element.anyLanguage) element.anyLanguage = false;
  const starts = analysis.blocks.map(({ start }) => start);
  rail.render(text === '' || foreign ? null : {
    analysis,
    text,
    sources,
    lift: (what) => element.lift(what),
    reveal,
    /** "¶ 4", or what kind of block it is where it is no paragraph. */
    paragraphAt(offset) {
      const at = starts.findLastIndex((start) => start <= offset);
      const { kind } = analysis.blocks[at] ?? { kind: 'paragraph' };
      if (kind !== 'paragraph' && kind !== 'list-item') return kind[0].toUpperCase() + kind.slice(1);
      return `¶ ${number(analysis.blocks.slice(0, at + 1).filter((block) => block.kind === 'paragraph' || block.kind === 'list-item').length)}`;
    },
  });
  const named = sources.all.filter(({ kind }) => kind === 'named').length;
  const unnamed = sources.all.filter(({ kind }) => kind === 'unnamed').length;
  const who = [named && `${number(named)} named`, unnamed && `${number(unnamed)} not named`].filter(Boolean).join(', ');
  say(text === '' ? ['Ready', PRIVATE] : [
    count(countWords(text), 'word'),
    foreign || !who ? null : make('span', { class: 'more-status' }, `sources: ${who} · `),
    `${number(Math.max(1, Math.round(element.took)))} ms`,
    PRIVATE,
  ]);
}

function anyway() {
  element.anyLanguage = true;
  show(element.analysis);
  element.focus();
}

function fail(error) {
  tell([
    make('p', {}, make('strong', {}, 'The marks could not be made. '), 'Your text is safe, and you can go on writing. ', make('span', { class: 'why' }, `(${error.message})`)),
    make('button', { type: 'button', class: 'plain', onclick: () => element.refresh() }, 'Try again'),
  ]);
  rail.render(null);
  say(['Not marked', PRIVATE]);
}

function tell(nodes) {
  notice.hidden = nodes.length === 0;
  notice.replaceChildren(...nodes);
}

/** Sets the status line of these parts; a part may be a node that brings its own separator. */
function say(parts, wait = QUIET) {
  clearTimeout(quiet);
  const line = document.createElement('p');
  parts.filter(Boolean).forEach((part, index, all) => line.append(part, typeof part === 'string' && index < all.length - 1 ? ' · ' : ''));
  quiet = setTimeout(() => {
    if (status.textContent !== line.textContent) status.replaceChildren(...line.childNodes);
  }, status.textContent.startsWith('Getting') ? 0 : wait);
}

/** Goes from a row of the rail into the text; from the keyboard the focus goes along. */
function reveal(span, event) {
  const byKeyboard = event.detail === 0;
  from = byKeyboard ? event.currentTarget : null;
  if (rail.folds) rail.fold();
  element.reveal(span, { focus: byKeyboard });
}
