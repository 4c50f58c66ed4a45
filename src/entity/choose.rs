//! Who wins where candidates overlap or disagree, in one place: the candidates of all blocks in, mentions out, sorted
//! and free of overlap.
//!
//! 1. A name's type follows the same words elsewhere in the article, so that all its mentions weigh in together.
//! 2. A part of a person's name is that person ("Roe" after "Ana Roe"); the initials of a body's name are that body.
//! 3. Names found in sentences are found again in headlines in capitals, which say nothing by themselves.
//! 4. Of overlapping candidates the longest wins, then the surer, then the one that stands first.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::cues::{Roles, Votes, roles};
use super::gazetteer::{Kinds, lookup, title_case};
use super::shouting::{is_shouted, soften_word};
use super::{Candidate, Mention, Source};
use crate::text::{Document, Sentence, Shape, Span, TokenKind};
use crate::view::{BlockKind, EntityType};

/// How often at most a name's other mentions count.
const HEARD: f32 = 4.0;

/// A stretch that is no surer than this to be a name is taken for an ordinary word.
pub(super) const DOUBT: f32 = 0.4;

/// How sure a stretch of a headline must be at least where the article has the same name.
const HEADED: f32 = 0.1;

/// Raw confidences and how often such names are right; straight lines between them.
const CALIBRATION: [(f32, f32); 8] =
    [(0.0, 0.0), (0.27, 0.4), (0.44, 0.48), (0.64, 0.69), (0.79, 0.82), (0.86, 0.89), (0.98, 0.91), (1.0, 0.96)];

/// Chooses among the candidates of a whole document.
#[must_use]
pub fn choose(document: &Document, candidates: Vec<Candidate>) -> Vec<Mention> {
    let (names, mut chosen): (Vec<_>, Vec<_>) = candidates.into_iter().partition(|c| c.source == Source::Name);
    let shouted: Vec<bool> =
        document.sentences.iter().map(|s| is_shouted(document.text, &document.tokens, s)).collect();
    let readings = group(document, &shouted, names);
    let known = Known::gather(document, &readings);
    chosen.extend(readings.iter().filter_map(|reading| known.judge(document, reading)));
    let found: Vec<Candidate> = find_again(document, &shouted, &known, &chosen);
    // What sentences say of a name beats what capitals suggest.
    let beaten = |span: Span| {
        let next = found.partition_point(|f| f.span.end <= span.start);
        found.get(next).is_some_and(|f| f.span.overlaps(span))
    };
    chosen.retain(|c| c.source == Source::Pattern || !beaten(c.span));
    chosen.extend(found);
    part(chosen)
}

/// One stretch that is taken for a name, with its possible types.
struct Reading<'t> {
    span: Span,
    /// Log odds of the types as the block sees them.
    votes: Votes,
    /// How sure it is that it is a name.
    sure: f32,
    /// Its words, those in capitals throughout and longer than an acronym in title case.
    words: Vec<Cow<'t, str>>,
    /// These in one.
    name: Cow<'t, str>,
}

/// Gathers the candidates of one stretch.
fn group<'t>(document: &Document<'t>, shouted: &[bool], mut names: Vec<Candidate>) -> Vec<Reading<'t>> {
    names.sort_by_key(|c| (c.span.start, c.span.end));
    names
        .chunk_by(|a, b| a.span == b.span)
        .map(|same| {
            let sure: f32 = same.iter().map(|c| c.confidence).sum();
            let mut votes = Votes([0.02_f32.ln(); _]);
            for c in same {
                votes.0[c.label as usize] = (c.confidence / sure).max(0.02).ln();
            }
            let span = same[0].span;
            let words: Vec<Cow<str>> = document.tokens_in(span).map(|i| spelled(document, shouted, i)).collect();
            Reading { span, votes, sure: sure.min(1.0), name: join(span.of(document.text), &words), words }
        })
        .collect()
}

