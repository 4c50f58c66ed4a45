// In: an Analysis. Out: the list of what is named in the text, by kind, with role, country or value: the most mentioned first, dates
// in the order of the calendar, sums and numbers by size. Kinds that are not marked unless asked for are listed only when asked for.

import { told } from '../element/card.js';
import { ENTITY_KINDS, KIND_OF_TYPE } from '../element/kinds.js';
import { compare, readValue } from '../element/values.js';
import { lifting, make, number } from './dom.js';
import { limited } from './limited.js';

const ROWS = 25;
const WIDTH = 72;
const HEIGHT = 14;

/** `{ analysis, reveal, lift }` → nodes. */
export function listEntities(article) {
  const { entities } = article.analysis;
  const ofKind = new Map(ENTITY_KINDS.map(({ key }) => [key, []]));
  entities.forEach((entity, index) => {
    if (entity.mentions.length === 0) return;
    const { key } = KIND_OF_TYPE[entity.type];
    const order = key === 'date' || key === 'number' ? readValue(entity).order : [-entity.mentions.length];
    ofKind.get(key).push({ entity, index, order: [...order, entity.mentions[0]] });
  });
  const groups = ENTITY_KINDS.flatMap(({ key, name, on }) => {
    const found = ofKind.get(key);
    if (found.length === 0) return [];
    found.sort((a, b) => compare(a.order, b.order));
    return [
      make('h3', {}, make('span', { class: `label-${key}` }, name), make('span', { class: 'number' }, number(found.length))),
      limited(found, on ? ROWS : 0, (one) => row(article, one), name.toLowerCase()),
    ];
  });
  return groups.length > 0 ? groups : [make('p', { class: 'none' }, 'Nothing is named in this text.')];
}

function row(article, { entity, index }) {
  const { analysis } = article;
  const total = entity.mentions.length;
  const facts = told(entity, article.text).join(', ');
  let next = 0;
  const at = make('span', { class: 'number' }, number(total));
  const jump = make('button', {
    type: 'button',
    class: 'jump',
    'data-key': `entity ${entity.type} ${entity.name}`,
    'data-entity': String(index),
    onclick: (event) => {
      article.reveal(analysis.mentions[entity.mentions[next]], event);
      article.lift({ entity: index });
      at.textContent = total > 1 ? `${number(next + 1)} of ${number(total)}` : '1';
      next = (next + 1) % total;
    },
    ...lifting(article, { entity: index }, () => {
      at.textContent = number(total);
    }),
  },
  make('span', { class: 'who' }, make('span', { class: 'name' }, entity.name), facts ? make('span', { class: 'role' }, facts) : null),
  spark(analysis, entity),
  at,
  make('span', { class: 'unseen' }, total === 1 ? ' mention' : ' mentions'));
  return make('li', { class: 'entity' }, jump);
}

/** Where in the text an entity occurs: a tick for each mention. */
function spark(analysis, entity) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
  svg.setAttribute('class', 'spark');
  svg.setAttribute('aria-hidden', 'true');
  const places = new Set(entity.mentions.map((mention) => {
    const { start } = analysis.mentions[mention];
    return 1 + Math.round((start / Math.max(1, analysis.length)) * (WIDTH - 2));
  }));
  for (const [name, line] of [['ground', `M0 ${HEIGHT - 0.5}H${WIDTH}`], ['ticks', [...places].map((x) => `M${x} ${HEIGHT}V3`).join('')]]) {
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('class', name);
    path.setAttribute('d', line);
    svg.append(path);
  }
  return svg;
}
