//! From the source of an attribution to a speaker: who it is, by name where the document tells.

use super::Speaker;
use super::attribute::Decide;
use super::context::Context;
use super::discourse::Discourse;
use super::joined::is_joined;
use super::source::{Head, Source, noun_kind};
use super::{descriptions, pronouns};
use crate::text::TokenKind;
use crate::view::{EntityType, SpeakerKind};

/// Resolves a source, and notes in the discourse who spoke.
pub fn resolve(context: &Context, source: &Source, discourse: &mut Discourse, decide: &mut dyn Decide) -> Speaker {
    // "the Swede" whom no name stands for is all of the phrase.
    let one = matches!(source.head, Head::Mention(m) if descriptions::is_one_of_people(context, m));
    let span = context.span(source.tokens.start - usize::from(one)..source.tokens.end);
    let (entity, kind) = match source.head {
        Head::Mention(m) if one => match descriptions::compatriot(context, m) {
            Some(entity) => (Some(entity), SpeakerKind::Named),
            None => (None, SpeakerKind::Role),
        },
        Head::Mention(m) => {
            let people = context.mentions[m].label == EntityType::Norp;
            (Some(context.links.of_mention[m]), if people { SpeakerKind::Group } else { SpeakerKind::Named })
        }
        Head::Pronoun(p) => match pronouns::resolve(context, discourse, p, decide) {
            Some(entity) => (Some(entity), SpeakerKind::Named),
            None => (None, SpeakerKind::Pronoun),
        },
        Head::Noun(n) => match descriptions::describe(context, source.tokens.clone(), n)
            .or_else(|| descriptions::of_age(context, n))
        {
            Some(entity) => (Some(entity), SpeakerKind::Named),
            None if is_joined(context, source) => (None, SpeakerKind::Group),
            None => (None, noun_speaker(context, n)),
        },
    };
    if let Some(entity) = entity {
        discourse.spoke(entity, source.tokens.start);
    } else if kind == SpeakerKind::Role && is_someone_new(context, source) {
        discourse.spoke_nameless(source.tokens.end, if is_definite(context, source) { 0 } else { 2 });
    }
    Speaker { span, entity, kind }
}

/// Whether a description is of one person whom no name stands for: "a dentist", "one resident", "his lawyer", "Lopez’s brother", "the judge".
fn is_someone_new(context: &Context, source: &Source) -> bool {
    let Head::Noun(noun) = source.head else { return false };
    let kind = noun_kind(&context.lower(noun));
    let article = matches!(context.lower(source.tokens.start).as_ref(), "a" | "an" | "one" | "another" | "the");
    let owner = matches!(context.lower(source.tokens.start).as_ref(), "his" | "her" | "their")
        || (source.tokens.start..noun).any(|i| context.document.tokens[i].kind == TokenKind::Clitic);
    article && !matches!(kind, Some("document" | "body" | "group")) || owner && matches!(kind, Some("role" | "person"))
}

/// Whether a description may be of somebody named: "the judge".
fn is_definite(context: &Context, source: &Source) -> bool {
    context.lower(source.tokens.start) == "the"
}

/// What a source without a name is: people known by an office, or by what they share.
fn noun_speaker(context: &Context, noun: usize) -> SpeakerKind {
    let word = context.lower(noun);
    match noun_kind(&word) {
        Some("role" | "document") => SpeakerKind::Role,
        Some("person") if !word.ends_with('s') && !word.ends_with("men") => SpeakerKind::Role,
        Some("group" | "body" | "person") => SpeakerKind::Group,
        // "Some 73 percent said"
        _ if matches!(context.label(noun), Some(EntityType::Percent | EntityType::Cardinal)) => SpeakerKind::Group,
        _ if word.ends_with('s') => SpeakerKind::Group,
        _ => SpeakerKind::Role,
    }
}