/// Words with a space between each two: as they are written, where so they are.
fn join<'t>(written: &'t str, words: &[Cow<'t, str>]) -> Cow<'t, str> {
    match words {
        [only] => only.clone(),
        _ if written.split(' ').eq(words.iter().map(Cow::as_ref)) => Cow::Borrowed(written),
        _ => Cow::Owned(words.join(" ")),
    }
}

/// What the article says of names beyond one mention.
#[derive(Default)]
struct Known<'r> {
    /// Votes of all mentions of the same words, and how many they are.
    same: FxHashMap<&'r str, (Votes, f32)>,
    /// First and last words of people's names, and how sure those people are.
    parts: FxHashMap<&'r str, f32>,
    /// Initials of names of several words, with their type.
    initials: FxHashMap<String, (EntityType, f32)>,
    /// Names of the sentences by their first word, for headlines: all their words.
    by_first: FxHashMap<&'r str, Vec<&'r [Cow<'r, str>]>>,
}

impl<'r> Known<'r> {
    fn gather(document: &Document, readings: &'r [Reading<'r>]) -> Self {
        let mut known = Self::default();
        for reading in readings.iter().filter(|r| r.sure > DOUBT) {
            let (votes, heard) = known.same.entry(&reading.name).or_default();
            votes.add_all(&reading.votes, 1.0);
            *heard += 1.0;
        }
        for reading in readings {
            let words = reading.words.as_slice();
            let (label, share) = known.label(&reading.name, &reading.votes, reading.sure > DOUBT);
            if label == EntityType::Person && words.len() > 1 && share > 0.5 && reading.sure > DOUBT {
                known.add_parts(&reading.name, words, share);
            } else if words.len() > 1 && reading.sure > DOUBT {
                // "DC" and "DOC" for a Department of Conservation.
                let first = |w: &Cow<str>| w.chars().next();
                let capitals: String = words.iter().filter_map(first).filter(|c| c.is_uppercase()).collect();
                let all: String = words.iter().filter_map(first).flat_map(char::to_uppercase).collect();
                for initials in [capitals, all].into_iter().filter(|i| i.len() > 1) {
                    known.initials.insert(initials, (label, share));
                }
            }
            if !in_headline(document, reading.span) && reading.sure > 0.6 {
                let all = known.by_first.entry(&words[0]).or_default();
                if all.len() < 8 && !all.contains(&words) {
                    all.push(words);
                }
            }
        }
        known
    }

    fn add_parts(&mut self, name: &'r str, words: &'r [Cow<str>], share: f32) {
        let is_name =
            |w: &&Cow<str>| w.starts_with(char::is_uppercase) && !w.ends_with('.') && !roles(w).any(Roles::SUFFIX);
        let first = words.iter().find(is_name);
        let last = words.iter().rfind(is_name);
        for (word, weight) in first.map(|w| (w, 0.6)).into_iter().chain(last.map(|w| (w, 1.0))) {
            let best = self.parts.entry(word).or_default();
            *best = best.max(weight * share);
        }
        // "de Roe", "al-Samir", "Roe Vale": all behind the first word.
        let rest = &name[words[0].len() + 1..];
        let best = self.parts.entry(rest).or_default();
        *best = best.max(share);
    }

    /// The type of a name, all its mentions considered; `counted` where `own` is among them.
    fn label(&self, name: &str, own: &Votes, counted: bool) -> (EntityType, f32) {
        let mut votes = *own;
        if let Some((all, heard)) = self.same.get(name) {
            let others = heard - f32::from(u8::from(counted));
            if others > 0.0 {
                let mut rest = *all;
                rest.add_all(own, if counted { -1.0 } else { 0.0 });
                votes.add_all(&rest, 0.8 * others.min(HEARD) / others);
            }
        }
        if let Some(share) = self.parts.get(name) {
            // A place's name may be a person's too ("Paris Roe"): then the words around it decide.
            votes.add(EntityType::Person, share * if is_place(name) { 1.0 } else { 4.0 });
        }
        if let Some((label, share)) = self.by_initials(name) {
            votes.add(*label, 4.0 * share);
        }
        votes.likeliest()
    }

    /// The type of the name whose initials these are.
    fn by_initials(&self, name: &str) -> Option<&(EntityType, f32)> {
        if name.contains('.') { self.initials.get(&name.replace('.', "")) } else { self.initials.get(name) }
    }

    /// The mention that a stretch is; none where it is likelier an ordinary word and nothing else speaks for it.
    fn judge(&self, document: &Document, reading: &Reading) -> Option<Candidate> {
        let (label, share) = self.label(&reading.name, &reading.votes, reading.sure > DOUBT);
        let named = self.parts.get(reading.name.as_ref()).is_some_and(|&s| s > 0.5);
        let explained = reading.words.len() == 1 && self.by_initials(&reading.name).is_some();
        // "GDP" names nothing, unless the article says whose initials they are.
        if !explained
            && label != EntityType::Norp
            && matches!(&reading.words[..], [only] if roles(only).any(Roles::NO_NAME))
        {
            return None;
        }
        // In title case every word looks like a name; the sentences tell.
        let again = reading.sure > HEADED
            && self.same.contains_key(reading.name.as_ref())
            && in_headline(document, reading.span);
        let sure = match (named || explained, again) {
            (true, _) => reading.sure.max(0.8),
            (false, true) => reading.sure.max(0.5),
            _ => reading.sure,
        };
        (sure > DOUBT).then_some(Candidate {
            span: reading.span,
            label,
            source: Source::Name,
            confidence: calibrated(share * sure),
        })
    }
}

/// The share of right names among those of one raw confidence, fitted on the development part of worldwide.
fn calibrated(raw: f32) -> f32 {
    let above = CALIBRATION.partition_point(|&(from, _)| from < raw).clamp(1, CALIBRATION.len() - 1);
    let [(from, low), (to, high)] = [CALIBRATION[above - 1], CALIBRATION[above]];
    low + (high - low) * ((raw - from) / (to - from)).clamp(0.0, 1.0)
}

