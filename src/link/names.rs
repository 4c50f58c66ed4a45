//! A document's mentions in, its distinct names out: what is written alike is one name. Later passes join names.

use rustc_hash::FxHashMap;

use super::Entity;
use super::dateline::{Context, Dateline};
use super::places;
use crate::entity::cues::{Roles, roles};
use crate::entity::gazetteer::{self, Kinds, fold_into};
use crate::entity::{Mention, values};
use crate::lexicon::{GIVEN_SPELLINGS, PLACE_NAMES, TITLES};
use crate::text::chars::{is_apostrophe, is_hyphen};
use crate::text::{Document, Span};
use crate::view::EntityType;

/// The names of a document.
pub struct Names {
    /// Each distinct name, in the order of its first mention.
    pub all: Vec<Name>,
    /// For each mention the index of its name, or of the name it was joined to.
    pub of_mention: Vec<usize>,
}

/// One way of writing, however often it occurs.
pub struct Name {
    /// What it names.
    pub label: EntityType,
    /// Its words without case, accents, possessive, "the", and what stands behind a person's name ("Jr.").
    pub words: Vec<String>,
    /// "jr", "iii": what stands behind a person's name and tells him from his father.
    pub suffix: Option<String>,
    /// As it is written where it stands first.
    pub first: Span,
    /// Whether it is a short name that may mean a longer one.
    pub short: bool,
    /// Whether it names a family: "the Roe brothers".
    pub family: bool,
    /// The value of a date, sum or number.
    pub value: Option<String>,
    /// The country that the article puts a city in against the lists: "Paris, Texas".
    pub country: Option<&'static str>,
}

impl Names {
    /// Gives all mentions of one name to another. Chains are followed by [`Names::settle`].
    pub fn settle(&mut self, into: &[usize]) {
        let mut root = into.to_vec();
        for name in 0..root.len() {
            // Joins go to a name that was itself joined earlier or not at all, so that few steps reach the end.
            let mut at = name;
            while root[at] != at {
                at = root[at];
            }
            let end = at;
            let mut at = name;
            while root[at] != at {
                at = std::mem::replace(&mut root[at], end);
            }
        }
        for name in &mut self.of_mention {
            *name = root[*name];
        }
    }
}

/// Groups the mentions that are written alike. A date that means two days ("Friday") is two names.
pub fn gather(document: &Document, mentions: &[Mention], dateline: &Dateline) -> Names {
    let mut known: FxHashMap<(EntityType, String), usize> = FxHashMap::default();
    let mut written: FxHashMap<(EntityType, &str, Context), usize> = FxHashMap::default();
    let mut names = Names { all: Vec::new(), of_mention: Vec::with_capacity(mentions.len()) };
    let mut said = SaidCountries::default();
    for mention in mentions {
        let text = mention.span.of(document.text);
        let context = dateline.context(document, mention);
        let family = mention.label == EntityType::Person && is_family(document, mention);
        let country = said.country(document, mentions, names.of_mention.len());
        let region = places::is_region(document, mentions, names.of_mention.len());
        let besides = if family { Some("family") } else { country.or(region.then_some("region")) };
        let context = (context.0, besides.unwrap_or(context.1));
        if let Some(&name) = written.get(&(mention.label, text, context)) {
            names.of_mention.push(name);
            continue;
        }
        let (words, suffix) = fold(mention.label, text);
        let value = values::value(mention.label, text, &dateline.setting(context));
        let key = places::same_country(mention.label, text).map_or_else(
            || {
                let behind = suffix.as_deref().or(value.as_deref()).unwrap_or_default();
                format!("{} {behind} {}", words.join(" "), besides.unwrap_or_default())
            },
            |code| format!("={code}"),
        );
        let name = *known.entry((mention.label, key)).or_insert_with(|| {
            names.all.push(Name {
                label: mention.label,
                words,
                suffix,
                first: mention.span,
                short: false,
                family,
                value,
                country,
            });
            names.all.len() - 1
        });
        written.insert((mention.label, text, context), name);
        names.of_mention.push(name);
    }
    names
}

/// Cities that the article put in a country against the lists, so that they are there also where it does not say so again.
#[derive(Default)]
struct SaidCountries<'t>(FxHashMap<&'t str, &'static str>);

