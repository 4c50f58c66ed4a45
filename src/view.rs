//! The analysis as plain data: in, the layers of a document in bytes; out, [`Analysis`] in UTF-16 code units.
//!
//! The types mirror `analysis.d.ts` one for one; serde gives them their JSON and JavaScript names.

use serde::Serialize;

use crate::entity;
use crate::link::Links;
use crate::quote;
use crate::text::utf16::Utf16Map;
use crate::text::{self, Document};

/// A stretch of the input, in UTF-16 code units, `end` exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Span {
    /// First code unit.
    pub start: usize,
    /// One past the last code unit.
    pub end: usize,
}

/// OntoNotes 5 label names, plus what a reader can click.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[allow(missing_docs, reason = "the names are the standard's own")]
pub enum EntityType {
    Person,
    Norp,
    Fac,
    Org,
    Gpe,
    Loc,
    Product,
    Event,
    WorkOfArt,
    Law,
    Language,
    Date,
    Time,
    Percent,
    Money,
    Quantity,
    Ordinal,
    Cardinal,
    Url,
    Email,
    Handle,
}

/// What a block of the article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names are the newsroom's own")]
pub enum BlockKind {
    Masthead,
    Headline,
    Byline,
    Dateline,
    Subheading,
    Paragraph,
    ListItem,
}

/// A paragraph, headline or other block of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Block {
    /// First code unit.
    pub start: usize,
    /// One past the last code unit.
    pub end: usize,
    /// What it is.
    pub kind: BlockKind,
}

/// One stretch of text that names an entity. Mentions never overlap.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Mention {
    /// First code unit.
    pub start: usize,
    /// One past the last code unit.
    pub end: usize,
    /// Its type.
    #[serde(rename = "type")]
    pub label: EntityType,
    /// Index into [`Analysis::entities`]: the thing this mention names.
    pub entity: usize,
    /// 0 to 1.
    pub confidence: f32,
}

/// One thing in the world, however often and by whatever name the article mentions it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entity {
    /// Its type.
    #[serde(rename = "type")]
    pub label: EntityType,
    /// The fullest name that the article uses.
    pub name: String,
    /// Indices into [`Analysis::mentions`], in text order.
    pub mentions: Vec<usize>,
    /// The role or title that the article gives a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Span>,
    /// ISO 3166-1 alpha-2 of a country; of a place or people, its country's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Normalised value of a date, sum or number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// How a speaker is referred to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SpeakerKind {
    /// A person or body by name, or resolved to one.
    Named,
    /// "a senior US official".
    Role,
    /// "rebels".
    Group,
    /// A pronoun that could not be resolved.
    Pronoun,
}

/// Who or what a quotation is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Speaker {
    /// First code unit.
    pub start: usize,
    /// One past the last code unit.
    pub end: usize,
    /// Index into [`Analysis::entities`]; absent for a source with no name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<usize>,
    /// How the source is referred to.
    pub kind: SpeakerKind,
}

/// How words are quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum QuoteKind {
    /// A whole clause or sentence in quotation marks.
    Direct,
    /// Reported speech of which a part stands in quotation marks.
    Mixed,
    /// Reported speech with no quotation marks.
    Indirect,
    /// Words in quotation marks that report no one's speech.
    Scare,
}

/// One quotation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quote {
    /// How it quotes.
    pub kind: QuoteKind,
    /// What is attributed, without speaker and cue; several spans where it is interrupted.
    pub content: Vec<Span>,
    /// Whose words they are, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<Speaker>,
    /// The verb or phrase that attributes: "said", "according to".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cue: Option<Span>,
    /// Who was spoken to ("told AFP").
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addressee: Option<Span>,
    /// 0 to 1.
    pub confidence: f32,
}

/// Whether the text is English enough for the rest to be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Language {
    /// English.
    #[serde(rename = "en")]
    English,
    /// Too little like English.
    #[serde(rename = "other")]
    Other,
}

/// The analysis of one article.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Analysis {
    /// The input's length in UTF-16 code units.
    pub length: usize,
    /// English or not.
    pub language: Language,
    /// Paragraphs, headlines and the like, in text order.
    pub blocks: Vec<Block>,
    /// Sentences, in text order.
    pub sentences: Vec<Span>,
    /// Mentions, in text order, never overlapping.
    pub mentions: Vec<Mention>,
    /// Entities, in the order of their first mentions.
    pub entities: Vec<Entity>,
    /// Quotations, in text order.
    pub quotes: Vec<Quote>,
}

/// What the caller knows of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The day of writing in ISO 8601 ("2016-09-09"), which dates such as "last Friday" are told from. Without one, or with one that
    /// is no date, the article's own dateline serves.
    pub date: Option<String>,
}

/// Turns the byte layers of a document into an [`Analysis`].
pub(crate) fn to_utf16(
    document: &Document,
    language: Language,
    mentions: &[entity::Mention],
    links: Links,
    quotes: &[quote::Quote],
) -> Analysis {
    let map = Utf16Map::new(document.text);
    let span = |s: text::Span| Span { start: map.offset(s.start), end: map.offset(s.end) };
    Analysis {
        length: map.offset(document.text.len()),
        language,
        blocks: document
            .blocks
            .iter()
            .map(|b| Block { start: map.offset(b.span.start), end: map.offset(b.span.end), kind: b.kind })
            .collect(),
        sentences: document.sentences.iter().map(|s| span(s.span)).collect(),
        mentions: mentions
            .iter()
            .zip(&links.of_mention)
            .map(|(m, &entity)| Mention {
                start: map.offset(m.span.start),
                end: map.offset(m.span.end),
                label: m.label,
                entity,
                confidence: m.confidence,
            })
            .collect(),
        entities: links
            .entities
            .into_iter()
            .map(|e| Entity {
                label: e.label,
                name: e.name,
                mentions: e.mentions,
                role: e.role.map(span),
                country: e.country.map(str::to_owned),
                value: e.value,
            })
            .collect(),
        quotes: quotes
            .iter()
            .map(|q| Quote {
                kind: q.kind,
                content: q.content.iter().map(|&s| span(s)).collect(),
                speaker: q.speaker.map(|s| Speaker {
                    start: map.offset(s.span.start),
                    end: map.offset(s.span.end),
                    entity: s.entity,
                    kind: s.kind,
                }),
                cue: q.cue.map(span),
                addressee: q.addressee.map(span),
                confidence: q.confidence,
            })
            .collect(),
    }
}
