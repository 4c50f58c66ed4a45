//! The trained tagger: a block's reading and the names that rules see in it in, candidates with calibrated chances out.
//!
//! It tells the seven classes of its corpus apart. Which type of a class a name has (a place is a GPE or a LOC, other
//! names are events, works or laws) the rules' votes say, among the types of that class.

use std::ops::Range;
use std::sync::LazyLock;

use super::choose::DOUBT;
use super::classify::classify;
use super::cues::{Roles, Votes};
use super::decode::{Lattice, Scores, Steps, Tagged, decode, legal_steps};
use super::features::{extract, stretches};
use super::forms::{Forms, Look, PLACES};
use super::gazetteer::{self, Kinds};
use super::heard::{Heard, Said, Seen, tell};
use super::laws::NUMBERED;
use super::model::{CLASSES, Class, Model, Sums};
use super::names::Named;
use super::reading::Reading;
use super::segments::{Segment, whole_entry};
use super::templates::{Features, Word, tell_form, tell_part};
use super::{Candidate, Source};
use crate::text::{Sentence, Shape, Span, TokenKind};
use crate::view::EntityType as T;

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    Model::from_bytes(include_bytes!("../../data/model/tagger.bin"))
        .expect("data/model is written by `training` and checked by a test")
});

/// What a word that has no part in names says by that, from each place.
static PLAIN: LazyLock<[Sums; PLACES]> =
    LazyLock::new(|| std::array::from_fn(|place| sums_of(|features| tell_part(&Word::default(), place, features))));

static STEPS: LazyLock<Steps> = LazyLock::new(|| legal_steps(&MODEL.transitions));

/// Types less likely than this are not told.
const LEAST: f32 = 0.05;

/// What a name is worth that the rules see and the tagger passes over: too little to stand unless the article names it
/// elsewhere.
const PASSED_OVER: f32 = 0.35;

/// The same of a name of several words that a head word makes ("Army of Renewal") or that is in the lists of events and laws, and of
/// one that the tagger took together with another.
const SHAPED: f32 = 0.6;

/// How much the rules' votes count beside the tagger's; more where a head word makes the name.
const RULES: [f32; 2] = [0.15, 0.8];

/// A stretch that may hold names and what the block by itself makes of it.
pub struct Guess {
    /// Where it begins among the tokens of the block.
    start: usize,
    seen: Vec<Seen>,
    sums: Vec<Sums>,
    /// The probability of each label of each token.
    labels: Vec<Scores>,
}

/// The block pass: first guesses at every stretch of a block whose tokens have these forms.
pub fn guess(reading: &Reading, sentences: &[Sentence], named: &[Named], forms: (&mut Forms, &[u32])) -> Vec<Guess> {
    let stretches = stretches(reading.tokens);
    let mut sums = vec![Sums::default(); reading.tokens.len()];
    let seen = extract(reading, sentences, named, &stretches, forms, |forms, i, near, features| {
        for (place, word) in near.iter().enumerate() {
            if word.is_plain() {
                add(&PLAIN[place], &mut sums[i]);
            } else {
                tell_part(word, place, features);
            }
            match forms.sums(word.form, place, |look| form_sums(look, place)) {
                Some(own) => add(own, &mut sums[i]),
                None => tell_form(&word.look, place, features),
            }
        }
        MODEL.add(features.made(), &mut sums[i]);
    });
    let guess = |tokens: Range<usize>| {
        let sums = sums[tokens.clone()].to_vec();
        let lattice = Lattice::new(&scores(&sums), &STEPS);
        let labels = (0..sums.len()).map(|i| lattice.marginals(i)).collect();
        Guess { start: tokens.start, seen: seen[tokens].to_vec(), sums, labels }
    };
    stretches.into_iter().map(guess).collect()
}

/// What a form says to a token that sees it from a place.
fn form_sums(look: &Look, place: usize) -> Sums {
    sums_of(|features| tell_form(look, place, features))
}

fn sums_of(tell: impl FnOnce(&mut Features)) -> Sums {
    let (mut features, mut sums) = (Features::new(), Sums::default());
    tell(&mut features);
    MODEL.add(features.made(), &mut sums);
    sums
}

fn add(own: &Sums, sums: &mut Sums) {
    sums.iter_mut().zip(own).for_each(|(sum, own)| *sum = sum.saturating_add(*own));
}

fn scores(sums: &[Sums]) -> Vec<Scores> {
    sums.iter().map(|sums| MODEL.scores(sums)).collect()
}

