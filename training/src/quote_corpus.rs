//! Articles with annotated attributions in, the judgements that they ask for out: for each word that may be a cue, what it may attribute,
//! for each attribution whose words these may be, for each "he" and "she" whom it stands for, and which of that is right.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use article_highlighter::EntityType;
use article_highlighter::analysis;
use article_highlighter::quote::antecedents::Antecedents;
use article_highlighter::quote::attribute::{self, Decide};
use article_highlighter::quote::ballot::Ballot;
use article_highlighter::quote::context::Context;
use article_highlighter::quote::cues::Cue;
use article_highlighter::quote::find_quotes_by;
use article_highlighter::quote::nominate::Nominees;
use article_highlighter::quote::propose::Choice;
use article_highlighter::quote::source::{Head, Source};
use article_highlighter::quote::standing::before_description;
use article_highlighter::text::Span;
use serde::Deserialize;

use crate::articles;
use crate::sources::{HASH_START, fnv1a};

/// An annotated article; offsets count code points.
#[derive(Deserialize)]
struct Article {
    text: String,
    attributions: Vec<Attribution>,
}

#[derive(Deserialize)]
struct Attribution {
    #[serde(default)]
    source: Vec<[usize; 2]>,
    source_head: Option<[usize; 2]>,
    #[serde(default)]
    cue: Vec<[usize; 2]>,
    content: Vec<[usize; 2]>,
    speaker_name: Option<String>,
}

/// What is annotated, in bytes.
#[derive(Default)]
struct Gold {
    /// The source and its head; none where there is no source.
    source: Option<[Span; 2]>,
    cue: Vec<Span>,
    content: Vec<Span>,
    /// The name of whoever the source stands for.
    name: Option<String>,
}

/// What the articles ask for.
#[derive(Default)]
pub struct Corpus {
    /// For each word that may be a cue, what it may attribute.
    pub contents: Vec<Example>,
    /// For each attribution, whose words these may be.
    pub sources: Vec<Example>,
    /// For each "he" and "she" of whom the name is known, whom it stands for.
    pub pronouns: Vec<Example>,
    /// A hash of the files.
    pub hash: u64,
}

/// One judgement.
pub struct Example {
    /// What there is to choose from.
    pub ballot: Ballot,
    /// The options that are right: the best ones, or that none is.
    pub right: Vec<usize>,
    /// How much each content overlaps what is annotated; 1 for the right sources.
    pub overlaps: Vec<f32>,
    /// Whether something is annotated for this cue.
    pub attributed: bool,
    /// Which option rules would take.
    pub ruled: usize,
    /// How much it counts.
    pub weight: f32,
}

/// How much an article of our own counts: they are fuller of quotations than papers are.
const OURS: f32 = 0.2;

/// Words that turn a cue into silence.
const SILENCE: [&str; 10] =
    ["not", "never", "declined", "declines", "declining", "decline", "refused", "refuses", "refusing", "refuse"];

/// What says whether weights were trained on these features: a hash of those that a text of every construction has.
pub fn fingerprint() -> u64 {
    const TEXT: &str = "Ana Lopez said on Monday that the wall would hold, and that repairs, which she called “urgent,” would begin in May.\n\n\
        The council called for new taxes. “It held,” Peter Novak, a farmer, told reporters. The harbour, according to officials, is safe, he \
        added, saying nobody was hurt. Residents complained about the noise; the minister is expected to announce a plan, sources say.";
    struct Probe(u64);
    impl Probe {
        fn see(&mut self, ballot: &Ballot) {
            self.0 = ballot.groups().flatten().fold(self.0, |hash, feature| fnv1a(hash, &feature.to_le_bytes()));
        }
    }
    impl Decide for Probe {
        fn content(&mut self, _: &Context, _: &Cue, choice: &Choice) -> Option<(usize, f32)> {
            self.see(&choice.ballot);
            None
        }
        fn source(
            &mut self,
            _: &Context,
            _: &Cue,
            _: &attribute::Attribution,
            nominees: &Nominees,
        ) -> Option<(usize, Option<f32>)> {
            self.see(&nominees.ballot);
            Some((nominees.ruled, None))
        }
        fn antecedent(&mut self, _: &Context, _: usize, antecedents: &Antecedents) -> Option<usize> {
            self.see(&antecedents.ballot);
            antecedents.entities.first().copied()
        }
    }
    let mut probe = Probe(HASH_START);
    analysis::below_quotes(TEXT, |document, mentions, links| {
        find_quotes_by(document, mentions, links, &mut probe);
    });
    probe.0
}

