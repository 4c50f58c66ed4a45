//! Embeds `data/lexicon`, the words edited by hand, and parses each list once.
//!
//! A list has one entry a line; `#` begins a comment; a tab parts an entry from its value.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// One list: entries and their values (empty where the line has none).
pub struct List {
    values: FxHashMap<&'static str, &'static str>,
    lengths: Lengths,
}

impl List {
    fn parse(source: &'static str) -> Self {
        entries(source).collect()
    }

    /// Whether the list has exactly this entry.
    pub fn contains(&self, entry: &str) -> bool {
        self.lengths.may_have(entry) && self.values.contains_key(entry)
    }

    /// The value of an entry.
    pub fn get(&self, entry: &str) -> Option<&'static str> {
        if self.lengths.may_have(entry) { self.values.get(entry).copied() } else { None }
    }
}

impl FromIterator<(&'static str, &'static str)> for List {
    fn from_iter<I: IntoIterator<Item = (&'static str, &'static str)>>(entries: I) -> Self {
        let values: FxHashMap<_, _> = entries.into_iter().collect();
        let mut lengths = Lengths::default();
        values.keys().for_each(|word| lengths.add(word));
        Self { values, lengths }
    }
}

/// How long the words are that begin with each byte: most words asked for are in no list, and this tells without a hash.
#[derive(Clone)]
pub struct Lengths([u32; 256]);

impl Lengths {
    /// Whether there may be such a word.
    pub fn may_have(&self, word: &str) -> bool {
        word.bytes().next().is_some_and(|first| self.0[usize::from(first)] & Self::bit(word) != 0)
    }

    /// Takes a word in.
    pub fn add(&mut self, word: &str) {
        if let Some(first) = word.bytes().next() {
            self.0[usize::from(first)] |= Self::bit(word);
        }
    }

    /// Long words share a bit.
    fn bit(word: &str) -> u32 {
        1 << word.len().min(31)
    }
}

impl Default for Lengths {
    fn default() -> Self {
        Self([0; 256])
    }
}

/// The entries of a list in the order of the file, with their values.
pub fn entries(source: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    source
        .lines()
        .map(|line| line.split_once('#').map_or(line, |(entry, _)| entry).trim_end())
        .filter(|line| !line.is_empty())
        .map(|line| line.split_once('\t').map_or((line, ""), |(entry, value)| (entry, value.trim())))
}

macro_rules! list {
    ($file:literal) => {
        LazyLock::new(|| List::parse(include_str!(concat!("../data/lexicon/", $file, ".txt"))))
    };
}

/// The words of dates, sums and numbers with their classes, and the rows they are written in; `entity::patterns` reads them.
pub const VALUE_WORDS: &str = include_str!("../data/lexicon/value_words.txt");
#[allow(missing_docs, reason = "as above")]
pub const VALUE_ROWS: &str = include_str!("../data/lexicon/value_rows.txt");

/// Signs and words for several currencies, with a country or without, and the currency that is meant.
pub static CURRENCIES: LazyLock<List> = list!("currencies");

/// Other names of places, lower-cased, with the one that they are compared by.
pub static PLACE_NAMES: LazyLock<List> = list!("place_names");

/// Countries of names of places, peoples and seats of government, several where several share a name.
pub static PLACE_COUNTRIES: LazyLock<List> = list!("place_countries");

/// Other spellings of given names, lower-cased, with the one that they are compared by.
pub static GIVEN_SPELLINGS: LazyLock<List> = list!("given_spellings");

/// Words that tell whether a date in their sentence is past or "ahead".
pub static TENSES: LazyLock<List> = list!("tenses");

/// Words whose period belongs to them, without it.
pub static ABBREVIATIONS: LazyLock<List> = list!("abbreviations");

/// Words that open a sentence after an abbreviation.
pub static SENTENCE_OPENERS: LazyLock<List> = list!("sentence_openers");

/// Honorifics and short ranks, with the gender they tell.
pub static TITLES: LazyLock<List> = list!("titles");

/// Nouns that tell the gender of whom they describe.
pub static GENDER_NOUNS: LazyLock<List> = list!("gender_nouns");

/// Nouns that say what a person is, with "kin" or "style" where they are that.
pub static ROLE_NOUNS: LazyLock<List> = list!("role_nouns");

/// Codes of states and provinces.
pub static STATE_CODES: LazyLock<List> = list!("state_codes");

/// Words in lower case that stand before such a noun.
pub static ROLE_MODIFIERS: LazyLock<List> = list!("role_modifiers");

/// Parts of countries that lists give as the country.
pub static COUNTRY_PARTS: LazyLock<List> = list!("country_parts");

/// Words that tell what the name around them is; `entity/cues.rs` reads the roles.
pub const NAME_WORDS: &str = include_str!("../data/lexicon/name_words.txt");

/// Words that tell events, works and laws apart; `entity/types.rs` reads them.
pub const TYPE_WORDS: &str = include_str!("../data/lexicon/type_words.txt");

/// Languages that bear a people's name.
pub static LANGUAGES: LazyLock<List> = list!("languages");

/// What a name is by the word beside it; `entity/cues.rs` reads the weights.
pub const NAME_CONTEXTS: &str = include_str!("../data/lexicon/name_contexts.txt");

/// The commonest English words, lower-cased.
pub static COMMON_WORDS: LazyLock<List> = list!("common_words");

/// Words of the names of papers and sections, lower-cased.
pub static MASTHEAD_WORDS: LazyLock<List> = list!("masthead_words");

/// What stands behind the apostrophe of an elision, lower-cased.
pub static ELISIONS: LazyLock<List> = list!("elisions");

/// Verbs of communication with the frames they take, as written; `quote/cues.rs` makes their forms.
pub static CUES: &str = include_str!("../data/lexicon/cues.txt");

/// Words between a subject and its verb, with what they make of it.
pub static AUXILIARIES: LazyLock<List> = list!("auxiliaries");

/// Verbs on which an infinitive hangs, with whether anybody says it.
pub static VERB_CHAINS: LazyLock<List> = list!("verb_chains");

/// Words that open a noun phrase.
pub static DETERMINERS: LazyLock<List> = list!("determiners");

/// Words that open a prepositional phrase.
pub static PREPOSITIONS: LazyLock<List> = list!("prepositions");

/// Words that part a clause from the one before it.
pub static CLAUSE_OPENERS: LazyLock<List> = list!("clause_openers");

/// Common nouns that speak, with the kind of source they are; those that say what a person is speak as a person.
pub static SPEAKER_NOUNS: LazyLock<List> = LazyLock::new(|| {
    let roles = ROLE_NOUNS.values.keys().map(|&noun| (noun, "person"));
    // Of two values of a word the last holds.
    roles.chain(entries(include_str!("../data/lexicon/speaker_nouns.txt"))).collect()
});

/// Words before a colon that label a paragraph and name no speaker, lower-cased.
pub static LABELS: LazyLock<List> = list!("labels");
