//! Who a pronoun or a description stands for: in, its token and who has spoken so far; out, an entity.
//!
//! Candidates are the people named in the paragraphs just before, weighed by distance, by being a subject, by having just spoken and
//! by gender. The weights are by hand; each is one reason a reader would give.

use rustc_hash::FxHashMap;

use super::context::Context;
use super::source;
use crate::entity::gazetteer::{self, Gender};
use crate::lexicon::{DETERMINERS, PREPOSITIONS, TITLES};
use crate::view::EntityType;

/// How far back, in mentions, an antecedent is looked for.
const WINDOW: usize = 40;

/// What is known so far of who speaks in the document.
#[derive(Debug, Default)]
pub struct Discourse {
    /// The entities that spoke, latest last.
    speakers: Vec<usize>,
    /// What pronouns and titles told of an entity's gender.
    genders: FxHashMap<usize, Gender>,
}

impl Discourse {
    /// Notes that `entity` spoke.
    pub fn spoke(&mut self, entity: usize) {
        self.speakers.push(entity);
    }

    /// The entity's gender, from its titles, its given name or the pronouns that stood for it.
    fn gender(&mut self, context: &Context, entity: usize) -> Option<Gender> {
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
        let given = || {
            links
                .name
                .split([' ', '-'])
                .next()
                .filter(|given| given.len() < links.name.len())
                .and_then(gazetteer::gender)
        };
        let gender = titled.or_else(given);
        if let Some(gender) = gender {
            self.genders.insert(entity, gender);
        }
        gender
    }

    /// The person that "he" or "she" at token `at` stands for, or whom "they" and "it" do.
    pub fn resolve(&mut self, context: &Context, at: usize) -> Option<usize> {
        let word = context.lower(at);
        let wanted = match word.as_ref() {
            "he" | "him" | "his" => Some(Gender::Male),
            "she" | "her" => Some(Gender::Female),
            "it" | "they" | "their" | "them" => return self.body(context, at),
            _ => return None,
        };
        let sentence = context.document.sentence_of(at);
        let block = context.document.block_of(at);
        let first = context.mentions.partition_point(|m| m.span.start < context.document.tokens[at].span.start);
        let mut scores: Vec<(usize, f32)> = Vec::new();
        for m in (first.saturating_sub(WINDOW)..first).rev() {
            if !context.is_person(m) {
                continue;
            }
            let entity = context.links.of_mention[m];
            if context.links.entities[entity].label != EntityType::Person {
                continue;
            }
            let tokens = context.tokens_of(m);
            let blocks_back = block - context.document.block_of(tokens.start);
            if blocks_back > 5 {
                break;
            }
            let here = context.document.sentence_of(tokens.start);
            let mut score = -0.7 * (sentence - here).min(8) as f32;
            let preposition = tokens.start > 0 && PREPOSITIONS.contains(&context.lower(tokens.start - 1));
            let opens = context.document.sentences[here].tokens.start;
            let subject =
                !preposition && (opens..tokens.start).all(|i| context.mention(i).is_none_or(|o| !context.is_person(o)));
            let quoted = context.region(tokens.start).is_some() && context.region(at).is_none();
            if quoted {
                score -= 2.5;
            } else {
                if here == sentence {
                    score += 2.5;
                }
                if subject {
                    score += 1.5;
                    // "Roe was more cautious. He said …"
                    if blocks_back == 0 && here + 1 == sentence {
                        score += 2.5;
                    }
                }
                // "For Lopez, he said": set as the topic right before the pronoun.
                if context.word(tokens.end) == ","
                    && tokens.end + 1 == at
                    && context.lower(tokens.start.max(2) - 2) != "according"
                {
                    score += 3.0;
                }
            }
            if preposition {
                score -= 0.5;
            }
            if source::is_possessor(context, m) {
                score -= 0.7;
            }
            match scores.iter_mut().find(|(e, _)| *e == entity) {
                Some(known) => known.1 = known.1.max(score) + 0.2,
                None => scores.push((entity, score)),
            }
        }
        // Those who spoke last are taken up first, named nearby or not.
        let mut recent: Vec<usize> = Vec::new();
        for &entity in self.speakers.iter().rev().take(12) {
            if !recent.contains(&entity) && context.links.entities[entity].label == EntityType::Person {
                recent.push(entity);
            }
        }
        for (rank, &entity) in recent.iter().take(2).enumerate() {
            let bonus = if rank == 0 { 2.5 } else { 0.8 };
            match scores.iter_mut().find(|(e, _)| *e == entity) {
                Some(known) => known.1 += bonus,
                None if rank == 0 => scores.push((entity, bonus - 4.0)),
                None => {}
            }
        }
        let mut best: Option<(usize, f32)> = None;
        for (entity, mut score) in scores {
            match self.gender(context, entity) {
                Some(gender) if Some(gender) == wanted => score += 1.0,
                Some(_) => continue,
                None => {}
            }
            if best.is_none_or(|(_, s)| score > s) {
                best = Some((entity, score));
            }
        }
        let (entity, _) = best?;
        if let Some(gender) = wanted {
            self.genders.entry(entity).or_insert(gender);
        }
        Some(entity)
    }

    /// The body that "it" or "they" stands for: the one that spoke last, if it was one.
    fn body(&self, context: &Context, at: usize) -> Option<usize> {
        let last = *self.speakers.last()?;
        let entity = &context.links.entities[last];
        let near = entity.mentions.iter().any(|&m| {
            let token = context.tokens_of(m).start;
            token < at && context.document.block_of(at) - context.document.block_of(token) <= 3
        });
        (near && matches!(entity.label, EntityType::Org | EntityType::Gpe | EntityType::Norp)).then_some(last)
    }

    /// The entity that a definite description means: "the minister" whose role says so, "the agency" named just before.
    pub fn describe(&mut self, context: &Context, tokens: std::ops::Range<usize>, head: usize) -> Option<usize> {
        let definite = matches!(context.lower(tokens.start).as_ref(), "the" | "this" | "that");
        if !definite {
            return None;
        }
        let noun = context.lower(head);
        let kind = source::noun_kind(&noun);
        if kind == Some("body") || kind == Some("document") {
            return self.body_named(context, tokens.start, &noun);
        }
        // Only "the" and one or two words: "the senior official from the ministry" is nobody named.
        if tokens.end != head + 1 || tokens.len() > 3 || noun.ends_with('s') {
            return None;
        }
        let mut found = None;
        let mut checked = 0;
        let first =
            context.mentions.partition_point(|m| m.span.start < context.document.tokens[tokens.start].span.start);
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

    fn body_named(&self, context: &Context, at: usize, noun: &str) -> Option<usize> {
        let first = context.mentions.partition_point(|m| m.span.start < context.document.tokens[at].span.start);
        let noun = noun.replace("organisation", "organization");
        let mut nearest = None;
        for m in (first.saturating_sub(WINDOW)..first).rev() {
            if context.mentions[m].label != EntityType::Org {
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
}