impl Corpus {
    /// Adds a corpus in JSON Lines, without every fifth article from `fold` on.
    pub fn read(&mut self, path: &Path, fold: Option<usize>) -> Result<(), String> {
        let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
        self.hash = fnv1a(self.hash ^ HASH_START, text.as_bytes());
        for (n, line) in text.lines().enumerate().filter(|(n, _)| fold != Some(n % 5)) {
            let article: Article =
                serde_json::from_str(line).map_err(|e| format!("{}:{}: {e}", path.display(), n + 1))?;
            let bytes: Vec<usize> = article.text.char_indices().map(|(i, _)| i).chain([article.text.len()]).collect();
            let span = |&[start, end]: &[usize; 2]| Span::new(bytes[start], bytes[end]);
            let gold = |a: &Attribution| Gold {
                source: a.source.last().map(|source| [span(source), span(a.source_head.as_ref().unwrap_or(source))]),
                cue: a.cue.iter().map(span).collect(),
                content: a.content.iter().map(span).collect(),
                name: a.speaker_name.clone(),
            };
            let gold =
                article.attributions.iter().map(gold).filter(|gold| !is_silent(&article.text, &gold.cue)).collect();
            self.add(&article.text, gold, 1.0);
        }
        Ok(())
    }

    /// Adds our own articles, without those of the kind that their files' names begin with.
    pub fn read_own(&mut self, without: Option<&str>) -> Result<(), String> {
        let left_out = |file: &str| {
            let name = Path::new(file).file_name().and_then(|name| name.to_str()).unwrap_or_default();
            without.is_some_and(|kind| name.starts_with(kind))
        };
        for (file, text) in articles::files("quotes")?.into_iter().filter(|(file, _)| !left_out(file)) {
            self.hash = fnv1a(self.hash ^ HASH_START, text.as_bytes());
            // What stands before the first title is nothing.
            for article in format!("\n{text}").split("\n=== ").skip(1) {
                let (title, body) = article.split_once('\n').unwrap_or((article, ""));
                let (text, gold) =
                    marked(body.trim()).ok_or_else(|| format!("{file}: {title}: a mark that cannot be read"))?;
                self.add(&text, gold, OURS);
            }
        }
        Ok(())
    }

    fn add(&mut self, text: &str, gold: Vec<Gold>, weight: f32) {
        let mut reader = Reader { gold, corpus: self, weight };
        analysis::below_quotes(text, |document, mentions, links| {
            find_quotes_by(document, mentions, links, &mut reader);
        });
    }
}

/// Answers as annotated, so that what follows is read as it would be behind the right answer, and notes what was asked.
struct Reader<'c> {
    gold: Vec<Gold>,
    corpus: &'c mut Corpus,
    weight: f32,
}

impl Reader<'_> {
    fn gold(&self, context: &Context, cue: &Cue) -> impl Iterator<Item = &Gold> {
        let at = context.span(cue.tokens.clone());
        self.gold.iter().filter(move |g| g.cue.iter().any(|&c| c.overlaps(at)))
    }
}

