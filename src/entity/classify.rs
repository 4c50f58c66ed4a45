//! What a name is: a segment and the block around it in, votes for its types out. Each rule adds to the votes by itself.

use super::cues::{Roles, Votes, votes_after, votes_before};
use super::gazetteer::{self, Entry, Kinds};
use super::reading::Reading;
use super::segments::Segment;
use crate::text::{Shape, TokenKind};
use crate::view::EntityType as T;

/// How common the types are among names of which nothing is known.
const PRIOR: Votes = Votes([0.6, -0.7, -1.5, 0.3, 0.2, -1.0, -1.5, -1.2, -1.8, -2.5, -3.0]);

/// All that the segment's words and neighbours say.
#[must_use]
pub fn classify(reading: &Reading, segment: &Segment) -> Votes {
    let mut votes = PRIOR;
    by_lists(segment, &mut votes);
    by_head(segment, &mut votes);
    by_words(reading, segment, &mut votes);
    by_neighbours(reading, segment, &mut votes);
    votes
}

/// What the lists know of the whole name.
fn by_lists(segment: &Segment, votes: &mut Votes) {
    let Some(Entry { kinds, place_rank, person_rank, .. }) = segment.entry else { return };
    let several = if segment.tokens.len() > 1 { 2.0 } else { 0.0 };
    let rank = f32::from(place_rank);
    for (kind, label, weight) in [
        (Kinds::COUNTRY, T::Gpe, 7.0),
        (Kinds::CITY, T::Gpe, 1.0 + rank + several),
        (Kinds::REGION, T::Gpe, 1.5 + 0.5 * rank + several),
        (Kinds::LOCATION, T::Loc, 5.0 + several),
        (Kinds::NATIONALITY, T::Norp, 6.0),
        (Kinds::GROUP, T::Norp, 4.5),
        (Kinds::LANGUAGE, T::Language, 5.5),
        (Kinds::ORGANIZATION, T::Org, 3.5 + several),
        (Kinds::FACILITY, T::Fac, 4.0),
        (Kinds::EVENT, T::Event, 4.5 + several),
        (Kinds::LAW, T::Law, 4.0 + several),
        (Kinds::PRODUCT, T::Product, 4.5),
        (Kinds::PERSON, T::Person, 6.0),
        (Kinds::AWARD, T::WorkOfArt, 5.0),
        (Kinds::GIVEN, T::Person, 0.5 + 0.5 * f32::from(person_rank)),
        (Kinds::SURNAME, T::Person, 0.5 + 0.4 * f32::from(person_rank)),
    ] {
        if kinds.any(kind) {
            votes.add(label, weight);
        }
    }
}

/// What its head word tells.
fn by_head(segment: &Segment, votes: &mut Votes) {
    for (role, label, weight) in [
        (Roles::ORG, T::Org, 5.0),
        (Roles::CORP, T::Org, 6.0),
        (Roles::FIELD, T::Org, 4.0),
        (Roles::FAC, T::Fac, 6.0),
        (Roles::LOC, T::Loc, 5.5),
        (Roles::GPE, T::Gpe, 4.5),
        (Roles::EVENT, T::Event, 6.0),
        (Roles::LAW, T::Law, 7.0),
        (Roles::WORK, T::WorkOfArt, 6.5),
    ] {
        if segment.head.any(role) {
            votes.add(label, weight);
            // A head word outweighs what a list has for the words before it.
            return;
        }
    }
}

/// What the single words and their shapes tell.
fn by_words(reading: &Reading, segment: &Segment, votes: &mut Votes) {
    if segment.head != Roles::default() {
        return;
    }
    let words: Vec<usize> = segment.tokens.clone().filter(|&i| reading.tokens[i].kind == TokenKind::Word).collect();
    match words[..] {
        [] => return,
        [only] => by_one_word(reading, segment, only, votes),
        // "Al-Vale" is one word.
        [prefix, only] if reading.word(prefix + 1) == "-" && reading.is(prefix, Roles::PARTICLE) => {
            by_one_word(reading, segment, only, votes);
        }
        _ => by_several_words(reading, segment, &words, votes),
    }
    if segment.titled {
        votes.add(T::Person, 5.0);
    }
    if reading.is(words[0], Roles::PERSON_FIRST) {
        votes.add(T::Person, 2.5);
    }
}

