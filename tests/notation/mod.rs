//! The notation of the annotated cases: an article with marks in, the article and its expected marks out, and back.
//!
//! `docs/labelling.md` describes it for the people who write cases. Everything here counts in UTF-16 code units.

mod parse;
mod render;

use std::collections::BTreeMap;

use article_highlighter::{Analysis, Quote, Speaker, SpeakerKind};

pub use parse::parse;
pub use render::render;

/// Which marks a case has; the folder it lies in says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// Blocks and sentences.
    Text,
    /// Mentions and their types.
    Entity,
    /// Mentions, their types and the entities that they name.
    Link,
    /// Quotations with speakers, cues and addressees.
    Quote,
}

/// First and one past the last code unit.
pub type Range = (usize, usize);

/// What a case says of a text, or what an analysis says of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marks {
    pub blocks: Vec<(Range, String)>,
    pub sentences: Vec<Range>,
    pub mentions: Vec<MentionMark>,
    pub quotes: Vec<QuoteMark>,
}

/// `[Lopez|PERSON=Ana Lopez; role mayor]`
#[derive(Clone, Debug, PartialEq)]
pub struct MentionMark {
    pub range: Range,
    pub label: String,
    /// The name of its entity; where several entities bear one name, "#2" and so on is added to the later ones.
    pub entity: String,
    /// Of "role", "country" and "value" those that the case asks for.
    pub attributes: BTreeMap<String, String>,
}

/// All marks of one number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QuoteMark {
    pub kind: String,
    pub content: Vec<Range>,
    /// The name of the entity that speaks.
    pub by: Option<String>,
    /// Where the speaker stands, and as what: "speaker" for one with a name, else "role", "group", "pronoun",
    /// or "source" for any of these three.
    pub speaker: Option<(Range, String)>,
    pub cue: Option<Range>,
    pub addressee: Option<Range>,
}

impl Marks {
    /// What an analysis says, as far as `asked` asks for it.
    pub fn of(analysis: &Analysis, text: &str, asked: &Self) -> Self {
        let units: Vec<u16> = text.encode_utf16().collect();
        let slice = |range: Range| String::from_utf16_lossy(&units[range.0..range.1]);
        let names = entity_names(analysis);
        let mentions = analysis.mentions.iter().map(|m| {
            let range = (m.start, m.end);
            let entity = &analysis.entities[m.entity];
            let wanted = asked.mentions.iter().find(|a| a.range == range).map(|a| &a.attributes);
            let attributes = wanted.into_iter().flatten().map(|(key, _)| {
                let value = match key.as_str() {
                    "role" => entity.role.map(|r| slice((r.start, r.end))),
                    "country" => entity.country.clone(),
                    _ => entity.value.clone(),
                };
                (key.clone(), value.unwrap_or_else(|| "none".into()))
            });
            let entity = names[m.entity].clone();
            MentionMark { range, label: json_name(&m.label), entity, attributes: attributes.collect() }
        });
        let mut quotes: Vec<_> = analysis.quotes.iter().map(|q| quote_mark(q, &names, asked, &slice)).collect();
        quotes.sort_by_key(|q| q.content.first().copied());
        Self {
            blocks: analysis.blocks.iter().map(|b| ((b.start, b.end), json_name(&b.kind))).collect(),
            sentences: analysis.sentences.iter().map(|s| (s.start, s.end)).collect(),
            mentions: mentions.collect(),
            quotes,
        }
    }
}

fn quote_mark(quote: &Quote, names: &[String], asked: &Marks, slice: &dyn Fn(Range) -> String) -> QuoteMark {
    // A colon or dash that attributes by itself may be reported as the cue or not.
    let cue = quote.cue.map(|s| (s.start, s.end)).filter(|&range| slice(range).contains(char::is_alphabetic));
    let by = quote.speaker.and_then(|s| s.entity).map(|e| names[e].clone());
    let speaker = quote.speaker.map(|s| ((s.start, s.end), speaker_word(s, asked)));
    // The latest expression for a speaker who goes on speaking is not asked for, only the name.
    let implicit = cue.is_none() && by.is_some();
    QuoteMark {
        kind: json_name(&quote.kind),
        content: quote.content.iter().map(|c| (c.start, c.end)).collect(),
        by,
        speaker: if implicit { None } else { speaker },
        cue,
        addressee: quote.addressee.map(|s| (s.start, s.end)),
    }
}

fn speaker_word(speaker: Speaker, asked: &Marks) -> String {
    let loose =
        |q: &QuoteMark| q.speaker.as_ref().is_some_and(|(r, w)| *r == (speaker.start, speaker.end) && w == "source");
    match speaker.kind {
        _ if speaker.entity.is_some() => "speaker",
        SpeakerKind::Named => "nobody",
        _ if asked.quotes.iter().any(loose) => "source",
        SpeakerKind::Role => "role",
        SpeakerKind::Group => "group",
        SpeakerKind::Pronoun => "pronoun",
    }
    .into()
}

/// The entities' names, made distinct.
fn entity_names(analysis: &Analysis) -> Vec<String> {
    let mut seen = BTreeMap::<&str, usize>::new();
    let name = |e: &article_highlighter::Entity| e.name.clone();
    let mut names = Vec::with_capacity(analysis.entities.len());
    for entity in &analysis.entities {
        let count = seen.entry(&entity.name).and_modify(|n| *n += 1).or_insert(1);
        names.push(if *count == 1 { name(entity) } else { format!("{}#{count}", entity.name) });
    }
    names
}

/// The name by which JSON knows an enum's variant: "PERSON", "list-item".
fn json_name(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).expect("the variant has a JSON name")
}
