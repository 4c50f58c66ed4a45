// In: nothing. Out: the element's style sheets, constructed, so that a page needs no `style-src` but
// its own. Every colour is a custom property with a default for light and for dark.

import { PREFIX } from './painter.js';
import { VOICES } from './sources.js';

/** Eight hues that people with any colour vision tell apart (Paul Tol's light scheme). */
const HUES = ['#77aadd', '#ee8866', '#44bb99', '#eedd88', '#ffaabb', '#99ddff', '#bbcc33', '#aaaa00'];

const line = (name, light, dark, style) =>
  `text-decoration: underline ${style} var(--ah-${name}, light-dark(${light}, ${dark})); text-underline-offset: 0.24em`;
const ground = (hue, light, dark) =>
  `background-color: light-dark(color-mix(in srgb, ${hue} ${light}%, transparent), color-mix(in srgb, ${hue} ${dark}%, transparent))`;

/** The hue of a voice, as the page may have set it. */
export const hueOf = (voice) => {
  const hue = ((voice - 1) % HUES.length) + 1;
  return `var(--ah-voice-${hue}, ${HUES[hue - 1]})`;
};

/** Label → declarations. Quotations are grounds, entities lines, so both show where they meet. */
const RULES = {
  heading: 'text-shadow: 0.35px 0 0 currentColor, -0.35px 0 0 currentColor',
  small: 'color: var(--ah-muted, light-dark(#5f5b54, #a8a49c))',
  scare: 'color: var(--ah-muted, light-dark(#5f5b54, #a8a49c))',
  nobody: ground('var(--ah-nobody, #8a8780)', 34, 38),
  'nobody-reported': ground('var(--ah-nobody, #8a8780)', 17, 20),
  'nobody-lift': ground('var(--ah-nobody, #8a8780)', 55, 50),
  person: line('person', '#1f5f99', '#8fc1f0', 'solid 2px'),
  organization: line('organization', '#8a4b00', '#e0a96a', 'double 1.5px'),
  place: line('place', '#1d6b4f', '#7fd0ae', 'dashed 1.5px'),
  group: line('group', '#7b3f8c', '#d3a3e2', 'dotted 2px'),
  work: line('work', '#8c2f39', '#f0a0a6', 'solid 1px'),
  date: line('faint', '#66625b', '#c4c0b8', 'dotted 1px'),
  number: line('faint', '#66625b', '#c4c0b8', 'dotted 1px'),
  link: line('link', '#66625b', '#c4c0b8', 'solid 1px'),
};
for (let voice = 1; voice <= VOICES; voice += 1) {
  // The second eight have the same hues in a lighter tint, and letters of their own in any list.
  const [light, dark] = voice <= HUES.length ? [56, 36] : [38, 25];
  RULES[`voice-${voice}`] = ground(hueOf(voice), light, dark);
  RULES[`voice-${voice}-reported`] = ground(hueOf(voice), light * 0.45, dark * 0.48);
  RULES[`voice-${voice}-lift`] = ground(hueOf(voice), 88, 40);
}
RULES.lift = ground('CanvasText', 15, 20);
RULES['lift-said'] = `${ground('CanvasText', 15, 20)}; text-shadow: 0.3px 0 0 currentColor, -0.3px 0 0 currentColor`;

/**
 * In forced colours the reader's own colours hold, and the kind of line still tells the kinds apart. Browsers
 * force every highlight to the colours of a selection unless the text itself opts out, so the box does.
 */
const FORCED = Object.entries(RULES).map(([label, rule]) => {
  if (label.includes('lift')) return [label, 'background-color: Highlight; color: HighlightText'];
  if (label.endsWith('-reported')) return [label, 'background-color: transparent; text-decoration: overline 1px CanvasText'];
  if (/^(voice|nobody)/.test(label)) return [label, 'background-color: Mark; color: MarkText'];
  return [label, rule.replace(/var\(.*\)\)/, 'currentColor').replace(/^color: .*/, 'color: CanvasText')];
});

const rules = (entries) =>
  entries
    .map(([label, rule]) => `::highlight(${PREFIX}${label}) { ${rule} }\n.mirror .${label} { ${rule} }`)
    .join('\n');

