//! People, bodies and places that a block by itself takes for each other: mentions in, the same out as the whole article and the
//! words beside them have it.

use rustc_hash::FxHashSet;

use super::Mention;
use super::cues::{Roles, roles};
use super::gazetteer::{Kinds, lookup, title_case};
use crate::lexicon::{AUXILIARIES, PREPOSITIONS};
use crate::text::{Document, Shape, Span, TokenKind};
use crate::view::EntityType::{self, Event, Fac, Gpe, Loc, Org, Person};

/// What opens the name of a natural place before "of".
const WATERS: &[&str] =
    &["Bay", "Cape", "Gulf", "Horn", "Isthmus", "Lake", "Plain", "Sea", "Strait", "Straits", "Valley"];

/// What ends the name of a place in small letters.
const REGIONS: &[&str] = &["region", "province", "county", "district", "prefecture", "state", "territory"];

/// What ends the name of a road.
const ROADS: &[&str] = &["Ave.", "Blvd.", "Rd.", "St."];

/// What a storm's name follows.
const STORMS: &[&str] = &["storm", "hurricane", "cyclone", "typhoon"];

/// Verbs that may follow a name with an article; other words in small letters are nouns, to which the article belongs.
const VERBS: &[&str] = &["said", "wrote", "have", "has", "had", "were", "are", "will"];

/// Sets them right.
#[must_use]
pub fn mend_mistaken(document: &Document, mut mentions: Vec<Mention>) -> Vec<Mention> {
    let surnames = surnames(document, &mentions);
    for mention in &mut mentions {
        mention.label = match mention.label {
            Person | Gpe | Org if is_road(mention.span.of(document.text)) => Fac,
            Person if is_body(document, mention, &surnames) || is_party(document, mention) => Org,
            Org => of_body(mention.span.of(document.text), &surnames),
            Loc if is_political(mention.span.of(document.text)) => Gpe,
            label => label,
        };
    }
    name_rivers(document, &mut mentions);
    name_storms(document, &mut mentions);
    take_given_titles(document, &mut mentions);
    mentions
}

/// "along the Kelvane": towns that no list has bear no article; rivers, ranges and regions do. So is "On Vaitu" an island.
fn name_rivers(document: &Document, mentions: &mut [Mention]) {
    let natural = |m: &&Mention| {
        if m.label != Gpe {
            return false;
        }
        let tokens = document.tokens_in(m.span);
        let before = tokens.start.checked_sub(1).map_or("", |i| document.word(i));
        let small =
            document.tokens.get(tokens.end).is_some_and(|t| t.kind == TokenKind::Word && t.shape == Shape::Lower);
        let next = document.word(tokens.end);
        // "the Oduva police"
        let noun = small && !PREPOSITIONS.contains(next) && !AUXILIARIES.contains(next) && next != "and";
        let last = document.word(tokens.end - 1);
        (matches!(before, "the" | "The") && !noun || before == "On")
            && m.span.of(document.text).contains(char::is_lowercase)
            && !roles(last).any(Roles::GPE.or(Roles::FAC))
            && !is_political(m.span.of(document.text))
            && lookup(m.span.of(document.text)).is_none_or(|e| !e.kinds.any(Kinds::PLACE))
    };
    let named: FxHashSet<&str> = mentions.iter().filter(natural).map(|m| m.span.of(document.text)).collect();
    for mention in mentions.iter_mut().filter(|m| m.label == Gpe && named.contains(m.span.of(document.text))) {
        mention.label = Loc;
    }
}

/// Storms bear people's names: "Tropical storm Odette", and "Odette" wherever the article has it alone.
fn name_storms(document: &Document, mentions: &mut [Mention]) {
    let storm = |m: &&Mention| {
        let before = document.token_at(m.span.start).checked_sub(1).map_or("", |i| document.word(i));
        matches!(m.label, Person | Gpe | Org | Loc)
            && STORMS.iter().any(|storm| storm.eq_ignore_ascii_case(before))
            && document.tokens_in(m.span).len() == 1
    };
    let named: FxHashSet<&str> = mentions.iter().filter(storm).map(|m| m.span.of(document.text)).collect();
    if named.is_empty() {
        return;
    }
    for mention in mentions.iter_mut().filter(|m| named.contains(m.span.of(document.text))) {
        mention.label = Event;
    }
}