impl<'t> SaidCountries<'t> {
    fn country(&mut self, document: &Document<'t>, mentions: &[Mention], i: usize) -> Option<&'static str> {
        let name = mentions[i].span.of(document.text);
        if mentions[i].label != EntityType::Gpe {
            return None;
        }
        if let Some(country) = places::said_country(document, mentions, i) {
            let against = places::country(EntityType::Gpe, name) != Some(country);
            return if against {
                self.0.insert(name, country);
                Some(country)
            } else {
                self.0.remove(name);
                None
            };
        }
        self.0.get(name).copied().filter(|_| !places::is_world_city(name))
    }
}

/// Whether a surname means those who bear it: "the Roe brothers". ("The Roes" have a name of their own.)
fn is_family(document: &Document, mention: &Mention) -> bool {
    if mention.span.of(document.text).contains(char::is_whitespace) {
        return false;
    }
    let tokens = document.tokens_in(mention.span);
    matches!(
        document.word(tokens.end),
        "family"
            | "families"
            | "brothers"
            | "sisters"
            | "siblings"
            | "twins"
            | "couple"
            | "clan"
            | "dynasty"
            | "household"
    )
}

/// The words of a name as they are compared, and what stands behind a person's.
fn fold(label: EntityType, text: &str) -> (Vec<String>, Option<String>) {
    let text = text.strip_suffix(['s', 'S']).filter(|t| t.ends_with(is_apostrophe)).unwrap_or(text);
    let mut bytes = Vec::with_capacity(text.len());
    fold_into(text.trim_end_matches(is_apostrophe), &mut bytes);
    let folded = String::from_utf8_lossy(&bytes).to_lowercase();
    let mut words: Vec<String> = Vec::new();
    for word in folded.split_whitespace() {
        // "Bo ‘Kid’ Roe"
        let word = match word.trim_matches(['\'', '"', '“', '”']) {
            "" => word,
            word if label == EntityType::Person => GIVEN_SPELLINGS.get(word).unwrap_or(word),
            _ => word,
        };
        // "al-Roe" is "al" and "Roe", "Jean-Pierre" one word.
        match word.split_once(is_hyphen) {
            Some((particle, rest)) if label == EntityType::Person && roles(particle).any(Roles::PARTICLE) => {
                words.extend([particle, rest].into_iter().filter(|w| !w.is_empty()).map(str::to_owned));
            }
            _ => words.push(word.to_owned()),
        }
    }
    // "Don" and "Dean" are given names too.
    let given = |word: &str| gazetteer::lookup(word).is_some_and(|entry| entry.kinds.any(Kinds::GIVEN));
    let titled = |words: &[String]| {
        let title = capitalized(words[0].trim_end_matches('.'));
        TITLES.contains(&title) && !given(&title)
    };
    if words.len() > 1 && (words[0] == "the" || label == EntityType::Person && titled(&words)) {
        words.remove(0);
    }
    match label {
        EntityType::Org => words.iter_mut().filter(|word| *word == "&").for_each(|word| *word = "and".to_owned()),
        EntityType::Gpe => {
            if let Some(name) = PLACE_NAMES.get(&words.join(" ")) {
                words = name.split(' ').map(str::to_owned).collect();
            }
        }
        _ => {}
    }
    let last = words.last().map_or("", |word| word.trim_end_matches('.'));
    let is_suffix = roles(&capitalized(last)).any(Roles::SUFFIX) || roles(&last.to_uppercase()).any(Roles::SUFFIX);
    let suffix = (label == EntityType::Person && words.len() > 2 && is_suffix).then(|| last.to_owned());
    if suffix.is_some() {
        words.pop();
        if let Some(last) = words.last_mut() {
            last.truncate(last.trim_end_matches(',').len());
        }
    }
    (words, suffix)
}

/// Names as they are joined: each leads to one that stands for it, in the end to itself.
pub struct Joins(pub Vec<usize>);

impl Joins {
    /// Nothing joined.
    pub fn new(names: &Names) -> Self {
        Self((0..names.all.len()).collect())
    }

    /// The name that stands for it.
    pub fn root(&self, mut name: usize) -> usize {
        while self.0[name] != name {
            name = self.0[name];
        }
        name
    }

    /// Joins `a` and `b`; the one that stands first stays.
    pub fn unite(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}

/// "bank" as "Bank".
pub fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The fullest name that the article uses: the most words, then not all in capitals, then the longest, then the first.
/// Of dates and numbers the first.
pub fn fullest(document: &Document, mentions: &[Mention], entity: &Entity) -> String {
    let text = |i: usize| mentions[i].span.of(document.text);
    let rank = |i: usize| {
        let name = text(i);
        let words = name.split_whitespace().count();
        let mixed = name.chars().any(char::is_lowercase) || words == 1 && name.len() < 6;
        (words, mixed, name.len())
    };
    let forms = entity.mentions.iter().copied();
    let named = (entity.label as usize) < EntityType::Date as usize;
    let longest = |forms: std::iter::Copied<std::slice::Iter<usize>>| {
        let ranked = forms.map(|i| (rank(i), i)).reduce(|a, b| if b.0 > a.0 { b } else { a });
        ranked.map(|(_, i)| i)
    };
    let best = if named { longest(forms) } else { forms.min() };
    let name = best.map_or("", text);
    // Names are marked without their possessive; this is for those that were not.
    let bare = name.strip_suffix('s').filter(|n| n.ends_with(is_apostrophe)).unwrap_or(name);
    bare.trim_end_matches(is_apostrophe).split_whitespace().collect::<Vec<_>>().join(" ")
}