const MARKS = `${rules(Object.entries(RULES))}
@media (forced-colors: active) {\n${rules(FORCED)}\n}`;

const HUE_CLASSES = Array.from({ length: VOICES }, (_, index) => `.hue-${index + 1} { --hue: ${hueOf(index + 1)} }`).join('\n');

const BOX = `${HUE_CLASSES}
:host {
  display: block;
  position: relative;
  line-height: 1.65;
  color-scheme: inherit;
}
:host([hidden]) { display: none; }
.stack { display: grid; position: relative; }
.stack > * { grid-area: 1 / 1; }
.text, .mirror, .placeholder {
  min-width: 0;
  margin: 0;
  white-space: pre-wrap;
  overflow-wrap: anywhere;
  tab-size: 4;
}
.text { position: relative; outline: none; min-height: 1lh; }
.text.slotted { white-space: inherit; overflow-wrap: inherit; tab-size: inherit; }
:host(:not([editable])) .text:focus-visible { outline: 2px solid var(--ah-focus, light-dark(#8a2d16, #f2a48d)); outline-offset: 0.5rem; }
.mirror { color: transparent; user-select: none; pointer-events: none; }
.mirror * { text-decoration-skip-ink: auto; }
.placeholder {
  color: var(--ah-muted, light-dark(#5f5b54, #a8a49c));
  pointer-events: none;
  user-select: none;
  white-space: normal;
}
.lanes { position: absolute; right: 100%; width: 1px; top: 0; margin-right: 0.5rem; pointer-events: none; }
.lane { position: absolute; width: 3px; background: var(--strong); --strong: light-dark(color-mix(in oklab, var(--hue) 60%, #1c1b19), var(--hue)); }
.lane.reported { background: none; border-inline-start: 3px dotted var(--strong); width: 0; }
.lane .letter { position: absolute; right: 0.625rem; top: 0; font: 600 0.6875rem/1.5 var(--ah-sans, system-ui, sans-serif); color: var(--ah-muted, light-dark(#5f5b54, #a8a49c)); }
.hue-none { --hue: #8a8780; }
@media (max-width: 40rem) { .lane .letter { display: none; } }
.ring {
  position: absolute;
  border: 2px solid var(--ah-focus, light-dark(#8a2d16, #f2a48d));
  border-radius: 3px;
  pointer-events: none;
}
.rings { position: relative; pointer-events: none; }
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (forced-colors: active) {
  .text:not(.slotted) { forced-color-adjust: none; background: Canvas; color: CanvasText; }
  .lane { --strong: CanvasText !important; forced-color-adjust: none; }
  .lane .letter { color: CanvasText; }
}
[hidden] { display: none !important; }
`;

const CARD = `
.card {
  position: fixed;
  inset: auto;
  margin: 0;
  box-sizing: border-box;
  width: max-content;
  max-width: min(18rem, calc(100vw - 2rem));
  padding: 0.75rem 1rem;
  border: 1px solid var(--ah-hairline, light-dark(#dcd8cf, #33373d));
  border-radius: 4px;
  background: var(--ah-card, light-dark(#fffefb, #1e2125));
  color: light-dark(#1c1b19, #e8e6e1);
  box-shadow: 0 4px 20px rgb(0 0 0 / 16%);
  font: 0.875rem/1.45 var(--ah-sans, system-ui, sans-serif);
  font-variant-numeric: tabular-nums;
  overflow-wrap: anywhere;
  z-index: 10;
}
.card p { margin: 0; }
.card .kind { color: var(--ah-muted, light-dark(#5f5b54, #a8a49c)); font-size: 0.8125rem; }
.card .name { font-weight: 600; font-size: 1rem; }
.card .facts { margin-top: 0.25rem; }
`;

let sheets;

/** The sheets for a shadow root: the marks, the box, the card. */
export function styleSheets() {
  sheets ??= [MARKS, BOX, CARD].map((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    return sheet;
  });
  return sheets;
}

/**
 * The look of every mark as classes, for lists and legends: `.label-person`, `.label-voice-1-reported` …,
 * and `.hue-1` … that set `--hue` to the hue of a voice.
 */
export function labelSheet() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync([...Object.entries(RULES).map(([label, rule]) => `.label-${label} { ${rule} }`), HUE_CLASSES].join('\n'));
  return sheet;
}