impl Guess {
    /// Tells the article what the block makes of these words.
    pub fn speak(&self, heard: &mut Heard) {
        heard.add(&self.seen, &self.labels);
    }

    /// What the article says of these words elsewhere.
    pub fn listen(&self, heard: &Heard) -> Vec<[Said; 2]> {
        heard.listen(&self.seen, &self.labels)
    }

    /// The names that the block and what the article says make of the stretch.
    fn decode(&self, said: &[[Said; 2]]) -> Vec<Tagged> {
        let mut sums = self.sums.clone();
        tell(&self.seen, said, |i, features| MODEL.add(features, &mut sums[i]));
        let mut tagged = decode(&scores(&sums), &STEPS);
        for name in &mut tagged {
            name.tokens = name.tokens.start + self.start..name.tokens.end + self.start;
        }
        tagged
    }
}

/// The document pass: candidates for every name that the tagger sees in a block.
pub fn tag(reading: &Reading, named: &[Named], guesses: &[Guess], said: &[Vec<[Said; 2]>]) -> Vec<Candidate> {
    let tagged: Vec<Tagged> = guesses.iter().zip(said).flat_map(|(guess, said)| guess.decode(said)).collect();
    let mut candidates = Vec::new();
    for name in &tagged {
        let parts = parts(reading, name, named);
        for part in &parts {
            let mut sure: f32 = name.shares.iter().sum();
            // The tagger's doubt was about the name as a whole.
            if parts.len() > 1 && seen(named, part).is_some() {
                sure = sure.max(SHAPED);
            }
            if is_stress(reading, part)
                || is_number(reading, part) && reading.matches[part.start].is_none_or(|(end, _)| end != part.end)
            {
                continue;
            }
            let (votes, headed) = votes(reading, part, named);
            let types =
                if parts.len() == 1 { blend(types(name, &votes), &votes, headed, sure) } else { weighed(&votes, sure) };
            propose(reading, part, types, &mut candidates);
        }
    }
    // A name that the tagger itself doubts leaves the words to the rules.
    let mut next = tagged.iter().filter(|name| name.shares.iter().sum::<f32>() > DOUBT).peekable();
    for name in named {
        let tokens = &name.segment.tokens;
        while next.next_if(|t| t.tokens.end <= tokens.start).is_some() {}
        let (head, words) = (name.segment.head, tokens.len());
        // Of "Treaty of Oduva" it may have seen the place alone.
        let place = |t: &Tagged| head.any(Roles::LAW) && words > 2 && t.tokens == (tokens.end - 1..tokens.end);
        if next.peek().is_none_or(|t| t.tokens.start >= tokens.end || place(t)) {
            let event = head.any(Roles::EVENT.or(Roles::EVENT_FIRST));
            let listed = name.segment.entry.is_some_and(|e| e.kinds.any(Kinds::EVENT.with(Kinds::LAW)));
            let shaped = head != Roles::default() && words > 2 || words == 2 && (event || listed);
            let worth = if shaped { SHAPED } else { PASSED_OVER };
            propose(reading, tokens, weighed(&name.votes, worth * name.sure), &mut candidates);
        }
    }
    candidates
}

/// The votes as chances that add up to `sure`.
fn weighed(votes: &Votes, sure: f32) -> Vec<(T, f32)> {
    votes.ranked().into_iter().map(|(label, share)| (label, share * sure)).collect()
}

/// Candidates for one stretch, the likeliest type first.
fn propose(reading: &Reading, tokens: &Range<usize>, mut types: Vec<(T, f32)>, candidates: &mut Vec<Candidate>) {
    let span = Span::new(reading.tokens[tokens.start].span.start, reading.tokens[tokens.end - 1].span.end);
    types.sort_by(|a, b| b.1.total_cmp(&a.1));
    let told = types.iter().enumerate().filter(|(rank, t)| *rank == 0 || t.1 >= LEAST).map(|(_, t)| t);
    candidates.extend(told.map(|&(label, confidence)| Candidate { span, label, source: Source::Name, confidence }));
}

