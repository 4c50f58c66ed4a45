// In: the element's class. Out: properties that are their attributes, and attributes that are their properties.

/** Property → attribute. */
export const FLAGS = { editable: 'editable', lanes: 'lanes', anyLanguage: 'any-language', noWorker: 'no-worker' };
export const STRINGS = { placeholder: 'placeholder', label: 'label', date: 'date' };

/** Defines the properties on a class. */
export function reflect({ prototype }) {
  for (const [property, attribute] of Object.entries(FLAGS)) {
    Object.defineProperty(prototype, property, {
      get() {
        return this.hasAttribute(attribute);
      },
      set(on) {
        this.toggleAttribute(attribute, Boolean(on));
      },
      configurable: true,
      enumerable: true,
    });
  }
  for (const [property, attribute] of Object.entries(STRINGS)) {
    Object.defineProperty(prototype, property, {
      get() {
        return this.getAttribute(attribute) ?? '';
      },
      set(text) {
        this.setAttribute(attribute, text);
      },
      configurable: true,
      enumerable: true,
    });
  }
}
