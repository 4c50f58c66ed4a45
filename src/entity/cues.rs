//! What single words say about the names in and around them: a word in, its roles or votes out.
//! The words are data: `data/lexicon/name_words.txt` and `name_contexts.txt`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::exp::exp;
use crate::lexicon::{NAME_CONTEXTS, NAME_WORDS, entries};
use crate::view::EntityType;

/// The types that names have; they come first in [`EntityType`], so that `as usize` is the place of their votes.
pub const NAME_TYPES: [EntityType; 11] = [
    EntityType::Person,
    EntityType::Norp,
    EntityType::Fac,
    EntityType::Org,
    EntityType::Gpe,
    EntityType::Loc,
    EntityType::Product,
    EntityType::Event,
    EntityType::WorkOfArt,
    EntityType::Law,
    EntityType::Language,
];

/// How the lexicon writes them.
const WRITTEN: [&str; NAME_TYPES.len()] =
    ["PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"];

/// How much speaks for each of [`NAME_TYPES`], in log odds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Votes(pub [f32; NAME_TYPES.len()]);

impl Votes {
    /// Adds `weight` to one type.
    pub fn add(&mut self, label: EntityType, weight: f32) {
        if let Some(votes) = self.0.get_mut(label as usize) {
            *votes += weight;
        }
    }

    /// Adds all of `other`, times `weight`.
    pub fn add_all(&mut self, other: &Self, weight: f32) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine += weight * theirs;
        }
    }

    /// The types with their probabilities, likeliest first.
    #[must_use]
    pub fn ranked(&self) -> [(EntityType, f32); NAME_TYPES.len()] {
        let shares = self.shares();
        let mut ranked = NAME_TYPES.map(|t| (t, shares[t as usize]));
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
        ranked
    }

    /// The likeliest type with its probability: the first of those that are [`ranked`](Self::ranked).
    #[must_use]
    pub fn likeliest(&self) -> (EntityType, f32) {
        let shares = self.shares();
        let best = (1..shares.len()).fold(0, |best, i| if shares[i] > shares[best] { i } else { best });
        (NAME_TYPES[best], shares[best])
    }

    /// The probability of each of [`NAME_TYPES`].
    #[must_use]
    pub fn shares(&self) -> [f32; NAME_TYPES.len()] {
        let top = self.0.iter().fold(f32::MIN, |top, &v| if v > top { v } else { top });
        let mut shares = self.0;
        shares.iter_mut().for_each(|share| *share = exp(*share - top));
        let sum: f32 = shares.iter().sum();
        shares.iter_mut().for_each(|share| *share /= sum);
        shares
    }
}

/// What a word does in names; several roles at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Roles(u32);

