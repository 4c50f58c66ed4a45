//! Which type of its class a name has, from the whole article: the mentions chosen in, the same with their types told out.
//!
//! The tagger knows seven classes only, and a single block. Here an event, a work and a law are told apart by the words in the
//! name and around all its mentions, and a language from its people by what stands beside it.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::Mention;
use super::rows::are_joined;
use crate::lexicon::{LANGUAGES, TYPE_WORDS, entries};
use crate::text::{Document, Shape, Token, TokenKind};
use crate::view::EntityType::{self, Event, Gpe, Language, Law, Loc, Norp, Org, Person, WorkOfArt};

/// How far from a name words speak for its type, in tokens.
const REACH: usize = 7;

/// How many mentions of a name are heard.
const HEARD: usize = 20;

/// The types that are told apart by the words of `type_words.txt`.
const KINDS: [EntityType; 3] = [Event, WorkOfArt, Law];

/// How much speaks for each of [`KINDS`].
type Scores = [f32; KINDS.len()];

type Words = FxHashMap<String, (usize, f32)>;

/// What words in a name and beside it say.
static WORDS: LazyLock<(Words, Words)> = LazyLock::new(|| {
    let (mut inside, mut beside) = (Words::default(), Words::default());
    for (entry, vote) in entries(TYPE_WORDS) {
        let (place, word) = entry.split_once(' ').expect("type_words.txt: where, and which word");
        let (kind, weight) = vote.split_once(' ').expect("type_words.txt: a type and a weight");
        let kind = ["EVENT", "WORK_OF_ART", "LAW"].iter().position(|k| *k == kind).expect("type_words.txt: a type");
        let vote = (kind, weight.parse().expect("type_words.txt: a weight"));
        let words = if place == "in" { &mut inside } else { &mut beside };
        let stem = word.strip_suffix("-s").unwrap_or(word);
        words.insert(stem.to_owned(), vote);
        if stem != word {
            words.insert(format!("{stem}s"), vote);
        }
    }
    (inside, beside)
});

/// Tells the types.
#[must_use]
pub fn tell_types(document: &Document, mut mentions: Vec<Mention>) -> Vec<Mention> {
    tell_kinds(document, &mut mentions);
    tell_languages(document, &mut mentions);
    mentions
}

/// Events, works and laws: all mentions of one name are of one type.
fn tell_kinds(document: &Document, mentions: &mut [Mention]) {
    let mut scores: FxHashMap<&str, (Scores, usize)> = FxHashMap::default();
    for mention in mentions.iter().filter(|m| KINDS.contains(&m.label)) {
        let (sum, heard) = scores.entry(mention.span.of(document.text)).or_default();
        if *heard < HEARD {
            if *heard == 0 {
                add(sum, &by_form(document, mention));
            }
            add(sum, &by_neighbours(document, mention));
            *heard += 1;
        }
    }
    for mention in mentions.iter_mut().filter(|m| KINDS.contains(&m.label)) {
        let Some((scores, _)) = scores.get(mention.span.of(document.text)) else { continue };
        let best = (0..KINDS.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b]).then(b.cmp(&a)));
        mention.label = best.map_or(mention.label, |kind| KINDS[kind]);
    }
}

fn add(sum: &mut Scores, scores: &Scores) {
    sum.iter_mut().zip(scores).for_each(|(sum, score)| *sum += score);
}

/// What the words of a name and its writing say.
fn by_form(document: &Document, mention: &Mention) -> Scores {
    let mut scores = [0.0; KINDS.len()];
    // Without a word of its own a name is most often an event's; a list or a rule that had it otherwise counts more.
    scores[KINDS.iter().position(|&kind| kind == mention.label).unwrap_or(0)] +=
        if mention.label == Event { 0.6 } else { 1.2 };
    let tokens = document.tokens_in(mention.span);
    let words: Vec<&Token> = document.tokens[tokens.clone()].iter().filter(|t| t.kind == TokenKind::Word).collect();
    for token in &words {
        let word = token.span.of(document.text);
        if let Some(&(kind, weight)) =
            WORDS.0.get(&word.to_lowercase()).filter(|_| token.is_capitalized() || words.len() > 1)
        {
            scores[kind] += weight;
        }
    }
    let work = &mut scores[1];
    // "Where the River Ends", "Salt: A Life", "Wake Up!"; but "Jazz on the Square event".
    let small = |t: &&&Token| t.shape == Shape::Lower && !["of", "and", "for"].contains(&t.span.of(document.text));
    let titled = words.first().is_some_and(|t| t.is_capitalized()) && words.last().is_some_and(|t| t.is_capitalized());
    *work += if titled { 0.5 * words.iter().filter(small).count().min(3) as f32 } else { 0.0 };
    let article = |word: &str| ["The", "A", "An", "El", "La", "Los", "Las", "Le", "Les"].contains(&word);
    *work += if words.len() > 1 && article(document.word(tokens.start)) { 1.0 } else { 0.0 };
    *work += if tokens.clone().any(|i| matches!(document.word(i), ":" | "!" | "?")) { 1.5 } else { 0.0 };
    scores
}

