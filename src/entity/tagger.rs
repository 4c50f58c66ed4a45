//! The trained tagger: a block's reading and the names that rules see in it in, candidates with calibrated chances out.
//!
//! It tells the seven classes of its corpus apart. Which type of a class a name has (a place is a GPE or a LOC, other
//! names are events, works or laws) the rules' votes say, among the types of that class.

use std::sync::LazyLock;

use super::classify::classify;
use super::cues::{Roles, Votes};
use super::decode::{Tagged, decode};
use super::features::extract;
use super::model::{CLASSES, Class, LABELS, Model};
use super::names::Named;
use super::reading::Reading;
use super::segments::{Segment, whole_entry};
use super::{Candidate, Source};
use crate::text::{Sentence, Span};
use crate::view::EntityType as T;

static MODEL: LazyLock<Model<'static>> = LazyLock::new(|| {
    Model::from_bytes(match std::env::var("TAGGER") { Ok(p) => Vec::leak(std::fs::read(p).unwrap()), _ => include_bytes!("../../data/model/tagger.bin") })
        .expect("data/model is written by `training` and checked by a test")
});

/// Types less likely than this are not told.
const LEAST: f32 = 0.05;

/// Candidates for every name that the tagger sees in a block.
pub fn tag(reading: &Reading, sentences: &[Sentence], named: &[Named]) -> Vec<Candidate> {
    let mut scores = vec![[0.0; LABELS]; reading.tokens.len()];
    extract(reading, sentences, named, |i, feature| MODEL.add(feature, &mut scores[i]));
    let mut candidates = Vec::new();
    for tagged in decode(&scores, &MODEL.transitions) {
        let (start, end) = (tagged.tokens.start, tagged.tokens.end);
        let span = Span::new(reading.tokens[start].span.start, reading.tokens[end - 1].span.end);
        let mut types = types(&tagged, &votes(reading, &tagged, named));
        types.sort_by(|a, b| b.1.total_cmp(&a.1));
        let told = types.iter().enumerate().filter(|(rank, t)| *rank == 0 || t.1 >= LEAST);
        candidates.extend(told.map(|(_, &(label, confidence))| Candidate {
            span,
            label,
            source: Source::Name,
            confidence,
        }));
    }
    candidates
}

/// What the rules say of the types of just these tokens.
fn votes(reading: &Reading, tagged: &Tagged, named: &[Named]) -> Votes {
    let at = named.partition_point(|n| n.segment.tokens.start < tagged.tokens.start);
    if let Some(same) = named.get(at).filter(|n| n.segment.tokens == tagged.tokens) {
        return same.votes;
    }
    let (first, last) = (tagged.tokens.start, tagged.tokens.end - 1);
    let head = [(last, Roles::HEAD), (first, Roles::HEAD_FIRST)]
        .into_iter()
        .find(|&(i, heads)| first < last && reading.is(i, heads))
        .map_or(Roles::default(), |(i, _)| reading.roles[i]);
    let entry = whole_entry(reading, first, last + 1);
    classify(reading, &Segment::shaped(tagged.tokens.clone(), head, entry))
}

/// Each type's probability: that of its class, parted among the types of the class as the votes say.
fn types(tagged: &Tagged, votes: &Votes) -> Vec<(T, f32)> {
    let mut all = Vec::with_capacity(10);
    for (class, share) in CLASSES.iter().zip(tagged.shares) {
        let members: &[T] = match class {
            Class::Person => &[T::Person],
            Class::Organization => &[T::Org],
            Class::Location => &[T::Gpe, T::Loc],
            Class::Norp => &[T::Norp, T::Language],
            Class::Misc => &[T::Event, T::WorkOfArt, T::Law],
            Class::Facility => &[T::Fac],
            Class::Product => &[T::Product],
        };
        let weights: Vec<f32> = members.iter().map(|&t| votes.0[t as usize].clamp(-20.0, 20.0).exp()).collect();
        let sum: f32 = weights.iter().sum();
        all.extend(members.iter().zip(weights).map(|(&t, weight)| (t, share * weight / sum)));
    }
    all
}
