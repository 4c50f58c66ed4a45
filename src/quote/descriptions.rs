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
