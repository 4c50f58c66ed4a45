//! Whom "he" or "she" may stand for: in, the pronoun's token and who has spoken so far; out, the people named in the paragraphs before it, each
//! with what speaks for it as features.
//!
//! People are seen by where they are named and what they did there, never by name. Whoever changes a feature trains the weights again; a
//! test in `training` tells.

use super::ballot::Ballot;
use super::context::Context;
use super::discourse::Discourse;
use super::source;
use super::standing::before_titles;
use super::words::hash_word;
use crate::entity::gazetteer::Gender;
use crate::lexicon::PREPOSITIONS;
use crate::view::{BlockKind, EntityType};

/// How far back, in mentions, an antecedent is looked for.
pub const WINDOW: usize = 40;
/// How far back, in paragraphs.
const PARAGRAPHS: usize = 6;

/// Whom a pronoun may stand for.
#[derive(Clone, Debug)]
pub struct Antecedents {
    /// The entities; the options of the ballot behind the first, which is that it stands for none of them.
    pub entities: Vec<usize>,
    /// What speaks for each.
    pub ballot: Ballot,
}

/// One person who may be meant, by the mentions in reach.
struct Candidate {
    entity: usize,
    gender: Option<Gender>,
    /// Sentences and paragraphs back to the last mention outside marks, or to the last one where all stand in marks; to where the person spoke,
    /// if that was later.
    back: [usize; 2],
    /// Whether all mentions stand in marks or in what is reported.
    quoted: bool,
    /// Whether that mention stands in marks.
    marked: bool,
    /// Whether that mention is its sentence's first person and no preposition's object.
    subject: bool,
    preposition: bool,
    possessor: bool,
    /// Whether it is the topic: "For Lopez, he said".
    topic: bool,
    /// Sentences back to where it was last the subject.
    subject_back: usize,
    /// Whether it is named in the pronoun's sentence before it (1), there with a possessive (2): "Lopez’s tent was gone, he said".
    beside: u32,
    /// Mentions in reach.
    count: usize,
}

/// Whether the pronoun at token `at` stands for someone without a name, who spoke after any person was named.
pub fn is_nameless(context: &Context, discourse: &Discourse, at: usize) -> bool {
    let Some((spoke, paragraphs)) = discourse.nameless().filter(|&(spoke, _)| spoke < at) else { return false };
    let document = context.document;
    let first = context.mentions.partition_point(|m| m.span.start < document.tokens[spoke].span.start);
    let named = context.mentions[first..]
        .iter()
        .take(WINDOW)
        .take_while(|m| m.span.start < document.tokens[at].span.start)
        .any(|m| {
            let token = document.token_at(m.span.start);
            m.label == EntityType::Person && context.region(token).is_none() && !discourse.is_reported(token)
        });
    !named && document.block_of(at) - document.block_of(spoke) <= paragraphs
}

/// The people whom the pronoun at token `at` may stand for: those named nearby and who spoke last, but for those of the other gender.
pub fn nominate(context: &Context, discourse: &mut Discourse, at: usize, wanted: Gender) -> Antecedents {
    let mut candidates = named_before(context, discourse, at);
    let recent = discourse.last_people(context);
    if let Some(&last) = recent.first()
        && !candidates.iter().any(|c| c.entity == last)
    {
        candidates.push(Candidate::far(last));
    }
    // "For Lopez, he said": set as the topic.
    if let Some(topic) = candidates.iter().position(|c| c.topic) {
        candidates = vec![candidates.swap_remove(topic)];
    }
    for candidate in &mut candidates {
        candidate.gender = discourse.gender(context, candidate.entity);
    }
    believe_paragraph(discourse, &mut candidates, wanted);
    candidates.retain(|candidate| candidate.gender.is_none_or(|gender| gender == wanted));
    // Who is named in reported words alone is spoken of; another is meant, where there is one.
    let speaks = |c: &Candidate| !c.quoted || recent.contains(&c.entity);
    if candidates.iter().any(speaks) {
        candidates.retain(speaks);
    }
    for candidate in &mut candidates {
        candidate.take_up(context, discourse, at);
    }
    let ballot = weigh(context, discourse, &recent, &candidates, at);
    Antecedents { entities: candidates.iter().map(|c| c.entity).collect(), ballot }
}

/// "Nana Roe, a farmer, left. He had …": where a paragraph is about one person, the pronoun in it tells more than a given name.
fn believe_paragraph(discourse: &Discourse, candidates: &mut [Candidate], wanted: Gender) {
    let mut here = candidates.iter_mut().filter(|c| c.back[1] == 0 && !c.quoted);
    let (Some(only), None) = (here.next(), here.next()) else { return };
    if only.subject && only.gender.is_some_and(|gender| gender != wanted) && discourse.is_guessed(only.entity) {
        only.gender = None;
    }
}

