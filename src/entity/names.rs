//! Names: a block's tokens in, candidates for PERSON, ORG, GPE and the other named types out.
//!
//! [`Reading::new`] tells which capitals mean something where they stand; [`find_segments`] cuts the runs of such words into
//! names; [`classify`] gives each name votes for its types. The trained tagger takes these names of the rules as features
//! and has the last word. A name with two likely types gives two candidates, and `choose` settles it by the whole article.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashSet;

use super::Candidate;
use super::classify::{classify, share_in_lists};
use super::cues::{Roles, Votes};
use super::forms::Forms;
use super::gazetteer::Kinds;
use super::heard::{Heard, Said};
use super::reading::{Capital, Looks, Reading};
use super::segments::{Segment, find_segments};
use super::shouting::{Softened, soften};
use super::tagger::{Guess, guess, tag};
use super::works::find_works;
use crate::text::{Sentence, Span, Token, TokenKind};

/// A name as the rules see it.
pub(crate) struct Named {
    /// Its tokens and what shapes it.
    pub segment: Segment,
    /// What speaks for each type.
    pub votes: Votes,
    /// How sure it is that it is a name at all.
    pub sure: f32,
}

/// All names of a block as the rules see them, in order.
pub(crate) fn read_names(reading: &Reading, sentences: &[Sentence]) -> Vec<Named> {
    let mut named = Vec::new();
    for sentence in sentences {
        let segments = find_segments(reading, sentence.tokens.clone());
        let mut votes: Vec<Votes> = segments.iter().map(|s| classify(reading, s)).collect();
        share_in_lists(reading, &segments, &mut votes);
        named.extend(segments.into_iter().zip(votes).map(|(segment, votes)| {
            let sure = certainty(reading, &segment);
            Named { segment, votes, sure }
        }));
    }
    named
}

/// What one block by itself knows of its names.
pub struct BlockNames {
    /// Text and tokens as they were read, where they stand in capitals.
    softened: Option<(String, Vec<Token>)>,
    looks: Looks,
    named: Vec<Named>,
    works: Vec<Candidate>,
    guesses: Vec<Guess>,
    /// What the article said of the words when it was last asked, and the names that were found then.
    last: RefCell<Last>,
}

#[derive(Default)]
struct Last {
    /// For each guess what the article said of its words.
    said: Vec<Vec<[Said; 2]>>,
    /// None before it was first asked.
    names: Option<Rc<[Candidate]>>,
}

/// The block pass.
pub fn read_block(text: &str, tokens: &[Token], sentences: &[Sentence], forms: &mut Forms) -> BlockNames {
    let softened = soften(text, tokens, sentences);
    let ids = forms.read(&softened.text, &softened.tokens);
    let reading = Reading::new(&softened.text, &softened.tokens, sentences, forms, &ids);
    let works = find_works(&reading);
    let named = read_names(&reading, sentences);
    let guesses = guess(&reading, sentences, &named, (forms, &ids));
    let looks = reading.into_looks();
    let softened = match softened {
        Softened { text: Cow::Owned(text), tokens } => Some((text, tokens.into_owned())),
        _ => None,
    };
    BlockNames { softened, looks, named, works, guesses, last: RefCell::default() }
}

impl BlockNames {
    /// Tells the article of the names in this block.
    pub fn speak(&self, heard: &mut Heard) {
        self.guesses.iter().for_each(|guess| guess.speak(heard));
    }

    /// The document pass: every name that the block suggests, all that the article says of its words considered. What the
    /// article says is all that it takes from beyond the block: where that is as it was, so are the names.
    pub fn find_names(&self, text: &str, tokens: &[Token], heard: &Heard) -> Rc<[Candidate]> {
        let said: Vec<_> = self.guesses.iter().map(|guess| guess.listen(heard)).collect();
        let mut last = self.last.borrow_mut();
        if let Some(names) = last.names.as_ref().filter(|_| last.said == said) {
            return Rc::clone(names);
        }
        let (text, tokens) = self.softened.as_ref().map_or((text, tokens), |(text, tokens)| (text, tokens));
        let reading = Reading::again(text, tokens, &self.looks);
        let mut candidates = tag(&reading, &self.named, &self.guesses, &said);
        let works: FxHashSet<Span> = self.works.iter().map(|c| c.span).collect();
        candidates.retain(|c| !works.contains(&c.span));
        candidates.extend(&self.works);
        let names: Rc<[Candidate]> = candidates.into();
        *last = Last { said, names: Some(Rc::clone(&names)) };
        names
    }
}