fn by_one_word(reading: &Reading, segment: &Segment, at: usize, votes: &mut Votes) {
    let (word, shape) = (reading.word(at), reading.tokens[at].shape);
    // Between other words in capitals a word is no acronym.
    let shouted = |i: usize| reading.word(i).len() >= 4 && reading.word(i).chars().all(char::is_uppercase);
    let headline = at > 0 && shouted(at - 1) || shouted(at + 1);
    let place_or_event = segment.entry.is_some_and(|e| e.kinds.any(Kinds::PLACE.with(Kinds::EVENT)));
    if shape == Shape::Upper && word.len() <= 6 && !headline && !place_or_event {
        votes.add(T::Org, 3.5);
    } else if shape == Shape::Mixed && !word.starts_with("Mc") && !word.contains(['\'', '’']) {
        votes.add(T::Org, 1.5);
    }
    if segment.entry.is_none() {
        by_ending(word, votes);
    }
}

fn by_several_words(reading: &Reading, segment: &Segment, words: &[usize], votes: &mut Votes) {
    let capitalized = words.iter().filter(|&&i| reading.tokens[i].is_capitalized()).count();
    let known = |i: usize, kind| gazetteer::lookup(reading.word(i)).is_some_and(|e| e.kinds.any(kind));
    let is_initial = |i: usize| reading.word(i).len() == 2 && reading.word(i).ends_with('.');
    let is_acronym = |i: usize| {
        let word = reading.word(i);
        reading.tokens[i].shape == Shape::Upper && (2..=5).contains(&word.len()) && !word.ends_with('.')
    };
    let ordinary = words.iter().filter(|&&i| reading.share(i).is_some_and(|s| s <= 3)).count();
    let particles = words.iter().any(|&i| reading.is(i, Roles::PARTICLE));
    let ampersand = segment.tokens.clone().any(|i| reading.word(i) == "&");
    let (first, last) = (words[0], words[words.len() - 1]);
    for (holds, label, weight) in [
        (capitalized == 2, T::Person, 1.5),
        (capitalized == 3, T::Person, 1.0),
        (capitalized > 4 && !particles, T::Org, 1.5),
        (known(first, Kinds::GIVEN), T::Person, 2.0),
        (known(last, Kinds::SURNAME), T::Person, 1.2),
        (words.iter().any(|&i| is_initial(i)), T::Person, 2.0),
        (particles || words.iter().any(|&i| reading.is(i, Roles::SUFFIX)), T::Person, 2.0),
        (ordinary > 0, T::Org, ordinary as f32),
        (ordinary > 0, T::Person, -0.8 * ordinary as f32),
        (ampersand, T::Org, 3.0),
        (is_acronym(first) != is_acronym(last), T::Org, 2.0),
    ] {
        if holds {
            votes.add(label, weight);
        }
    }
}

/// What the end of a word that no list has may tell.
fn by_ending(word: &str, votes: &mut Votes) {
    for (endings, label, weight) in [
        (&["stan", "grad", "burg", "ville", "abad", "pur", "shire", "ford", "ton", "land"][..], T::Gpe, 1.5),
        (&["ese", "ians", "ites", "ists", "ist"][..], T::Norp, 1.8),
        (&["ian", "ish"][..], T::Norp, 1.0),
        (&["ov", "ova", "ev", "enko", "sky", "ski", "vic", "dze", "yan", "sson", "ez"][..], T::Person, 1.5),
    ] {
        if endings.iter().any(|end| word.ends_with(end)) {
            votes.add(label, weight);
        }
    }
}

