//! Who a pronoun stands for: in, its token and who has spoken so far; out, an entity.
//!
//! For "he" and "she" the people named before are weighed (`antecedents`); "it" and "they" stand for the body that spoke last.

use super::antecedents;
use super::attribute::Decide;
use super::context::Context;
use super::descriptions;
use super::discourse::Discourse;
use super::source::{self, Head};
use crate::entity::gazetteer::Gender;
use crate::view::EntityType;

/// The person that "he" or "she" at token `at` stands for, or whom "they" and "it" do.
pub fn resolve(context: &Context, discourse: &mut Discourse, at: usize, decide: &mut dyn Decide) -> Option<usize> {
    let wanted = match context.lower(at).as_ref() {
        "he" | "him" | "his" => Gender::Male,
        "she" | "her" => Gender::Female,
        "it" | "they" | "their" | "them" => return body(context, discourse, at),
        _ => return None,
    };
    if antecedents::is_nameless(context, discourse, at) {
        return None;
    }
    let antecedents = antecedents::nominate(context, discourse, at, wanted);
    let named_below = || antecedents::named_below(context, discourse, at, wanted);
    let entity = decide.antecedent(context, at, &antecedents).or_else(named_below)?;
    discourse.tell_gender(entity, wanted);
    Some(entity)
}

/// The body that "it" or "they" stands for: the one that the sentence before it is about, else the one that spoke last.
fn body(context: &Context, discourse: &Discourse, at: usize) -> Option<usize> {
    let is_body = |entity: usize| {
        matches!(context.links.entities[entity].label, EntityType::Org | EntityType::Gpe | EntityType::Norp)
    };
    let sentence = context.document.sentence_of(at);
    let start = context.document.sentences[sentence].tokens.start;
    if context.lower(at) == "it"
        && let Some(subject) = source::main_subject(context, start, at)
    {
        let entity = match subject.head {
            Head::Mention(m) => Some(context.links.of_mention[m]),
            // "The company expects less, it said."
            Head::Noun(n) => {
                let from = subject.tokens.start.max(start + 1) - 1;
                descriptions::describe(context, from..n + 1, n)
            }
            Head::Pronoun(_) => None,
        };
        if let Some(entity) = entity.filter(|&entity| context.links.entities[entity].label == EntityType::Org) {
            return Some(entity);
        }
    }
    let last = discourse.last()?;
    let near = context.links.entities[last].mentions.iter().any(|&m| {
        let token = context.tokens_of(m).start;
        token < at && context.document.block_of(at) - context.document.block_of(token) <= 3
    });
    (near && is_body(last)).then_some(last)
}