/// How sure it is that the segment is a name at all.
fn certainty(reading: &Reading, segment: &Segment) -> f32 {
    let words = segment.tokens.clone().filter(|&i| reading.tokens[i].kind == TokenKind::Word);
    // Ordinary words with a capital are names only with something that says so ("the Agency", "Best Editing").
    let ordinary = words.clone().all(|i| reading.share(i).is_some_and(|s| s <= 4));
    let listed = segment.entry.is_some_and(|e| e.kinds.0 & !Kinds::GIVEN.with(Kinds::SURNAME).0 != 0);
    let shaped = segment.head != Roles::default() && segment.tokens.len() > 1;
    // "AB-12", "B7": numbers of flights, gates and rooms.
    let numbered = segment.tokens.len() <= 3
        && segment.tokens.clone().any(|i| reading.word(i).ends_with(|c: char| c.is_ascii_digit()))
        && words.clone().all(|i| reading.word(i).chars().filter(|c| c.is_alphabetic()).count() <= 2);
    if (ordinary || numbered) && !(listed || shaped || segment.titled) {
        return 0.3;
    }
    let weak = words.clone().all(|i| reading.capital(i) != Capital::Strong);
    if weak && !segment.titled { 0.5 } else { 0.95 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::{NAME_CONTEXTS, NAME_WORDS, entries};
    use crate::text::{sentences, tokens};

    /// What the rules alone find in one paragraph; every word of their lists is held to it.
    fn by_rules(text: &str) -> String {
        let tokens = tokens::tokenize(text);
        let sentences = sentences::split(text, &tokens);
        let mut forms = Forms::default();
        let ids = forms.read(text, &tokens);
        let named = read_names(&Reading::new(text, &tokens, &sentences, &forms, &ids), &sentences);
        let mut out = text.to_owned();
        for name in named.iter().rev() {
            let span = tokens[name.segment.tokens.start].span.start..tokens[name.segment.tokens.end - 1].span.end;
            let label = serde_json::to_value(name.votes.likeliest().0).unwrap();
            let marked = format!("[{}|{}]", &text[span.clone()], label.as_str().unwrap());
            out.replace_range(span, &marked);
        }
        out
    }

    #[test]
    fn names_are_guessed_again_when_the_article_says_something_else() {
        let read = |text| {
            let tokens = tokens::tokenize(text);
            (read_block(text, &tokens, &sentences::split(text, &tokens), &mut Forms::default()), tokens)
        };
        // A short text hears nothing: the other block says it often enough.
        let people = "“No,” said Lena Marino, and then Mr Marino left the harbour with two of her boats. ".repeat(12);
        let (text, people) = ("Nobody in Marino spoke.", people.as_str());
        let hear = |blocks: &[&BlockNames]| {
            let mut heard = Heard::default();
            blocks.iter().for_each(|block| block.speak(&mut heard));
            heard
        };
        let ((block, tokens), (other, _)) = (read(text), read(people));
        let alone = block.find_names(text, &tokens, &hear(&[&block]));
        let among = block.find_names(text, &tokens, &hear(&[&block, &other]));
        assert_ne!(alone, among);
        assert_eq!(among, read(text).0.find_names(text, &tokens, &hear(&[&block, &other])));
        assert_eq!(alone, block.find_names(text, &tokens, &hear(&[&block])));
        assert!(Rc::ptr_eq(
            &block.find_names(text, &tokens, &hear(&[&block])),
            &block.find_names(text, &tokens, &hear(&[&block]))
        ));
    }

    #[test]
    fn every_title_stays_outside_the_name() {
        for (word, roles) in entries(NAME_WORDS).filter(|(_, roles)| roles.split(' ').any(|r| r == "title")) {
            let got = by_rules(&format!("They met {word} Ana Lopez there."));
            assert!(got.contains("[Ana Lopez|PERSON]"), "{word} ({roles}): {got}");
        }
    }

    #[test]
    fn every_head_word_makes_its_name() {
        for (word, roles) in entries(NAME_WORDS) {
            let label = match roles.split(' ').next().unwrap_or("") {
                "org" | "corp" => "ORG",
                "fac" => "FAC",
                "loc" => "LOC",
                "gpe" => "GPE",
                "event" => "EVENT",
                "law" => "LAW",
                "work" => "WORK_OF_ART",
                _ => continue,
            };
            let got = by_rules(&format!("They praised the Ostby {word} there."));
            assert!(got.contains(&format!("[Ostby {word}|{label}]")), "{word}: {got}");
        }
    }

    #[test]
    fn every_context_speaks_for_its_type() {
        use super::super::cues::{votes_after, votes_before};
        for (pattern, vote) in entries(NAME_CONTEXTS) {
            let (before, after) = pattern.split_once('_').unwrap();
            let votes = if after.is_empty() { votes_before(before.trim()) } else { votes_after(after.trim()) };
            let label = vote.split(' ').next().unwrap();
            let known = |l| serde_json::to_value(l).unwrap().as_str() == Some(label);
            assert!(votes.iter().any(|&(l, weight)| known(l) && weight > 0.0), "{pattern}");
        }
    }
}
