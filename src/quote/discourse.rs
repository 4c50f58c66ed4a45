//! What is known so far of who speaks in the document: each speaker as it is found in, who spoke last and of which gender people are out.

use rustc_hash::FxHashMap;

use super::context::Context;
use crate::entity::gazetteer::{self, Gender, Kinds};
use crate::lexicon::{GENDER_NOUNS, TITLES};
use crate::view::EntityType;

/// Who has spoken, and what was told of them.
#[derive(Debug)]
pub struct Discourse {
    /// For each token whether it is part of what someone is reported to say.
    reported: Vec<bool>,
    /// The entities that spoke, latest last.
    speakers: Vec<usize>,
    /// The token at which each was last named as who speaks, by a pronoun or a description too.
    places: FxHashMap<usize, usize>,
    /// The token behind who spoke without a name, where no one else has since, and for how many paragraphs on pronouns may be theirs.
    nameless: Option<(usize, usize)>,
    /// What told an entity's gender: pronouns, titles, its given name; and whether that was the given name alone, which may mislead.
    genders: FxHashMap<usize, (Gender, bool)>,
}

impl Discourse {
    /// No one has spoken yet; `reported` tells of each token whether it is part of what someone will be reported to say.
    pub fn new(reported: Vec<bool>) -> Self {
        Self {
            reported,
            speakers: Vec::new(),
            places: FxHashMap::default(),
            nameless: None,
            genders: FxHashMap::default(),
        }
    }

    /// Whether token `i` is part of what someone is reported to say.
    pub fn is_reported(&self, i: usize) -> bool {
        self.reported[i]
    }

    /// Notes that `entity` spoke, named at token `at`.
    pub fn spoke(&mut self, entity: usize, at: usize) {
        self.speakers.push(entity);
        self.places.insert(entity, at);
        self.nameless = None;
    }

    /// Notes that someone without a name spoke ("a dentist", "his lawyer"), named so before token `at`, who is meant for so many
    /// paragraphs on.
    pub fn spoke_nameless(&mut self, at: usize, paragraphs: usize) {
        self.nameless = Some((at, paragraphs));
    }

    /// The token behind who spoke without a name, where no one else has since, and for how many paragraphs on pronouns may be theirs.
    pub fn nameless(&self) -> Option<(usize, usize)> {
        self.nameless
    }

    /// The entity that spoke last.
    pub fn last(&self) -> Option<usize> {
        self.speakers.last().copied()
    }

    /// The token at which an entity was last named as who speaks.
    pub fn spoke_at(&self, entity: usize) -> Option<usize> {
        self.places.get(&entity).copied()
    }

    /// The people who spoke last, the latest first, three at most.
    pub fn last_people(&self, context: &Context) -> Vec<usize> {
        let mut recent: Vec<usize> = Vec::new();
        for &entity in self.speakers.iter().rev().take(12) {
            if recent.len() < 3
                && !recent.contains(&entity)
                && context.links.entities[entity].label == EntityType::Person
            {
                recent.push(entity);
            }
        }
        recent
    }

    /// The entity's gender, from its titles, its given name or the pronouns that stood for it.
    pub fn gender(&mut self, context: &Context, entity: usize) -> Option<Gender> {
        if let Some((gender, _)) = self.genders.get(&entity) {
            return Some(*gender);
        }
        let links = &context.links.entities[entity];
        let titled = links.mentions.iter().take(6).find_map(|&m| {
            let start = context.tokens_of(m).start;
            let title = context.word(start.checked_sub(1)?).trim_end_matches('.');
            // "his wife, Ana", "her brother Peter"
            let kin = || {
                let at = start - if title == "," { 2.min(start) } else { 1 };
                GENDER_NOUNS.get(&context.lower(at))
            };
            told(TITLES.get(title).or_else(kin)?)
        });
        // "Ana Lopez"; also "Crooked Ana Lopez".
        let given = || match links.name.rsplit_once([' ', '-']) {
            Some((given, _)) => given.split([' ', '-']).find_map(gazetteer::gender),
            None => gazetteer::gender(&links.name).filter(|_| !is_surname(&links.name)),
        };
        let described = || told(links.role?.of(context.document.text).split(' ').find_map(|w| GENDER_NOUNS.get(w))?);
        let by_name = if titled.is_none() { given() } else { None };
        let gender = titled.or(by_name).or_else(described);
        if let Some(gender) = gender {
            self.genders.insert(entity, (gender, by_name.is_some()));
        }
        gender
    }

    /// Whether an entity's gender is known by nothing but its given name.
    pub fn is_guessed(&self, entity: usize) -> bool {
        self.genders.get(&entity).is_some_and(|&(_, by_name)| by_name)
    }

    /// Notes what a pronoun told of whom it stood for.
    pub fn tell_gender(&mut self, entity: usize, gender: Gender) {
        self.genders.entry(entity).or_insert((gender, false));
    }
}

/// The gender that a word's entry in the lists tells.
pub fn told(entry: &str) -> Option<Gender> {
    match entry {
        "m" => Some(Gender::Male),
        "f" => Some(Gender::Female),
        _ => None,
    }
}

/// Whether a name of one word may be a surname: "Kelly" alone is no given name.
fn is_surname(name: &str) -> bool {
    gazetteer::lookup(name).is_some_and(|entry| entry.kinds.any(Kinds::SURNAME))
}