/// What stands around a mention says; marks around it make a title.
fn by_neighbours(document: &Document, mention: &Mention) -> Scores {
    let mut scores: Scores = [0.0; KINDS.len()];
    let tokens = document.tokens_in(mention.span);
    let sentence = &document.sentences[document.sentence_of(tokens.start)].tokens;
    let mark = |i: usize| document.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Mark);
    let closes = mark(tokens.end) || matches!(document.word(tokens.end), "," | "." | "!" | "?") && mark(tokens.end + 1);
    if closes && tokens.start.checked_sub(1).is_some_and(mark) {
        scores[1] += 1.5;
    }
    let start = tokens.start.saturating_sub(REACH).max(sentence.start);
    let end = (tokens.end + REACH).min(sentence.end).max(tokens.end);
    let mut heard = [false; KINDS.len()];
    for i in (start..tokens.start).chain(tokens.end..end) {
        if let Some(&(kind, weight)) = WORDS.1.get(&document.word(i).to_lowercase()) {
            // One such word says as much as several.
            scores[kind] += if heard[kind] { 0.0 } else { weight };
            heard[kind] = true;
        }
    }
    scores
}

/// Languages that bear a people's name: "speaks Greek", "written in Greek", "Greek and Turkish" where one of the two is a language.
fn tell_languages(document: &Document, mentions: &mut [Mention]) {
    let listed = |mentions: &[Mention], i: usize| are_joined(document.text, &mentions[i], &mentions[i + 1]);
    let known = |m: &Mention| LANGUAGES.contains(m.span.of(document.text));
    for i in 0..mentions.len() {
        let previous = i.checked_sub(1).is_some_and(|i| mentions[i].label == Language && listed(mentions, i));
        if is_language(document, &mentions[i], previous, known(&mentions[i])) {
            mentions[i].label = Language;
        } else if mentions[i].label == Language && is_people(document, &mentions[i]) {
            mentions[i].label = Norp;
        }
    }
    for i in (1..mentions.len()).rev() {
        let before = &mentions[i - 1];
        if mentions[i].label == Language && before.label == Norp && known(before) && listed(mentions, i - 1) {
            mentions[i - 1].label = Language;
        }
    }
}

fn is_language(document: &Document, mention: &Mention, listed: bool, known: bool) -> bool {
    // "in Balochi" may be a place's name or a person's; "speaks Balochi" is neither.
    let people = mention.label == Norp;
    if !people && !(known && matches!(mention.label, Person | Org | Gpe | Loc)) {
        return false;
    }
    let tokens = document.tokens_in(mention.span);
    let word = |i: Option<usize>| i.map_or("", |i| document.word(i));
    let (one, two) = (word(tokens.start.checked_sub(1)), word(tokens.start.checked_sub(2)));
    let behind = document.word(tokens.end);
    // "in Greek schools": what follows has the people's name for its adjective.
    let alone =
        document.tokens.get(tokens.end).is_none_or(|t| t.kind != TokenKind::Word) || AFTER_LANGUAGES.contains(&behind);
    let spoken = SPOKEN.contains(&one)
        || matches!(one, "fluent" | "broken" | "perfect" | "good" | "zero")
        || SPOKEN.contains(&two) && one.ends_with("ly");
    if !known {
        // "teaches Muslims"
        return alone && spoken && !mention.span.of(document.text).ends_with('s');
    }
    let of = people && one == "of" && matches!(two, "dialect" | "speaker" | "speakers" | "variety");
    let written =
        people && (matches!(one, "in" | "into" | "from") && !matches!(two, "interested" | "rooted") || one == "In");
    LINGUISTIC.contains(&behind) || alone && (spoken || written || listed || of)
}

/// "the Wolof", a people whose name the lists have for its language's.
fn is_people(document: &Document, mention: &Mention) -> bool {
    let tokens = document.tokens_in(mention.span);
    let article = tokens.start.checked_sub(1).is_some_and(|i| matches!(document.word(i), "the" | "The"));
    article && !LINGUISTIC.contains(&document.word(tokens.end))
}

/// Nouns that the name of a language stands before.
const LINGUISTIC: &[&str] = &[
    "alphabet",
    "dialect",
    "dictionary",
    "grammar",
    "language",
    "languages",
    "lessons",
    "script",
    "subtitles",
    "translation",
    "translations",
    "version",
    "versions",
    "vocabulary",
];

/// What is done with languages.
const SPOKEN: &[&str] = &[
    "speak",
    "speaks",
    "spoke",
    "spoken",
    "speaking",
    "learn",
    "learns",
    "learned",
    "learnt",
    "learning",
    "teach",
    "teaches",
    "taught",
    "teaching",
    "understand",
    "understands",
    "understood",
    "translate",
    "studied",
    "study",
    "studying",
    "knows",
    "knew",
];

/// What may follow a language and no adjective.
const AFTER_LANGUAGES: &[&str] = &[
    "and", "or", "to", "on", "at", "by", "with", "for", "as", "but", "when", "while", "that", "which", "because",
    "rather", "only", "well", "fluently", "than", "before", "after", "about", "from", "if", "is", "was", "has", "had",
    "too", "here", "there", "in", "into", "who", "together", "again",
];