/// The names in a stretch: its corpus joins some that are two ("Lund, Kenya", "Kenya's Ministry of Ports"), a country may
/// stand before a person's whole name, and a title is no part of one.
fn parts(reading: &Reading, tagged: &Tagged, named: &[Named]) -> Vec<Range<usize>> {
    let Range { start, end } = trimmed(reading, &tagged.tokens);
    let place = reading.matches[start].filter(|(_, e)| e.kinds.any(Kinds::COUNTRY.with(Kinds::CITY)));
    let body = reading.matches[start].filter(|(_, e)| e.kinds.any(Kinds::ORGANIZATION.with(Kinds::GROUP)));
    // "Labour's Dawn Roe"
    let is_person =
        |i: usize| i + 1 < end && seen(named, &(i..end)).is_some_and(|name| name.votes.likeliest().0 == T::Person);
    for i in start + 1..end.max(start + 2) - 1 {
        let comma = tagged.likeliest() == Class::Location && reading.word(i) == ",";
        // "the Clean Water Act and Article 5"
        let cited = reading.word(i) == "and" && NUMBERED.contains(&reading.word(i + 1));
        let clitic = reading.tokens[i].kind == TokenKind::Clitic;
        let owner =
            clitic && (place.is_some_and(|(to, _)| to == i) || body.is_some_and(|(to, _)| to == i) && is_person(i + 1));
        if comma || owner || cited {
            return vec![start..i, i + 1..end];
        }
    }
    if tagged.likeliest() == Class::Person && end == start + 4 && are_two_people(reading, start) {
        return vec![start..start + 2, start + 2..end];
    }
    if tagged.likeliest() == Class::Person
        // "Ana Roe & Peter Novak"
        && let Some(and) = (start + 2..end.saturating_sub(2)).find(|&i| matches!(reading.word(i), "and" | "&"))
    {
        return vec![start..and, and + 1..end];
    }
    // What the rules see at the end of the stretch.
    let last = named.partition_point(|n| n.segment.tokens.end < end);
    let last = named.get(last).filter(|n| n.segment.tokens.end == end && n.segment.tokens.start > start);
    let Some(Named { segment, votes, .. }) = last else { return vec![start..end] };
    let begins = segment.tokens.start;
    // "Don" and "Dean" are names as well: there the tagger knows better.
    let called =
        |i: usize| gazetteer::lookup(reading.word(i)).is_some_and(|e| e.kinds.any(Kinds::GIVEN) && e.person_rank == 3);
    let is_title = |i: usize| reading.is(i, Roles::TITLE) && !called(i);
    if tagged.likeliest() == Class::Person && segment.titled && (start..begins).all(is_title) {
        return vec![begins..end];
    }
    let after_country = place.is_some_and(|(to, e)| to == begins && e.kinds.any(Kinds::COUNTRY));
    if after_country && segment.tokens.len() > 1 && votes.likeliest().0 == T::Person {
        return vec![start..begins, begins..end];
    }
    vec![start..end]
}

/// "Ana Roe Peter Novak": names in a column, such as signatures and rosters, that lost their line breaks.
fn are_two_people(reading: &Reading, start: usize) -> bool {
    let is_given = |i: usize| {
        let entry = reading.matches[i].filter(|(end, _)| *end == i + 1);
        entry.is_some_and(|(_, e)| e.kinds.any(Kinds::GIVEN) && e.gender.is_some())
    };
    let whole = (start..start + 4).all(|i| reading.tokens[i].shape == Shape::Title && !reading.tokens[i].glued);
    let again = (0..2).all(|i| reading.word(start + i) == reading.word(start + 2 + i));
    whole && (again || [0, 2].iter().all(|i| is_given(start + i)) && ![1, 3].iter().any(|i| is_given(start + i)))
}

/// Without ordinary words before it ("northern Kenya") and letters of other alphabets behind it.
fn trimmed(reading: &Reading, tokens: &Range<usize>) -> Range<usize> {
    let Range { mut start, mut end } = *tokens;
    let ordinary = |i: usize| reading.tokens[i].kind == TokenKind::Word && reading.tokens[i].shape == Shape::Lower;
    let compound = |i: usize| reading.word(i + 1) == "-" || reading.word(i + 1) == "of";
    if start + 1 < end && ordinary(start) && reading.starts_name(start + 1) && !reading.is(start, Roles::PARTICLE) {
        start += usize::from(!compound(start));
    }
    while end > start + 1
        && reading.tokens[end - 1].is_capitalized()
        && !reading.tokens[end - 1].glued
        && !reading.starts_name(end - 1)
    {
        end -= 1;
    }
    // No name begins or ends with a hyphen: of "al-Vale" and "Roe Vale-o-rin" the tagger may have seen a part.
    let glued = |i: usize| reading.tokens.get(i).is_some_and(|t| t.glued);
    if end > start + 1 && reading.word(end - 1) == "-" {
        end = if glued(end - 1) && glued(end) { end + 1 } else { end - 1 };
    }
    if start > 0 && reading.word(start) == "-" && glued(start) {
        start -= 1;
    }
    start..end
}