fn is_place(name: &str) -> bool {
    lookup(name).is_some_and(|e| e.kinds.any(Kinds::COUNTRY) || e.kinds.any(Kinds::CITY) && e.place_rank == 3)
}

/// A word, in title case where it is longer than an acronym and in capitals throughout, softened in a sentence of such.
fn spelled<'t>(document: &Document<'t>, shouted: &[bool], token: usize) -> Cow<'t, str> {
    let word = document.word(token);
    if document.tokens[token].shape == Shape::Upper && shouted[document.sentence_of(token)] {
        soften_word(word, true).into()
    } else if word.len() > 5 && !word.chars().any(char::is_lowercase) {
        title_case(word).into()
    } else {
        word.into()
    }
}

fn in_headline(document: &Document, span: Span) -> bool {
    let block = document.blocks.partition_point(|b| b.span.end <= span.start);
    document
        .blocks
        .get(block)
        .is_some_and(|b| matches!(b.kind, BlockKind::Headline | BlockKind::Subheading | BlockKind::Masthead))
}

/// A name of the article in capitals at the head of a sentence: "PORT ROE, Friday – The council of Port Roe …".
fn find_at_head(document: &Document, sentence: &Sentence, known: &Known) -> Option<Candidate> {
    let upper = |i: &usize| document.tokens[*i].kind == TokenKind::Word && document.tokens[*i].shape == Shape::Upper;
    let start = sentence.tokens.start;
    let words: Vec<String> =
        sentence.tokens.clone().take(4).take_while(upper).map(|i| title_case(document.word(i))).collect();
    (1..=words.len()).rev().find_map(|n| {
        let name = words[..n].join(" ");
        let again = name.len() > 4 && known.same.contains_key(name.as_str());
        again.then(|| {
            let (label, share) = known.label(&name, &Votes::default(), false);
            Candidate { span: document.span_of(start..start + n), label, source: Source::Name, confidence: 0.9 * share }
        })
    })
}

/// Names of the other sentences, and parts of people's names, in those that are written in capitals throughout or begin so.
fn find_again(document: &Document, shouted: &[bool], known: &Known, chosen: &[Candidate]) -> Vec<Candidate> {
    let ends: FxHashMap<usize, usize> = chosen.iter().map(|c| (c.span.start, c.span.end)).collect();
    let rest = document.sentences.iter().zip(shouted).filter(|(_, shouted)| !**shouted);
    let mut found: Vec<Candidate> = rest.filter_map(|(s, _)| find_at_head(document, s, known)).collect();
    // "PORT ROE BANK" is no Port Roe.
    found.retain(|f| ends.get(&f.span.start).is_none_or(|&end| end <= f.span.end));
    for (sentence, _) in document.sentences.iter().zip(shouted).filter(|(_, shouted)| **shouted) {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let token = &document.tokens[at];
            if token.kind != TokenKind::Word || !token.is_capitalized() {
                at += 1;
                continue;
            }
            let mut first = spelled(document, shouted, at);
            if token.shape == Shape::Upper && known.parts.contains_key(title_case(&first).as_str()) {
                first = title_case(&first).into();
            }
            let longest = known.by_first.get(first.as_ref()).into_iter().flatten();
            let longest = longest
                .filter(|name| {
                    name.iter()
                        .enumerate()
                        .all(|(k, w)| at + k < sentence.tokens.end && spelled(document, shouted, at + k) == *w)
                })
                .max_by_key(|name| name.len());
            let name = match longest {
                Some(name) => name.to_vec(),
                None if known.parts.get(first.as_ref()).is_some_and(|&s| s > 0.8)
                    && !roles(&first).any(Roles::FUNCTION) =>
                {
                    vec![first]
                }
                None => {
                    at += 1;
                    continue;
                }
            };
            let span = document.span_of(at..at + name.len());
            let (label, share) = known.label(&name.join(" "), &Votes::default(), false);
            found.push(Candidate { span, label, source: Source::Name, confidence: 0.9 * share });
            at += name.len();
        }
    }
    found.sort_by_key(|f| f.span);
    found
}

/// Keeps the longest of overlapping candidates, in linear-logarithmic time.
fn part(mut candidates: Vec<Candidate>) -> Vec<Mention> {
    candidates.sort_by(|a, b| {
        let length = |c: &Candidate| c.span.end - c.span.start;
        length(b)
            .cmp(&length(a))
            .then(b.confidence.total_cmp(&a.confidence))
            .then(a.span.cmp(&b.span))
            .then(a.label.cmp(&b.label))
    });
    let mut kept: BTreeMap<usize, Mention> = BTreeMap::new();
    for c in candidates {
        let before = kept.range(..c.span.end).next_back();
        if before.is_none_or(|(_, m)| m.span.end <= c.span.start) {
            kept.insert(c.span.start, Mention { span: c.span, label: c.label, confidence: c.confidence });
        }
    }
    kept.into_values().collect()
}