/// What the words before and after it tell.
fn by_neighbours(reading: &Reading, segment: &Segment, votes: &mut Votes) {
    let (start, end) = (segment.tokens.start, segment.tokens.end);
    let word = |i| reading.word(i);
    let before = start.checked_sub(1).map_or("", word);
    let article = before.eq_ignore_ascii_case("the");
    if article {
        // "the Roe family", but "the Post said".
        let noun = reading.tokens.get(end).is_some_and(|t| t.kind == TokenKind::Word && t.shape == Shape::Lower);
        votes.add(T::Person, if noun { -1.5 } else { -2.5 });
        votes.add(T::Gpe, -1.0);
        votes.add(T::Org, 1.0);
    } else if matches!(before, "a" | "an") {
        votes.add(T::Person, -1.5);
        votes.add(T::Norp, 1.0);
    }
    let lowered = before.to_lowercase();
    let cue = if article { start.checked_sub(2).map_or("", word) } else { lowered.as_str() };
    for &(label, weight) in votes_before(cue) {
        // "in the Vale" says less than "in Vale"; "told the Post" no less.
        let weight = if article && label == T::Gpe { 0.0 } else { weight };
        votes.add(label, weight);
    }
    if cue == "of" {
        let back = if article { 3 } else { 2 };
        let noun = start.checked_sub(back).map_or("", word);
        for &(label, weight) in votes_before(&format!("{noun} of")) {
            votes.add(label, weight);
        }
    }
    for &(label, weight) in votes_after(word(end)) {
        votes.add(label, weight);
    }
    // "Ana Roe, 34, …", "Ana Roe (34)".
    let age = reading.tokens.get(end + 1).is_some_and(|t| t.kind == TokenKind::Number) && word(end + 1).len() <= 2;
    if age && (word(end) == "," && matches!(word(end + 2), "," | ".") || word(end) == "(" && word(end + 2) == ")") {
        votes.add(T::Person, 3.0);
    }
    let possessed = reading.tokens.get(end).is_some_and(|t| t.kind == TokenKind::Clitic);
    if possessed {
        votes.add(T::Norp, -3.0);
    }
    // "Vale, Kenya": a place in a place.
    let place_after = reading.matches.get(end + 1).copied().flatten();
    if word(end) == "," && place_after.is_some_and(|(_, e)| e.kinds.any(Kinds::COUNTRY.with(Kinds::REGION))) {
        votes.add(T::Gpe, 2.0);
    }
    // "(VHP)" behind a name stands for a body.
    if before == "(" && word(end) == ")" && end == start + 1 {
        votes.add(T::Org, 1.5);
    }
    // "Vale-based", "Vale-born".
    if word(end) == "-" && matches!(word(end + 1), "based" | "born") {
        votes.add(T::Gpe, 2.5);
    }
}

/// Names in a row are mostly of one type ("Vale, Ostby and Lund"): each takes some of its neighbours' votes.
pub fn share_in_lists(reading: &Reading, segments: &[Segment], votes: &mut [Votes]) {
    let own = votes.to_vec();
    for (i, pair) in segments.windows(2).enumerate() {
        if listed(reading, pair[0].tokens.end, pair[1].tokens.start) {
            for (to, from) in [(i, i + 1), (i + 1, i)] {
                let mut lent = own[from];
                lent.0.iter_mut().for_each(|v| *v = v.clamp(0.0, 4.0));
                votes[to].add_all(&lent, 0.35);
            }
        }
    }
}

/// Whether only ",", "and" or "or" stand between two names.
fn listed(reading: &Reading, from: usize, to: usize) -> bool {
    let between: Vec<&str> = (from..to).map(|i| reading.word(i)).collect();
    matches!(between[..], [","] | ["and"] | ["or"] | ["&"] | [",", "and"] | [",", "or"])
}
