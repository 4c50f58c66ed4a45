//! Decides what rules leave open: in, the contents that a cue may have; out, the one that it has, if any, and how sure that is.
//!
//! Each proposal scores what its features are worth, nothing scores 0, and the scores make shares of one (a log-linear model).
//! `training` writes `data/model/quotes.bin`; this file alone embeds it.

use std::ops::Range;
use std::sync::LazyLock;

use super::antecedents::Antecedents;
use super::attribute::{Attribution, Decide};
use super::context::Context;
use super::cues::{Cue, Form};
use super::nominate::Nominees;
use super::propose::Choice;
use super::source::Head;
use super::weights::Weights;
use crate::lexicon::PREPOSITIONS;

static WEIGHTS: LazyLock<Weights<'static>> = LazyLock::new(|| {
    Weights::from_bytes(include_bytes!("../../data/model/quotes.bin"))
        .expect("data/model is written by `training` and checked by a test")
});

/// How sure it must be that a cue has this content for it to be given: where rules hear something too, where it is a clause or has marks,
/// where it is a mere phrase ("announced new taxes"). Chosen on PolNeAR's development part.
const LEAST: [f32; 3] = [0.33, 0.5, 0.6];

/// How many times likelier the rules' reading is than the weights say, and how many times where words stand in marks: the weights know the
/// news of one country and year, the rules were written for any.
const RULED: [f32; 2] = [2.7, 7.4];

/// The judgement of the trained weights.
pub struct Trained;

impl Decide for Trained {
    fn content(&mut self, context: &Context, cue: &Cue, choice: &Choice) -> Option<(usize, f32)> {
        decide(context, cue, choice)
    }

    fn source(
        &mut self,
        context: &Context,
        cue: &Cue,
        attribution: &Attribution,
        nominees: &Nominees,
    ) -> Option<(usize, Option<f32>)> {
        let shares = nominees.ballot.shares(|feature| WEIGHTS.of(feature));
        let likeliest = (0..shares.len()).max_by(|&a, &b| shares[a].total_cmp(&shares[b]).then(b.cmp(&a)))?;
        let ruled = nominees.ruled;
        let more = if is_beside(context, cue, nominees) { BESIDE } else { RULED_SOURCE };
        let taken = if shares[likeliest] > shares[ruled] * more { likeliest } else { ruled };
        // What the rules' source counts for more, it is surer for.
        let share =
            if taken == ruled { shares[ruled] * more / (1.0 + shares[ruled] * (more - 1.0)) } else { shares[taken] };
        let sure = attribution.sure.map(|sure| sure * share.sqrt());
        let marked = || attribution.content.iter().cloned().flatten().any(|i| context.region(i).is_some());
        // "He was asked for the key": a mere phrase that is no one's.
        if taken == 0 && attribution.sure.is_some() && !is_clause(context, &attribution.content) {
            return None;
        }
        let said = cue.plain && ruled > 0;
        (said || sure.is_none_or(|sure| sure >= LEAST_BOTH) || marked()).then_some((taken, sure))
    }

    fn antecedent(&mut self, _: &Context, _: usize, antecedents: &Antecedents) -> Option<usize> {
        let shares = antecedents.ballot.shares(|feature| WEIGHTS.of(feature));
        let best = (1..shares.len()).max_by(|&a, &b| shares[a].total_cmp(&shares[b]).then(b.cmp(&a)))?;
        Some(antecedents.entities[best - 1])
    }
}

/// How many times likelier than the rules' source another must be to be taken.
const RULED_SOURCE: f32 = 1.5;

/// The same where the rules' source is a person's name right before the cue: "and Roe said", "his daughter, the writer Ana Roe, said".
const BESIDE: f32 = 8.0;

/// Whether rules would take a person whose name stands right before the cue, a comma apart at most.
fn is_beside(context: &Context, cue: &Cue, nominees: &Nominees) -> bool {
    let Some(source) = &nominees.sources[nominees.ruled] else { return false };
    let Head::Mention(m) = source.head else { return false };
    let Range { start, end } = context.tokens_of(m);
    let before = super::standing::before_description(context, start);
    // "a critic of Mr. Roe, said"; ", saying" may be anyone's.
    let object = before > 0 && PREPOSITIONS.contains(&context.lower(before - 1));
    context.is_person(m)
        && !object
        && cue.form != Form::Ing
        && (end == cue.group || end + 1 == cue.group && context.word(end) == ",")
}

/// How sure content and source must be together, where nothing stands in marks and no one "said" it. Chosen on PolNeAR's development part.
const LEAST_BOTH: f32 = 0.52;

fn decide(context: &Context, cue: &Cue, choice: &Choice) -> Option<(usize, f32)> {
    let mut shares = choice.ballot.shares(|feature| WEIGHTS.of(feature));
    if let Some(ruled) = choice.ruled {
        let marked = choice.contents[ruled].iter().cloned().flatten().any(|i| context.region(i).is_some());
        let more = shares[ruled] * (RULED[usize::from(marked)] - 1.0);
        shares[ruled] += more;
        shares.iter_mut().for_each(|share| *share /= 1.0 + more);
    }
    let best = (1..shares.len()).max_by(|&a, &b| shares[a].total_cmp(&shares[b]).then(b.cmp(&a)))?;
    // One that differs by a word or two is as good: what is sure is the sum.
    let content = &choice.contents[best];
    let near = (1..shares.len()).filter(|&p| overlap(content, &choice.contents[p]) >= 0.8);
    let sure: f32 = near.map(|p| shares[p]).sum();
    let kind = if choice.ruled.is_some() { 0 } else { 2 - usize::from(is_clause(context, content)) };
    // What someone is described as is speech where words of it stand in marks ("called the plan “a gamble”").
    let described = kind == 2 && cue.takes.as_;
    let bare = cue.takes.marks && !content.iter().cloned().flatten().any(|i| context.region(i).is_some());
    (!described && !bare && sure >= LEAST[kind]).then_some((best, sure))
}

/// Whether content shows that it reports: it opens as a clause does, or holds a finite verb or marks.
fn is_clause(context: &Context, content: &[Range<usize>]) -> bool {
    let class = |i: usize| context.seen(i).class;
    content.iter().find(|c| !c.is_empty()).is_some_and(|c| matches!(class(c.start), 10 | 11 | 13))
        || content.iter().cloned().flatten().any(|i| matches!(class(i), 14 | 20..=22) || context.region(i).is_some())
}

/// How often a judgement that is so sure is right, content and source both: fitted by hand to PolNeAR's development part.
pub fn confidence(sure: f32) -> f32 {
    const TIMES: [(f32, f32); 7] =
        [(0.4, 0.2), (0.5, 0.42), (0.65, 0.48), (0.8, 0.57), (0.9, 0.76), (0.96, 0.86), (1.0, 0.92)];
    let above = TIMES.iter().skip(1).position(|&(to, _)| sure <= to).unwrap_or(TIMES.len() - 2);
    let [(from, low), (to, high)] = [TIMES[above], TIMES[above + 1]];
    low + (high - low) * ((sure - from) / (to - from)).clamp(0.0, 1.0)
}

/// The share of tokens that two contents have in common, of those that either has.
fn overlap(a: &[Range<usize>; 2], b: &[Range<usize>; 2]) -> f32 {
    let length = |c: &[Range<usize>; 2]| c[0].len() + c[1].len();
    let common = |a: &Range<usize>, b: &Range<usize>| a.end.min(b.end).saturating_sub(a.start.max(b.start));
    let both = common(&a[0], &b[0]) + common(&a[1], &b[1]);
    both as f32 / (length(a) + length(b) - both).max(1) as f32
}
