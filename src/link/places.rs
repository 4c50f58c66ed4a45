//! Names of places and peoples in, their countries out, as the lists and the article tell; other names for a country are its own.

use rustc_hash::FxHashMap;

use super::Entity;
use crate::entity::Mention;
use crate::entity::gazetteer::{self, Kinds};
use crate::lexicon::{COUNTRY_PARTS, PLACE_COUNTRIES, STATE_CODES};
use crate::text::{Document, Span};
use crate::view::EntityType;

/// The country of a place or people, ISO 3166-1 alpha-2, by its name alone.
pub fn country(label: EntityType, name: &str) -> Option<&'static str> {
    use EntityType::{Fac, Gpe, Loc, Norp, Org};
    let name = bare(name);
    match label {
        Norp => senses(name).next().or_else(|| {
            // "Berber" is a people, whatever the town of that name is in.
            let known = gazetteer::lookup(name).or_else(|| gazetteer::lookup(&in_title_case(name)))?;
            known.country.filter(|_| known.kinds.any(Kinds::NATIONALITY))
        }),
        Gpe | Loc | Fac => senses(name).next().or_else(|| {
            let listed = gazetteer::country(name).or_else(|| gazetteer::country(&in_title_case(name)));
            // "Paris, Texas"
            listed.or_else(|| name.rsplit_once(", ").and_then(|(_, within)| gazetteer::country(within)))
        }),
        Org => senses(name).next().filter(|_| !name.is_empty() && gazetteer::country(name).is_none()),
        _ => None,
    }
}

/// The countries that a name of several is in, the likeliest first.
fn senses(name: &str) -> impl Iterator<Item = &'static str> {
    let known = PLACE_COUNTRIES.get(name).or_else(|| PLACE_COUNTRIES.get(&in_title_case(name)));
    let known = known.or_else(|| STATE_CODES.get(name));
    known.unwrap_or_default().split(' ').filter(|country| !country.is_empty())
}

/// The country of which this is one of the names: "US" and "United States" are one.
pub fn same_country(label: EntityType, name: &str) -> Option<&'static str> {
    let name = bare(name);
    if label != EntityType::Gpe || COUNTRY_PARTS.contains(name) {
        return None;
    }
    let is_country = |name: &str| gazetteer::is_country(name).then(|| gazetteer::country(name)).flatten();
    is_country(name).or_else(|| is_country(&in_title_case(name)))
}

/// The country that the article says a city is in: of "Paris" in "Paris, Texas," and "Nairobi, Kenya".
pub fn said_country(document: &Document, mentions: &[Mention], i: usize) -> Option<&'static str> {
    let (place, within) = (mentions.get(i)?, mentions.get(i + 1)?);
    let between = Span::new(place.span.end, within.span.start).of(document.text);
    if place.label != EntityType::Gpe || within.label != EntityType::Gpe || between != ", " {
        return None;
    }
    let (name, outer) = (bare(place.span.of(document.text)), bare(within.span.of(document.text)));
    let known = |name: &str| gazetteer::lookup(name).or_else(|| gazetteer::lookup(&in_title_case(name)));
    let kinds = known(outer).map(|entry| entry.kinds)?;
    let region = kinds.any(Kinds::REGION) && (!kinds.any(Kinds::CITY) || senses(outer).next().is_some());
    let is_outer = kinds.any(Kinds::COUNTRY) || region;
    let is_inner = known(name).is_none_or(|entry| !entry.kinds.any(Kinds::COUNTRY));
    // "Paris, Germany and Italy", "Paris, Germany, Italy" are lists.
    let listed = mentions.get(i + 2).is_some_and(|next| {
        let between = Span::new(within.span.end, next.span.start).of(document.text);
        next.label == EntityType::Gpe && matches!(between, ", " | " and " | ", and " | " or ")
    });
    if !is_outer || !is_inner || listed {
        return None;
    }
    // In "Athens, Georgia" it is the Georgia that Athens is in, or else, as the lists know no Athens in either, the part of a country.
    let own = country(EntityType::Gpe, name);
    let usual = senses(outer).find(|&sense| Some(sense) == own);
    let part = || senses(outer).last().filter(|_| kinds.any(Kinds::COUNTRY));
    usual.or_else(part).or_else(|| country(EntityType::Gpe, outer))
}