/// "Labour's Dawn Roe": a party's possessive before a given name.
fn is_party(document: &Document, mention: &Mention) -> bool {
    let end = document.tokens_in(mention.span).end;
    let kinds = |word: &str, kinds: Kinds| lookup(word).is_some_and(|e| e.kinds.any(kinds));
    document.tokens.get(end).is_some_and(|t| t.kind == TokenKind::Clitic)
        && kinds(mention.span.of(document.text), Kinds::GROUP)
        && kinds(document.word(end + 1), Kinds::GIVEN)
}

/// "Griffith St.": a name and short for street or avenue.
fn is_road(name: &str) -> bool {
    name.rsplit_once(' ').is_some_and(|(_, head)| ROADS.contains(&head))
}

/// The surnames of those whom the article names in full.
fn surnames<'t>(document: &Document<'t>, mentions: &[Mention]) -> FxHashSet<&'t str> {
    let people = mentions.iter().filter(|m| m.label == Person);
    let last = people.filter_map(|m| m.span.of(document.text).rsplit_once(' ')).map(|(_, last)| last);
    last.filter(|last| last.contains(char::is_lowercase)).collect()
}

/// "the Mothers wrote": a word with an article that no one bears is no person, but may be a family.
fn is_body(document: &Document, mention: &Mention, surnames: &FxHashSet<&str>) -> bool {
    let tokens = document.tokens_in(mention.span);
    let article = tokens.start.checked_sub(1).is_some_and(|i| matches!(document.word(i), "the" | "The"));
    let word = document.word(tokens.start);
    let known = surnames.contains(word) || surnames.contains(word.trim_end_matches('s'));
    let noun = document.tokens.get(tokens.end).is_some_and(|next| {
        let small = next.kind == TokenKind::Word && next.shape == Shape::Lower;
        small && !VERBS.contains(&document.word(tokens.end)) || next.glued && document.word(tokens.end) == "-"
    });
    article && tokens.len() == 1 && !known && !noun
}

/// "NOVAK" is Peter Novak, "Isthmus of Roe" and "Roe autonomous region" are places, and other bodies bodies.
fn of_body(name: &str, surnames: &FxHashSet<&str>) -> EntityType {
    let shouted = name.len() > 2 && name.chars().all(char::is_uppercase);
    let head = name.rsplit_once(' ').map_or("", |(_, head)| head);
    if shouted && surnames.contains(title_case(name).as_str()) {
        Person
    } else if name.split_once(" of ").is_some_and(|(first, _)| WATERS.contains(&first)) {
        Loc
    } else if REGIONS.contains(&head) {
        Gpe
    } else {
        Org
    }
}

/// Natural places of whose name a list has a province too.
const NATURAL: &[&str] = &["Galapagos", "Kilimanjaro", "Sahel", "West Bank"];

/// States and provinces that a list has for natural places too: "Queensland", "Oduva Region", but not "Blue Nile" and "West Bank".
fn is_political(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or_default();
    let natural = roles(last).any(Roles::LOC) || NATURAL.contains(&name) || {
        last != name && lookup(last).is_some_and(|e| e.kinds.any(Kinds::LOCATION) && !e.kinds.any(Kinds::REGION))
    };
    let listed = lookup(name).is_some_and(|e| e.kinds.any(Kinds::REGION.with(Kinds::COUNTRY)) && e.country.is_some());
    let headed =
        last != name && last.starts_with(char::is_uppercase) && REGIONS.contains(&last.to_lowercase().as_str());
    listed && !natural || headed || name.ends_with(" autonomous region")
}

/// "Don Roe" where "Don" was taken for a title and is called so by itself elsewhere.
fn take_given_titles(document: &Document, mentions: &mut [Mention]) {
    let name = |m: &Mention| m.span.of(document.text);
    let titles = |m: &&Mention| m.label == Person && roles(name(m)).any(Roles::TITLE);
    let called: FxHashSet<&str> = mentions.iter().filter(titles).map(name).collect();
    if called.is_empty() {
        return;
    }
    let mut end = 0;
    for mention in mentions.iter_mut() {
        let start = document.token_at(mention.span.start);
        if let Some(title) = start.checked_sub(1).map(|i| document.tokens[i].span)
            && mention.label == Person
            && title.start >= end
            && Span::new(title.end, mention.span.start).of(document.text) == " "
            && called.contains(title.of(document.text))
        {
            mention.span.start = title.start;
        }
        end = mention.span.end;
    }
}
