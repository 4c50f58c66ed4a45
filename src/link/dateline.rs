//! A document and its mentions in; out, where and when it was written, and for each value what settles its meaning.

use super::places;
use crate::entity::Mention;
use crate::entity::calendar::Day;
use crate::entity::values::{self, Setting};
use crate::lexicon::TENSES;
use crate::text::{Document, TokenKind};
use crate::view::{BlockKind, EntityType};

/// How far into a paragraph a dateline such as "GENEVA, Sept. 9, 2016 —" can reach, in tokens.
const REACH: usize = 16;

/// How far from a date a verb still tells its tense, in tokens.
const WINDOW: usize = 12;

/// Where and when an article was written.
#[derive(Clone, Debug, Default)]
pub struct Dateline {
    day: Option<Day>,
    country: Option<&'static str>,
}

/// What stands around a value, as far as it matters: whether the sentence looks ahead, and the word before.
pub type Context = (bool, &'static str);

impl Dateline {
    /// Reads the dateline; a day that is given outranks the article's own.
    pub fn read(document: &Document, mentions: &[Mention], day: Option<Day>) -> Self {
        let mut read = Self { day, country: None };
        let paragraph = document.blocks.iter().find(|block| block.kind == BlockKind::Paragraph);
        let reach = paragraph.and_then(|block| {
            let tokens = block.tokens.start..block.tokens.end.min(block.tokens.start + REACH);
            let dash = |i: &usize| {
                matches!(document.word(*i), "—" | "–" | "-" | "--") && *i > tokens.start && !document.tokens[*i].glued
            };
            tokens.clone().find(dash).map(|dash| tokens.start..dash)
        });
        for block in &document.blocks {
            let tokens = match block.kind {
                BlockKind::Dateline | BlockKind::Byline => block.tokens.clone(),
                _ if paragraph == Some(block) => reach.clone().unwrap_or(0..0),
                _ => continue,
            };
            if tokens.is_empty() {
                continue;
            }
            let span = document.span_of(tokens);
            let first = mentions.partition_point(|mention| mention.span.start < span.start);
            for mention in mentions[first..].iter().take_while(|mention| mention.span.end <= span.end) {
                let text = mention.span.of(document.text);
                match mention.label {
                    EntityType::Gpe => read.country = places::country(mention.label, text).or(read.country),
                    EntityType::Date if read.day.is_none() => {
                        read.day =
                            values::value(mention.label, text, &Setting::default()).and_then(|date| Day::parse(&date));
                    }
                    _ => {}
                }
            }
            if paragraph == Some(block) {
                break;
            }
        }
        read
    }

    /// What of the words around a mention its value depends on.
    pub fn context(&self, document: &Document, mention: &Mention) -> Context {
        if !matches!(mention.label, EntityType::Date | EntityType::Time) {
            return (false, "");
        }
        let tokens = document.tokens_in(mention.span);
        let before = tokens.start.checked_sub(1).map_or("", |i| document.word(i));
        let known = ["the", "her", "his", "their", "my", "your", "our"];
        let before = known.into_iter().find(|word| before.eq_ignore_ascii_case(word)).unwrap_or("");
        (self.day.is_some() && looks_ahead(document, tokens), before)
    }

    /// All that settles a value.
    pub fn setting(&self, (ahead, before): Context) -> Setting<'_> {
        Setting { day: self.day, country: self.country, ahead, before }
    }
}

/// Whether the word nearest to a date that tells a tense tells what is to come.
fn looks_ahead(document: &Document, date: std::ops::Range<usize>) -> bool {
    let sentence = &document.sentences[document.sentence_of(date.start)].tokens;
    let tense = |i: usize| {
        let token = &document.tokens[i];
        if !matches!(token.kind, TokenKind::Word | TokenKind::Clitic) {
            return None;
        }
        let word = document.word(i).to_lowercase();
        TENSES
            .get(&word)
            .map(|tense| tense == "ahead")
            .or_else(|| (word.len() > 4 && word.ends_with("ed")).then_some(false))
    };
    for distance in 1..=WINDOW {
        let before = date.start.checked_sub(distance).filter(|&i| i >= sentence.start).and_then(tense);
        let after = Some(date.end - 1 + distance).filter(|&i| i < sentence.end).and_then(tense);
        if let Some(ahead) = before.or(after) {
            return ahead;
        }
    }
    false
}