macro_rules! roles {
    ($($(#[$doc:meta])* $name:ident = $word:literal at $bit:literal;)*) => {
        impl Roles {
            $($(#[$doc])* pub const $name: Self = Self(1 << $bit);)*

            fn parse(words: &str) -> Self {
                Self(words.split(' ').map(|word| match word {
                    $($word => Self::$name.0,)*
                    other => panic!("name_words.txt: {other:?} is no role"),
                }).sum())
            }
        }
    };
}

roles! {
    /// Stands before a person's name.
    TITLE = "title" at 0;
    /// Ends the name of an organisation.
    ORG = "org" at 1;
    /// Ends the name of a building or site.
    FAC = "fac" at 2;
    /// Ends the name of a natural place.
    LOC = "loc" at 3;
    /// Ends the name of a political place.
    GPE = "gpe" at 4;
    /// Ends the name of an event.
    EVENT = "event" at 5;
    /// Ends the name of a law or treaty.
    LAW = "law" at 6;
    /// Ends the name of a work or prize.
    WORK = "work" at 7;
    /// Opens the name of a natural place.
    LOC_FIRST = "loc-first" at 8;
    /// Opens the name of a building or site.
    FAC_FIRST = "fac-first" at 9;
    /// Opens the name of an event.
    EVENT_FIRST = "event-first" at 10;
    /// A legal form of companies.
    CORP = "corp" at 11;
    /// Inside a person's name.
    PARTICLE = "particle" at 12;
    /// Opens a person's name.
    PERSON_FIRST = "person-first" at 13;
    /// Ends a person's name.
    SUFFIX = "suffix" at 14;
    /// A weekday or month.
    DATE = "date" at 15;
    /// The name goes on after its possessive.
    JOIN_OF = "join-of" at 16;
    /// A field of work: ends names of bodies, and goes on after "and" in them.
    FIELD = "field" at 17;
    /// Opens sentences and headlines, no part of a name there.
    FUNCTION = "function" at 18;
    /// In capitals, and yet no name.
    NO_NAME = "no-name" at 19;
    /// A title only beside another one.
    TITLE_NEXT = "title-next" at 20;
    /// Joined to a people's name by a hyphen.
    PEOPLE_FIRST = "people-first" at 21;
    /// A kind of work, beside its title.
    WORK_NOUN = "work-noun" at 22;
}

impl Roles {
    /// Whether it has one of `others`.
    #[must_use]
    pub fn any(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    /// All of them, a bit each.
    #[must_use]
    pub fn bits(self) -> u32 {
        self.0
    }

    /// Both together.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Words that end a name of a kind they tell.
    pub const HEAD: Self = Self::ORG
        .or(Self::FAC)
        .or(Self::LOC)
        .or(Self::GPE)
        .or(Self::EVENT)
        .or(Self::LAW)
        .or(Self::WORK)
        .or(Self::CORP)
        .or(Self::FIELD);

    /// Words that open a name of a kind they tell.
    pub const HEAD_FIRST: Self = Self::LOC_FIRST.or(Self::FAC_FIRST).or(Self::EVENT_FIRST);
}

static ROLES: LazyLock<FxHashMap<&str, Roles>> =
    LazyLock::new(|| entries(NAME_WORDS).map(|(word, roles)| (word, Roles::parse(roles))).collect());

type Contexts = FxHashMap<&'static str, Vec<(EntityType, f32)>>;

/// Votes of the word before and of the word after a name.
static CONTEXTS: LazyLock<(Contexts, Contexts)> = LazyLock::new(|| {
    let (mut before, mut after) = (Contexts::default(), Contexts::default());
    for (pattern, vote) in entries(NAME_CONTEXTS) {
        let vote = parse_vote(vote).unwrap_or_else(|| panic!("name_contexts.txt: {pattern:?} has no vote"));
        match (pattern.strip_suffix(" _"), pattern.strip_prefix("_ ")) {
            (Some(word), None) => before.entry(word).or_default().push(vote),
            (None, Some(word)) => after.entry(word).or_default().push(vote),
            _ => panic!("name_contexts.txt: {pattern:?} is no context"),
        }
    }
    (before, after)
});

fn parse_vote(vote: &str) -> Option<(EntityType, f32)> {
    let (label, weight) = vote.split_once(' ')?;
    let label = WRITTEN.iter().position(|&name| name == label)?;
    Some((NAME_TYPES[label], weight.parse().ok()?))
}

/// The roles of a word as it is written.
#[must_use]
pub fn roles(word: &str) -> Roles {
    ROLES.get(word).copied().unwrap_or_default()
}

/// What the word before a name says about it.
#[must_use]
pub fn votes_before(word: &str) -> &'static [(EntityType, f32)] {
    CONTEXTS.0.get(word).map_or(&[], Vec::as_slice)
}

/// What the word after a name says about it.
#[must_use]
pub fn votes_after(word: &str) -> &'static [(EntityType, f32)] {
    CONTEXTS.1.get(word).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_stand_where_their_votes_are() {
        assert!(NAME_TYPES.iter().enumerate().all(|(i, &t)| t as usize == i));
    }

    #[test]
    fn the_data_is_read() {
        assert!(roles("University").any(Roles::HEAD));
        assert!(roles("Port").any(Roles::HEAD) && roles("Port").any(Roles::HEAD_FIRST));
        assert_eq!(votes_before("told")[0].0, EntityType::Org);
        assert!(votes_after("said")[0].1 > 1.0);
    }
}
