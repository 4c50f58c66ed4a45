// The kinds of marks a reader can tell apart and switch on and off, as data.
// In: an entity type or a quotation. Out: its kind.

/**
 * `key` is what the `marks` attribute names; `line` is the sign in the text other than colour;
 * `on` says whether the kind is marked where the attribute is absent.
 */
export const ENTITY_KINDS = [
  { key: 'person', name: 'People', one: 'Person', types: ['PERSON'], line: 'solid', on: true },
  { key: 'organization', name: 'Organizations', one: 'Organization', types: ['ORG'], line: 'double', on: true },
  { key: 'place', name: 'Places', one: 'Place', types: ['GPE', 'LOC', 'FAC'], line: 'dashed', on: true },
  { key: 'group', name: 'Groups', one: 'Nationality, religion or politics', types: ['NORP'], line: 'dotted', on: true },
  {
    key: 'work',
    name: 'Events and works',
    one: 'Event or work',
    types: ['EVENT', 'WORK_OF_ART', 'LAW', 'PRODUCT', 'LANGUAGE'],
    line: 'thin',
    on: true,
  },
  { key: 'date', name: 'Dates', one: 'Date or time', types: ['DATE', 'TIME'], line: 'faint', on: false },
  {
    key: 'number',
    name: 'Numbers',
    one: 'Number',
    types: ['MONEY', 'PERCENT', 'QUANTITY', 'ORDINAL', 'CARDINAL'],
    line: 'faint',
    on: false,
  },
  { key: 'link', name: 'Links', one: 'Link', types: ['URL', 'EMAIL', 'HANDLE'], line: 'thin', on: true },
];

export const QUOTE_KINDS = [
  { key: 'quoted', name: 'Quoted words', one: 'Quotation', kinds: ['direct', 'mixed'], on: true },
  { key: 'reported', name: 'Reported speech', one: 'Reported speech', kinds: ['indirect'], on: true },
  { key: 'scare', name: 'Other words in quotation marks', one: 'Words in quotation marks, not speech', kinds: ['scare'], on: false },
];

export const KINDS = [...QUOTE_KINDS, ...ENTITY_KINDS];

/** What is marked where nobody has said anything else. */
export const DEFAULT_MARKS = KINDS.filter((kind) => kind.on).map((kind) => kind.key);

/** Entity type → kind. */
export const KIND_OF_TYPE = Object.fromEntries(
  ENTITY_KINDS.flatMap((kind) => kind.types.map((type) => [type, kind])),
);

/** Kind of quotation in the Analysis → kind of mark. */
export const KIND_OF_QUOTE = Object.fromEntries(
  QUOTE_KINDS.flatMap((kind) => kind.kinds.map((quote) => [quote, kind])),
);

/** What one type is called where one thing is spoken of. */
export const TYPE_NAMES = {
  PERSON: 'Person',
  NORP: 'Nationality, religion or politics',
  FAC: 'Building or site',
  ORG: 'Organization',
  GPE: 'Country, city or state',
  LOC: 'Place',
  PRODUCT: 'Product',
  EVENT: 'Event',
  WORK_OF_ART: 'Work',
  LAW: 'Law',
  LANGUAGE: 'Language',
  DATE: 'Date',
  TIME: 'Time',
  PERCENT: 'Percentage',
  MONEY: 'Money',
  QUANTITY: 'Quantity',
  ORDINAL: 'Rank',
  CARDINAL: 'Number',
  URL: 'Web address',
  EMAIL: 'E-mail address',
  HANDLE: 'Account',
};