/// Whether a name of a city and of a region means the region: "Washington state", "Seattle, Washington".
pub fn is_region(document: &Document, mentions: &[Mention], i: usize) -> bool {
    let place = &mentions[i];
    if place.label != EntityType::Gpe {
        return false;
    }
    let name = bare(place.span.of(document.text));
    let behind = document.text[place.span.end..].strip_prefix(' ').unwrap_or_default();
    let called = behind.starts_with("state ") || behind.starts_with("State ");
    let before = i.checked_sub(1).map(|i| &mentions[i]).filter(|before| {
        let between = Span::new(before.span.end, place.span.start).of(document.text);
        before.label == EntityType::Gpe && between == ", "
    });
    let listed = mentions.get(i + 1).is_some_and(|next| {
        let between = Span::new(place.span.end, next.span.start).of(document.text);
        next.label == EntityType::Gpe && matches!(between, ", " | " and " | ", and " | " or ")
    });
    let holds = before.filter(|_| !listed).is_some_and(|before| {
        let inner = bare(before.span.of(document.text));
        !gazetteer::is_country(inner) && country(EntityType::Gpe, inner) == country(EntityType::Gpe, name)
    });
    let both = |kinds: Kinds| kinds.any(Kinds::CITY) && kinds.any(Kinds::REGION);
    (called || holds) && gazetteer::lookup(name).is_some_and(|entry| both(entry.kinds))
}

/// Whether a name means the city known all over the world wherever it stands alone.
pub fn is_world_city(name: &str) -> bool {
    gazetteer::lookup(bare(name)).is_some_and(|entry| entry.place_rank == 3)
}

/// Weighs the countries of names that several have by what else the article names: "Georgia" beside Atlanta and Alabama.
pub fn settle_countries(document: &Document, mentions: &[Mention], entities: &mut [Entity]) {
    let mut told: FxHashMap<&str, u32> = FxHashMap::default();
    let mut open = Vec::new();
    for (i, entity) in entities.iter().enumerate() {
        let place = matches!(entity.label, EntityType::Gpe | EntityType::Loc | EntityType::Norp);
        let Some(country) = entity.country.filter(|_| place) else { continue };
        if senses(&entity.name).nth(1).is_some() && senses(&entity.name).next() == Some(country) {
            open.push(i);
        } else if entity.label == EntityType::Norp || gazetteer::is_country(&entity.name) {
            *told.entry(country).or_default() += 1;
        } else {
            *told.entry(country).or_default() += 2;
        }
    }
    for i in open {
        let whole = gazetteer::is_country(&entities[i].name);
        let score = |country: &str| {
            // A part of a country is told by other parts of it, hardly by the country.
            told.get(country).copied().unwrap_or(0) + said_beside(document, mentions, &entities[i], country, whole)
        };
        let mut countries = senses(&entities[i].name);
        let Some(first) = countries.next() else { continue };
        let mut said = entities[i].mentions.iter().take(20).map(|&mention| said_country(document, mentions, mention));
        if said.any(|country| country == Some(first)) {
            continue;
        }
        let usual = score(first);
        let other = countries.map(|country| (score(country), country)).max_by_key(|(score, _)| *score);
        if let Some((score, country)) = other
            && (if whole { score > 1 && score > 2 * usual } else { score > 2 && usual == 0 })
        {
            entities[i].country = Some(country);
        }
    }
}

/// What stands right beside a name's mentions: "Atlanta, Georgia" speaks for one country, "Ukraine and Georgia" for a country of that name.
fn said_beside(document: &Document, mentions: &[Mention], entity: &Entity, country: &str, whole: bool) -> u32 {
    let mut score = 0;
    for &mention in entity.mentions.iter().take(20) {
        let Some(before) = mention.checked_sub(1).and_then(|i| mentions.get(i)) else { continue };
        if before.label != EntityType::Gpe {
            continue;
        }
        let between = Span::new(before.span.end, mentions[mention].span.start).of(document.text);
        let name = before.span.of(document.text);
        let is_country = same_country(EntityType::Gpe, name).is_some();
        let usual = senses(&entity.name).next() == Some(country);
        if between == ", " && !is_country {
            let own = self::country(EntityType::Gpe, name);
            // A city that is in neither by the lists is in the part of a country.
            let elsewhere = whole && !usual && !senses(&entity.name).any(|sense| Some(sense) == own);
            score += if own == Some(country) || elsewhere { 4 } else { 0 };
        } else if between == " and " && is_country && whole && usual {
            score += 2;
        }
    }
    score
}

fn bare(name: &str) -> &str {
    name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name)
}

/// "UNITED STATES" as "United States"; other writings as they are.
fn in_title_case(name: &str) -> String {
    if name.len() < 5 || name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    gazetteer::title_case(name)
}