impl Decide for Reader<'_> {
    fn content(&mut self, context: &Context, cue: &Cue, choice: &Choice) -> Option<(usize, f32)> {
        let found = self
            .gold(context, cue)
            .map(|gold| overlaps(context, choice, gold))
            .max_by(|a, b| most(a).total_cmp(&most(b)));
        let attributed = found.is_some();
        let overlaps = found.unwrap_or_else(|| vec![0.0; choice.contents.len()]);
        let best = most(&overlaps);
        let right: Vec<usize> = if !attributed {
            vec![0]
        } else if best < 0.5 {
            // The right answer is none of those proposed.
            Vec::new()
        } else {
            (0..overlaps.len()).filter(|&p| overlaps[p] > best - 0.01).collect()
        };
        let best = right.first().copied().unwrap_or(0);
        let ruled = choice.ruled.unwrap_or(0);
        self.corpus.contents.push(Example {
            ballot: choice.ballot.clone(),
            right,
            overlaps,
            attributed,
            ruled,
            weight: self.weight,
        });
        (best > 0).then_some((best, 1.0))
    }

    fn source(
        &mut self,
        context: &Context,
        cue: &Cue,
        _: &attribute::Attribution,
        nominees: &Nominees,
    ) -> Option<(usize, Option<f32>)> {
        let Some(gold) = self.gold(context, cue).next() else { return Some((nominees.ruled, None)) };
        let right = match gold.source {
            None => vec![0],
            Some([source, head]) => sources(context, nominees, source, head),
        };
        let mut overlaps = vec![0.0; nominees.sources.len()];
        right.iter().for_each(|&r| overlaps[r] = 1.0);
        let best = right.first().copied().unwrap_or(nominees.ruled);
        let ballot = nominees.ballot.clone();
        self.corpus.sources.push(Example {
            ballot,
            right,
            overlaps,
            attributed: true,
            ruled: nominees.ruled,
            weight: self.weight,
        });
        Some((best, None))
    }

    fn antecedent(&mut self, context: &Context, at: usize, antecedents: &Antecedents) -> Option<usize> {
        let span = context.span(at..at + 1);
        let gold = self.gold.iter().find(|g| g.source.is_some_and(|[_, head]| head.overlaps(span)));
        let Some(name) = gold.and_then(|g| g.name.as_deref()) else { return antecedents.entities.first().copied() };
        let names = |n: &usize| context.links.entities[antecedents.entities[n - 1]].name.as_str();
        let of = |right: &dyn Fn(&str) -> bool| -> Vec<usize> {
            (1..=antecedents.entities.len()).filter(|n| right(names(n))).collect()
        };
        let last = |name: &str| name.split(' ').next_back().unwrap_or_default().to_lowercase();
        let mut right = of(&|other| other == name);
        if right.is_empty() {
            right = of(&|other| last(other) == last(name));
        }
        let mut overlaps = vec![0.0; antecedents.entities.len() + 1];
        right.iter().for_each(|&r| overlaps[r] = 1.0);
        let meant = right.first().map(|&r| antecedents.entities[r - 1]);
        let ballot = antecedents.ballot.clone();
        self.corpus.pronouns.push(Example { ballot, right, overlaps, attributed: true, ruled: 0, weight: self.weight });
        meant.or_else(|| antecedents.entities.first().copied())
    }
}

