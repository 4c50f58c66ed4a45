//! What is known so far of who speaks in the document: each speaker as it is found in, who spoke last and of which gender people are out.

use rustc_hash::FxHashMap;

use super::context::Context;
use crate::entity::gazetteer::{self, Gender};
use crate::lexicon::TITLES;
use crate::view::EntityType;

/// Who has spoken, and what was told of them.
#[derive(Debug)]
pub struct Discourse {
    /// For each token whether it is part of what someone is reported to say.
    reported: Vec<bool>,
    /// The entities that spoke, latest last.
    speakers: Vec<usize>,
    /// The paragraph in which each spoke last.
    blocks: FxHashMap<usize, usize>,
    /// What pronouns and titles told of an entity's gender.
    genders: FxHashMap<usize, Gender>,
}

impl Discourse {
    /// No one has spoken yet; `reported` tells of each token whether it is part of what someone will be reported to say.
    pub fn new(reported: Vec<bool>) -> Self {
        Self { reported, speakers: Vec::new(), blocks: FxHashMap::default(), genders: FxHashMap::default() }
    }

    /// Whether token `i` is part of what someone is reported to say.
    pub fn is_reported(&self, i: usize) -> bool {
        self.reported[i]
    }

    /// Notes that `entity` spoke in a paragraph.
    pub fn spoke(&mut self, entity: usize, block: usize) {
        self.speakers.push(entity);
        self.blocks.insert(entity, block);
    }

    /// The entity that spoke last.
    pub fn last(&self) -> Option<usize> {
        self.speakers.last().copied()
    }

    /// The paragraph in which an entity spoke last.
    pub fn spoke_last(&self, entity: usize) -> Option<usize> {
        self.blocks.get(&entity).copied()
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
        if let Some(gender) = self.genders.get(&entity) {
            return Some(*gender);
        }
        let links = &context.links.entities[entity];
        let titled = links.mentions.iter().take(6).find_map(|&m| {
            let start = context.tokens_of(m).start;
            let title = context.word(start.checked_sub(1)?).trim_end_matches('.');
            match TITLES.get(title)? {
                "m" => Some(Gender::Male),
                "f" => Some(Gender::Female),
                _ => None,
            }
        });
        // "Ana Lopez"; also "Crooked Ana Lopez". A name of one word may be a surname.
        let given = || {
            let (given, _) = links.name.rsplit_once([' ', '-'])?;
            given.split([' ', '-']).find_map(gazetteer::gender)
        };
        let gender = titled.or_else(given);
        if let Some(gender) = gender {
            self.genders.insert(entity, gender);
        }
        gender
    }

    /// Notes what a pronoun told of whom it stood for.
    pub fn tell_gender(&mut self, entity: usize, gender: Gender) {
        self.genders.entry(entity).or_insert(gender);
    }
}
