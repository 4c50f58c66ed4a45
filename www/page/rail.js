// In: an analysed article. Out: the rail: three lists, side by side with the text on a wide window, behind
// tabs on a narrower one.

import { KIND_OF_TYPE } from '../element/kinds.js';
import { make, number } from './dom.js';
import { listEntities } from './entities.js';
import { listSources } from './sources.js';
import { listFacts } from './text.js';

const PANELS = [
  { key: 'sources', name: 'Sources', list: listSources, count: ({ sources }) => sources.all.filter(({ kind }) => kind !== 'none').length },
  { key: 'entities', name: 'Entities', list: listEntities, count: ({ analysis }) => analysis.entities.filter(({ type }) => KIND_OF_TYPE[type].on).length },
  { key: 'text', name: 'Text', list: listFacts, count: () => null },
];

export class Rail {
  #rail;
  #panels;
  #tabs;
  #wide = matchMedia('(min-width: 68rem)');
  /** The panel shown behind the tabs; null while the rail is folded away. */
  #open = null;

  constructor(rail, tabs) {
    this.#rail = rail;
    this.#panels = PANELS.map((panel) => ({ ...panel, node: rail.querySelector(`#panel-${panel.key}`) }));
    this.#tabs = PANELS.map(({ key, name }) => make('button', {
      type: 'button',
      id: `tab-${key}`,
      role: 'tab',
      'aria-controls': `panel-${key}`,
      onclick: () => this.#show(this.#open === key ? null : key),
    }, name, make('span', { class: 'number' })));
    tabs.setAttribute('role', 'tablist');
    tabs.setAttribute('aria-label', 'Lists');
    tabs.append(...this.#tabs);
    tabs.addEventListener('keydown', (event) => this.#step(event));
    rail.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || this.#wide.matches || !this.#open) return;
      const tab = rail.querySelector(`#tab-${this.#open}`);
      this.#show(null);
      tab.focus();
    });
    this.#wide.addEventListener('change', () => this.#arrange());
    this.#arrange();
  }

  /** Folds the rail away where it lies over the text. */
  fold() {
    if (!this.#wide.matches) this.#show(null);
  }

  get folds() {
    return !this.#wide.matches;
  }

  /** Lists an article, or nothing. What has the focus keeps it. */
  render(article) {
    const focused = this.#rail.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    this.#panels.forEach((panel, index) => {
      const content = panel.node.querySelector('.content');
      content.replaceChildren(...(article ? panel.list(article) : []));
      const total = article ? panel.count(article) : null;
      this.#tabs[index].querySelector('.number').textContent = total === null ? '' : number(total);
      let badge = panel.node.querySelector('h2 .number');
      if (!badge) panel.node.querySelector('h2').append((badge = make('span', { class: 'number' })));
      badge.textContent = total === null ? '' : number(total);
    });
    this.#rail.classList.toggle('blank', !article);
    if (focused !== undefined) this.#rail.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }

  /** Shows in the lists what is lifted in the text. */
  mark(what) {
    for (const row of this.#rail.querySelectorAll('.lifted')) row.classList.remove('lifted');
    if (what?.quote !== undefined) this.#rail.querySelector(`[data-quotes~="${what.quote}"]`)?.classList.add('lifted');
    if (what?.entity !== undefined) this.#rail.querySelector(`[data-entity="${what.entity}"]`)?.classList.add('lifted');
  }

  #show(key) {
    this.#open = key;
    this.#arrange();
  }

  /** Tabs exist for narrow windows only; on a wide one every panel is shown under its heading. */
  #arrange() {
    const wide = this.#wide.matches;
    this.#panels.forEach(({ key, node }, index) => {
      const shown = wide || this.#open === key;
      node.hidden = !shown;
      if (wide) node.removeAttribute('role');
      else node.setAttribute('role', 'tabpanel');
      node.setAttribute('aria-labelledby', wide ? `title-${key}` : `tab-${key}`);
      const tab = this.#tabs[index];
      tab.setAttribute('aria-selected', String(this.#open === key));
      tab.tabIndex = this.#open === key || (this.#open === null && index === 0) ? 0 : -1;
    });
    this.#rail.classList.toggle('open', !wide && this.#open !== null);
  }

  #step(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = this.#tabs.indexOf(document.activeElement);
    if (!step || at < 0) return;
    event.preventDefault();
    const next = (at + step + this.#tabs.length) % this.#tabs.length;
    if (this.#open !== null) this.#show(PANELS[next].key);
    this.#tabs[next].focus();
  }
}
