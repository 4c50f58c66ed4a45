//! Who a pronoun stands for: in, its token and who has spoken so far; out, an entity.
//!
//! For "he" and "she" the people named before are weighed (`antecedents`); "it" and "they" stand for the body that spoke last.

use super::antecedents;
use super::attribute::Decide;
use super::context::Context;
use super::discourse::Discourse;
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
    let antecedents = antecedents::nominate(context, discourse, at, wanted);
    let entity = decide.antecedent(context, at, &antecedents)?;
    discourse.tell_gender(entity, wanted);
    Some(entity)
}

/// The body that "it" or "they" stands for: the one that spoke last, if it was one.
fn body(context: &Context, discourse: &Discourse, at: usize) -> Option<usize> {
    let last = discourse.last()?;
    let entity = &context.links.entities[last];
    let near = entity.mentions.iter().any(|&m| {
        let token = context.tokens_of(m).start;
        token < at && context.document.block_of(at) - context.document.block_of(token) <= 3
    });
    (near && matches!(entity.label, EntityType::Org | EntityType::Gpe | EntityType::Norp)).then_some(last)
}