/// The sources with the annotated head; where that is a relative pronoun, what it stands behind, and where it is a noun that a name
/// follows ("one of her lawyers, Ana Lopez", "general Ana Lopez", "head of the Harbour Board Ana Lopez"), the name.
fn sources(context: &Context, nominees: &Nominees, source: Span, head: Span) -> Vec<usize> {
    let mut head = context.document.tokens_in(head);
    if head.is_empty() {
        return Vec::new();
    }
    if matches!(context.lower(head.start).as_ref(), "who" | "which" | "that") {
        let comma = usize::from(head.start > 1 && context.word(head.start - 1) == ",");
        let Some(before) = head.start.checked_sub(1 + comma) else { return Vec::new() };
        head = before..before + 1;
    } else if context.mention(head.start).is_none() {
        let named = (head.end..context.document.tokens_in(source).end).find(|&i| {
            let first = before_description(context, i);
            let beside = || context.mention(i - 1).is_some() && context.mention(i - 1) != context.mention(i);
            context.mention(i).is_some_and(|m| context.is_person(m))
                && (first <= head.end || context.word(first - 1) == "," || beside())
        });
        // "The ferry’s owner, Bluewater Lines": a body right behind the noun that ends the source.
        let end = context.document.tokens_in(source).end;
        let body = (head.end + 1 < end && context.word(head.end) == ",").then_some(head.end + 1).filter(|&i| {
            let org = context.mention(i).filter(|&m| context.mentions[m].label == EntityType::Org);
            org.is_some_and(|m| context.tokens_of(m).start == i && context.tokens_of(m).end + 1 >= end)
        });
        head = named.or(body).map_or(head, |i| i..i + 1);
    }
    let heads = |source: &Source| match source.head {
        Head::Mention(_) => source.tokens.start < head.end && head.start < source.tokens.end,
        Head::Pronoun(at) | Head::Noun(at) => head.contains(&at),
    };
    let holds = |source: &Source| source.tokens.start < head.end && head.start < source.tokens.end;
    let all = |right: &dyn Fn(&Source) -> bool| -> Vec<usize> {
        (0..nominees.sources.len()).filter(|&n| nominees.sources[n].as_ref().is_some_and(right)).collect()
    };
    let right = all(&heads);
    if right.is_empty() { all(&holds) } else { right }
}

/// An article of our own without its marks, and what these say; none where one of them cannot be read.
fn marked(body: &str) -> Option<(String, Vec<Gold>)> {
    let (mut text, mut rest) = (String::new(), body);
    let mut open: Vec<(&str, usize)> = Vec::new();
    let mut gold: BTreeMap<&str, Gold> = BTreeMap::new();
    while let Some(at) = rest.find(['{', '}']) {
        text += &rest[..at];
        let (mark, after) = rest[at..].split_at(1);
        rest = after;
        if mark == "{" {
            let (label, after) = rest.split_once('|')?;
            open.push((label, text.len()));
            rest = after;
            continue;
        }
        let (label, start) = open.pop()?;
        let span = Span::new(start, text.len());
        let (label, name) = label.split_once('=').map_or((label, None), |(label, name)| (label, Some(name)));
        let (numbers, part) = label.rsplit_once(' ')?;
        for number in numbers.split(' ') {
            let gold = gold.entry(number).or_default();
            match part {
                "content" => gold.content.push(span),
                "cue" => gold.cue.push(span),
                "source" => {
                    gold.source = Some([span, span]);
                    gold.name = name.map(str::to_owned);
                }
                _ => return None,
            }
        }
    }
    open.is_empty().then(|| (text + rest, gold.into_values().collect()))
}

fn is_silent(text: &str, cue: &[Span]) -> bool {
    cue.iter().any(|span| {
        let words = span.of(text).to_lowercase().replace('’', "'");
        words.split_whitespace().any(|w| SILENCE.contains(&w) || w.ends_with("n't"))
    })
}

/// How much of the words of each content and the annotated one are common to both.
fn overlaps(context: &Context, choice: &Choice, gold: &Gold) -> Vec<f32> {
    let contents: Vec<Range<usize>> = gold.content.iter().map(|&s| context.document.tokens_in(s)).collect();
    let all: usize = contents.iter().map(|c| context.count_words(c.clone())).sum();
    let of = |proposed: &Range<usize>| -> (usize, usize) {
        let both =
            |c: &Range<usize>| c.start.max(proposed.start)..c.end.min(proposed.end).max(c.start.max(proposed.start));
        (context.count_words(proposed.clone()), contents.iter().map(|c| context.count_words(both(c))).sum())
    };
    choice
        .contents
        .iter()
        .map(|content| {
            let [(a, x), (b, y)] = [of(&content[0]), of(&content[1])];
            (x + y) as f32 / (a + b + all - x - y).max(1) as f32
        })
        .collect()
}

fn most(overlaps: &[f32]) -> f32 {
    overlaps.iter().copied().fold(0.0, f32::max)
}
