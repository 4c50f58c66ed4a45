//! Links: a document's mentions in, the entities they name out.

use crate::entity::Mention;
use crate::text::{Document, Span};
use crate::view::EntityType;

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
    pub country: Option<String>,
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

/// Joins the mentions that name one thing.
#[must_use]
pub fn link_names(document: &Document, mentions: &[Mention]) -> Links {
    let mut links = Links::default();
    for (i, mention) in mentions.iter().enumerate() {
        let name = mention.span.of(document.text);
        let known = links.entities.iter().position(|e| e.name == name && e.label == mention.label);
        let entity = known.unwrap_or_else(|| {
            links.entities.push(Entity {
                label: mention.label,
                name: name.to_owned(),
                mentions: Vec::new(),
                role: None,
                country: None,
                value: None,
            });
            links.entities.len() - 1
        });
        links.entities[entity].mentions.push(i);
        links.of_mention.push(entity);
    }
    links
}
