//! Whom a description stands for: in, the tokens of "the minister" or "the agency"; out, the entity that the document calls so.

use super::antecedents::WINDOW;
use super::context::Context;
use super::source;
use crate::lexicon::DETERMINERS;
use crate::view::EntityType;

/// The entity that a definite description means: "the minister" whose role says so, "the agency" named just before.
pub fn describe(context: &Context, tokens: std::ops::Range<usize>, head: usize) -> Option<usize> {
    let definite = matches!(context.lower(tokens.start).as_ref(), "the" | "this" | "that");
    if !definite {
        return None;
    }
    let noun = context.lower(head);
    let kind = source::noun_kind(&noun);
    if kind == Some("body") || kind == Some("document") {
        return body_named(context, tokens.start, &noun);
    }
    // Only "the" and one or two words: "the senior official from the ministry" is nobody named.
    if tokens.end != head + 1 || tokens.len() > 3 || noun.ends_with('s') {
        return None;
    }
    let mut found = None;
    let mut checked = 0;
    let first = context.mentions.partition_point(|m| m.span.start < context.document.tokens[tokens.start].span.start);
    for m in (0..first).rev() {
        if !context.is_person(m) {
            continue;
        }
        checked += 1;
        if checked > WINDOW {
            break;
        }
        let entity = context.links.of_mention[m];
        let Some(role) = context.links.entities[entity].role else { continue };
        let role = role.of(context.document.text).to_lowercase();
        if role.split(|c: char| !c.is_alphanumeric()).any(|w| w == noun) {
            found = Some(entity);
            break;
        }
    }
    found
}

/// Whether a people's name is of one of them: "the Swede said", but "the Swedes said", "the Swedish said".
pub fn is_one_of_people(context: &Context, mention: usize) -> bool {
    let tokens = context.tokens_of(mention);
    let word = context.lower(tokens.start);
    let people = ["s", "ese", "ish", "ch", "taliban"].iter().any(|end| word.ends_with(end));
    let one = tokens.start > 0 && matches!(context.lower(tokens.start - 1).as_ref(), "the" | "a" | "an" | "another");
    context.mentions[mention].label == EntityType::Norp
        && tokens.len() == 1
        && one
        && !people
        && context.links.entities[context.links.of_mention[mention]].country.is_some()
}

/// Whom "the Swede" means: the last person named with that country beside: "Ingrid Holm, a Swede", "Sweden’s Ingrid Holm".
pub fn compatriot(context: &Context, mention: usize) -> Option<usize> {
    let country = |m: usize| context.links.entities[context.links.of_mention[m]].country;
    let wanted = country(mention)?;
    let at = context.tokens_of(mention).start;
    let first = context.mentions.partition_point(|m| m.span.start < context.document.tokens[at].span.start);
    (first.saturating_sub(WINDOW)..first).rev().filter(|&m| context.is_person(m)).find_map(|m| {
        let tokens = context.tokens_of(m);
        let beside = |i: usize| {
            context.mention(i).is_some_and(|o| o < first && !context.is_person(o) && country(o) == Some(wanted))
        };
        let around = tokens.start.saturating_sub(BESIDE)..tokens.end + BESIDE;
        around.into_iter().any(beside).then(|| context.links.of_mention[m])
    })
}

/// Whom "the 46-year-old" with its head at `noun` means: whose name that age stands behind, "Ana Lopez, 46,".
pub fn of_age(context: &Context, noun: usize) -> Option<usize> {
    let aged = context.mention(noun).filter(|&m| context.is_aged(m))?;
    let age = context.mentions[aged].span.of(context.document.text).split('-').next()?;
    (aged.saturating_sub(WINDOW)..aged).rev().filter(|&m| context.is_person(m)).find_map(|m| {
        let end = context.tokens_of(m).end;
        (context.word(end) == "," && context.word(end + 1) == age).then(|| context.links.of_mention[m])
    })
}

/// How far from a person's name, in tokens, the country stands that is theirs.
const BESIDE: usize = 4;

fn body_named(context: &Context, at: usize, noun: &str) -> Option<usize> {
    let first = context.mentions.partition_point(|m| m.span.start < context.document.tokens[at].span.start);
    let noun = noun.replace("organisation", "organization");
    let mut nearest = None;
    for m in (first.saturating_sub(WINDOW)..first).rev() {
        // An agency in brackets is what sends the news: "LIMA (Wire) –".
        let sends = context.word(context.tokens_of(m).start.max(1) - 1) == "(";
        if context.mentions[m].label != EntityType::Org || sends {
            continue;
        }
        let entity = context.links.of_mention[m];
        let name = context.links.entities[entity].name.to_lowercase().replace("organisation", "organization");
        if name.split(' ').any(|w| w == noun) {
            return Some(entity);
        }
        if nearest.is_none()
            && context.document.block_of(at) - context.document.block_of(context.tokens_of(m).start) <= 2
        {
            nearest = Some(entity);
        }
    }
    // A description with more to it than the article and the noun was given above only by its own words.
    (!DETERMINERS.contains(&noun)
        && matches!(
            noun.as_str(),
            "agency"
                | "organization"
                | "group"
                | "company"
                | "firm"
                | "newspaper"
                | "paper"
                | "ministry"
                | "department"
                | "party"
                | "union"
                | "statement"
                | "bank"
                | "charity"
                | "council"
                | "commission"
                | "network"
                | "broadcaster"
        ))
    .then_some(nearest)
    .flatten()
}