impl Candidate {
    /// Counts a pronoun or description by which the person spoke as a mention.
    fn take_up(&mut self, context: &Context, discourse: &Discourse, at: usize) {
        let Some(spoke) = discourse.spoke_at(self.entity).filter(|&spoke| spoke < at) else { return };
        let document = context.document;
        let sentences = document.sentence_of(at) - document.sentence_of(spoke);
        if sentences < self.back[0] || self.quoted {
            self.back = [sentences.min(FAR), (document.block_of(at) - document.block_of(spoke)).min(PARAGRAPHS)];
            self.subject = true;
            (self.quoted, self.marked, self.preposition, self.possessor) = (false, false, false, false);
            self.subject_back = self.subject_back.min(self.back[0]);
        }
    }

    fn far(entity: usize) -> Self {
        Self {
            entity,
            gender: None,
            back: [FAR, PARAGRAPHS],
            quoted: false,
            marked: false,
            subject: false,
            preposition: false,
            possessor: false,
            topic: false,
            subject_back: FAR,
            beside: 0,
            count: 0,
        }
    }
}

/// Whom a pronoun in a headline stands for where nobody is named before it: the first person named in the paragraph below the headlines.
pub fn named_below(context: &Context, discourse: &mut Discourse, at: usize, wanted: Gender) -> Option<usize> {
    let document = context.document;
    let first = context.mentions.partition_point(|m| m.span.start < document.tokens[at].span.start);
    let mut below = (first..context.mentions.len().min(first + WINDOW)).filter(|&m| {
        let entity = context.links.of_mention[m];
        context.is_person(m) && context.links.entities[entity].label == EntityType::Person
    });
    let named = below.next().filter(|_| context.in_heading(at))?;
    let entity = context.links.of_mention[named];
    let near = document.block_of(context.tokens_of(named).start) - document.block_of(at) <= 2;
    let fits = discourse.gender(context, entity).is_none_or(|gender| gender == wanted);
    (near && fits).then_some(entity)
}

/// Further back than any sentence that counts.
const FAR: usize = 30;

/// The people named before token `at`, the last named first.
fn named_before(context: &Context, discourse: &Discourse, at: usize) -> Vec<Candidate> {
    let document = context.document;
    let (sentence, block) = (document.sentence_of(at), document.block_of(at));
    let first = context.mentions.partition_point(|m| m.span.start < document.tokens[at].span.start);
    let mut candidates: Vec<Candidate> = Vec::new();
    for m in (first.saturating_sub(WINDOW)..first).rev() {
        let entity = context.links.of_mention[m];
        if !context.is_person(m) || context.links.entities[entity].label != EntityType::Person {
            continue;
        }
        let tokens = context.tokens_of(m);
        let here = document.sentence_of(tokens.start);
        let back = [(sentence - here).min(FAR), block - document.block_of(tokens.start)];
        if back[1] >= PARAGRAPHS {
            break;
        }
        let opens = document.sentences[here].tokens.start;
        let preposition = tokens.start > 0 && PREPOSITIONS.contains(&context.lower(tokens.start - 1));
        let subject =
            !preposition && (opens..tokens.start).all(|i| context.mention(i).is_none_or(|o| !context.is_person(o)));
        let marked = context.region(tokens.start).is_some() && context.region(at).is_none();
        let quoted = marked || discourse.is_reported(tokens.start) && !discourse.is_reported(at);
        let known = candidates.iter().position(|c| c.entity == entity);
        let candidate = match known {
            Some(known) => &mut candidates[known],
            None => {
                candidates.push(Candidate::far(entity));
                candidates.last_mut().expect("just pushed")
            }
        };
        candidate.count += 1;
        if here == sentence && !marked {
            candidate.beside = candidate.beside.max(1 + u32::from(source::is_possessor(context, m)));
        }
        if known.is_none() || candidate.quoted && !quoted {
            candidate.back = back;
            (candidate.quoted, candidate.marked) = (quoted, marked);
            candidate.subject = subject;
            candidate.preposition = preposition;
            candidate.possessor = source::is_possessor(context, m);
            candidate.topic = context.word(tokens.end) == ","
                && tokens.end + 1 == at
                && context.lower(opens) == "for"
                && before_titles(context, tokens.start) <= opens + 1;
        }
        if subject && !quoted {
            candidate.subject_back = candidate.subject_back.min(back[0]);
        }
    }
    candidates
}

