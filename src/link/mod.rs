//! Links: a document's mentions in, the entities they name out. Every pass is linear in the mentions.

mod appositions;
mod bodies;
mod dateline;
mod full_names;
mod misspelt;
mod names;
mod people;
mod places;
mod predicates;
mod renamed;
mod roles;
mod sites;

use crate::entity::Mention;
use crate::entity::calendar::Day;
use crate::text::{Document, Span};
use crate::view::EntityType;
use dateline::Dateline;

/// One thing in the world and the mentions of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// Its type.
    pub label: EntityType,
    /// The fullest name that the article uses.
    pub name: String,
    /// Indices of its mentions, in text order.
    pub mentions: Vec<usize>,
    /// The role that the article gives a person.
    pub role: Option<Span>,
    /// ISO 3166-1 alpha-2 of a country.
    pub country: Option<&'static str>,
    /// Normalised value.
    pub value: Option<String>,
}

/// Entities, in the order of their first mentions, and the way back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Links {
    /// The entities.
    pub entities: Vec<Entity>,
    /// For each mention the index of its entity.
    pub of_mention: Vec<usize>,
}

/// Joins the mentions that name one thing, and tells what the article and the lists say of it. Dates are told from `day` or, where
/// it is not given, from the day in the article's dateline.
#[must_use]
pub fn link_names(document: &Document, mentions: &[Mention], day: Option<Day>) -> Links {
    let dateline = Dateline::read(document, mentions, day);
    let mut names = names::gather(document, mentions, &dateline);
    people::join(document, mentions, &mut names);
    bodies::join(document, mentions, &mut names);
    sites::join(&mut names);
    renamed::join(document, mentions, &mut names);
    let mut links = Links::default();
    let mut entity_of_name = vec![None; names.all.len()];
    for (i, mention) in mentions.iter().enumerate() {
        let name = names.of_mention[i];
        let entity = *entity_of_name[name].get_or_insert_with(|| {
            links.entities.push(Entity {
                label: mention.label,
                name: String::new(),
                mentions: Vec::new(),
                role: None,
                country: None,
                value: names.all[name].value.take(),
            });
            links.entities.len() - 1
        });
        links.entities[entity].mentions.push(i);
        links.of_mention.push(entity);
    }
    for entity in &mut links.entities {
        entity.name = names::fullest(document, mentions, entity);
        let said = names.all[names.of_mention[entity.mentions[0]]].country;
        entity.country = said.or_else(|| places::country(entity.label, &entity.name));
    }
    places::settle_countries(document, mentions, &mut links.entities);
    for (entity, role) in roles::find(document, mentions, &links) {
        links.entities[entity].role = Some(role);
    }
    links
}