/// Ordinary words in capitals among others: "He SAID SO".
fn is_stress(reading: &Reading, tokens: &Range<usize>) -> bool {
    let ordinary = |i: usize| {
        let written = reading.tokens[i].shape == Shape::Upper && reading.tokens[i].kind == TokenKind::Word;
        written && reading.share(i).is_some_and(|share| share < 2)
    };
    tokens.clone().all(ordinary) && tokens.clone().any(|i| reading.word(i).len() > 3)
}

/// Numbers of flights, gates and rooms ("AB-12").
fn is_number(reading: &Reading, tokens: &Range<usize>) -> bool {
    let letters = |i: usize| reading.word(i).chars().filter(|c| c.is_alphabetic()).count();
    tokens.len() <= 3
        && tokens.clone().any(|i| reading.word(i).ends_with(|c: char| c.is_ascii_digit()))
        && tokens.clone().filter(|&i| reading.tokens[i].kind == TokenKind::Word).all(|i| letters(i) <= 2)
}

/// The name that the rules see in just these tokens.
fn seen<'n>(named: &'n [Named], tokens: &Range<usize>) -> Option<&'n Named> {
    let at = named.partition_point(|n| n.segment.tokens.start < tokens.start);
    named.get(at).filter(|n| n.segment.tokens == *tokens)
}

/// What the rules say of the types of just these tokens, and whether a head word makes the name.
fn votes(reading: &Reading, tokens: &Range<usize>, named: &[Named]) -> (Votes, bool) {
    if let Some(same) = seen(named, tokens) {
        return (same.votes, same.segment.head != Roles::default());
    }
    let (first, last) = (tokens.start, tokens.end - 1);
    let head = [(last, Roles::HEAD), (first, Roles::HEAD_FIRST)]
        .into_iter()
        .find(|&(i, heads)| first < last && reading.is(i, heads))
        .map_or(Roles::default(), |(i, _)| reading.roles[i]);
    let entry = whole_entry(reading, first, last + 1);
    (classify(reading, &Segment::shaped(tokens.clone(), head, entry)), head != Roles::default())
}

/// Each type's probability: that of its class, parted among the types of the class as the votes say.
fn types(tagged: &Tagged, votes: &Votes) -> Vec<(T, f32)> {
    let mut all = Vec::with_capacity(10);
    for (class, share) in CLASSES.iter().zip(tagged.shares) {
        let members: &[T] = match class {
            Class::Person => &[T::Person],
            Class::Organization => &[T::Org],
            // Its corpus calls most squares and airports places.
            Class::Location if votes.likeliest().0 == T::Fac => &[T::Gpe, T::Loc, T::Fac],
            Class::Location => &[T::Gpe, T::Loc],
            Class::Norp => &[T::Norp, T::Language],
            Class::Misc => &[T::Event, T::WorkOfArt, T::Law],
            Class::Facility => &[T::Fac],
            Class::Product => &[T::Product],
        };
        let mut weights = [0.0; 3];
        weights.iter_mut().zip(members).for_each(|(weight, &t)| *weight = votes.0[t as usize].clamp(-20.0, 20.0).exp());
        let sum: f32 = weights.iter().sum();
        all.extend(members.iter().zip(weights).map(|(&t, weight)| (t, share * weight / sum)));
    }
    all
}

/// Most types have next to no votes: fewer are as good as so many, and what these are worth by each of [`RULES`].
const LEAST_VOTED: f32 = 0.01;
static LEAST_WORTH: LazyLock<[f32; 2]> = LazyLock::new(|| RULES.map(|weight| LEAST_VOTED.powf(weight)));

/// The types' probabilities times the rules' to the power of their weight, so that all add up to `sure` as before.
fn blend(mut types: Vec<(T, f32)>, votes: &Votes, headed: bool, sure: f32) -> Vec<(T, f32)> {
    let shares = votes.shares();
    let (weight, least) = (RULES[usize::from(headed)], LEAST_WORTH[usize::from(headed)]);
    for (label, share) in &mut types {
        let by_rules = shares[*label as usize];
        *share *= if by_rules > LEAST_VOTED { by_rules.powf(weight) } else { least };
    }
    let sum: f32 = types.iter().map(|t| t.1).sum();
    types.iter_mut().for_each(|t| t.1 *= sure / sum.max(f32::MIN_POSITIVE));
    types
}