/// The features of candidates, the last named first.
fn weigh(context: &Context, discourse: &Discourse, recent: &[usize], candidates: &[Candidate], at: usize) -> Ballot {
    let document = context.document;
    let (block, sentence) = (document.block_of(at), document.sentence_of(at));
    let mut ballot = Ballot::new(32 * (candidates.len() + 1));
    let word = hash_word(&context.lower(at));
    let rivals = candidates.len().min(4) as u32;
    // Where the pronoun stands: in the first sentence of its paragraph, behind words in marks, as the first word.
    let opens = u32::from(document.blocks[block].sentences.start == sentence);
    let behind_marks = u32::from(at > 1 && (context.region(at - 1).is_some() || context.region(at - 2).is_some()));
    let place = opens + 2 * behind_marks + 4 * u32::from(document.sentences[sentence].tokens.start == at);
    ballot.put(700, [rivals, 0, 0]);
    let none = ballot.close();
    ballot.options[0] = [none, 0, 0];
    let most = candidates.iter().map(|c| so_far(context, c.entity, at)).max().unwrap_or(0);
    let end = document.sentences[sentence].tokens.end;
    for candidate in candidates {
        let rank = candidates.iter().filter(|c| c.back[0] < candidate.back[0]).count();
        let entity = &context.links.entities[candidate.entity];
        let spoke = recent.iter().position(|&e| e == candidate.entity).unwrap_or(3).min(3) as u32;
        // Paragraphs back to where this person spoke last.
        let silent = discourse
            .spoke_at(candidate.entity)
            .map_or(5, |spoke| (block - document.block_of(spoke).min(block)).min(4)) as u32;
        let [sentences, blocks] = [candidate.back[0].min(6) as u32, candidate.back[1].min(4) as u32];
        let subject_back = candidate.subject_back.min(5) as u32;
        let rank = rank.min(4) as u32;
        let role = u32::from(candidate.subject)
            + 2 * u32::from(candidate.preposition)
            + 4 * u32::from(candidate.possessor)
            + 8 * u32::from(candidate.quoted)
            + 16 * u32::from(candidate.marked);
        let gender = u32::from(candidate.gender.is_some());
        let subjects = candidates.iter().filter(|c| c.subject_back < candidate.subject_back).count().min(3) as u32;
        let count = so_far(context, candidate.entity, at);
        let often = (count.min(3) + 4 * usize::from(count == most)) as u32;
        let opening = entity.mentions.first().is_some_and(|&m| {
            let first = document.block_of(context.tokens_of(m).start);
            document.blocks[first].kind == BlockKind::Headline || first < 2
        });
        // "He said Lopez had gone": named in what is said.
        let after = (at + 1..end.min(at + 60))
            .any(|i| context.mention(i).is_some_and(|m| context.links.of_mention[m] == candidate.entity));
        let named_now = u32::from(after);
        ballot.put(710, [spoke, 0, 0]);
        ballot.put(711, [spoke, silent, 0]);
        ballot.put(712, [spoke, sentences, 0]);
        ballot.put(713, [spoke, place, silent.min(1)]);
        ballot.put(714, [spoke, subjects, 0]);
        ballot.put(715, [sentences, role, 0]);
        ballot.put(716, [sentences, blocks, 0]);
        ballot.put(717, [blocks, role, opens]);
        ballot.put(718, [subject_back, opens, 0]);
        ballot.put(719, [subject_back, place, spoke]);
        ballot.put(720, [rank, role, 0]);
        ballot.put(721, [rank, rivals, 0]);
        ballot.put(722, [subjects, rivals, 0]);
        ballot.put(723, [gender, word, 0]);
        ballot.put(724, [gender, rivals, 0]);
        ballot.put(725, [often, 0, 0]);
        ballot.put(726, [often, blocks, 0]);
        ballot.put(727, [u32::from(opening), often, 0]);
        ballot.put(728, [named_now, place, 0]);
        ballot.put(729, [role, sentences.min(3), blocks.min(1)]);
        ballot.put(730, [candidate.count.min(4) as u32, spoke, 0]);
        ballot.put(732, [candidate.beside, spoke, 0]);
        ballot.put(733, [candidate.beside, role, 0]);
        ballot.put(731, [role, place, sentences.min(2)]);
        let group = ballot.close();
        ballot.options.push([group, 0, 0]);
    }
    ballot
}

/// How many mentions of an entity stand before token `at`.
fn so_far(context: &Context, entity: usize, at: usize) -> usize {
    let start = context.document.tokens[at].span.start;
    context.links.entities[entity].mentions.partition_point(|&m| context.mentions[m].span.start < start)
}
