//! Articles with annotated attributions in, the judgements that they ask for out: for each word that may be a cue, what it may attribute
//! and which of that is right.

use std::ops::Range;
use std::path::Path;

use article_highlighter::analysis;
use article_highlighter::quote::context::Context;
use article_highlighter::quote::cues::Cue;
use article_highlighter::quote::find_quotes_by;
use article_highlighter::quote::propose::Choice;
use article_highlighter::text::Span;
use serde::Deserialize;

use crate::sources::{HASH_START, fnv1a};

/// An annotated article; offsets count code points.
#[derive(Deserialize)]
struct Article {
    text: String,
    attributions: Vec<Attribution>,
}

#[derive(Deserialize)]
struct Attribution {
    cue: Vec<[usize; 2]>,
    content: Vec<[usize; 2]>,
}

/// What is annotated, in bytes.
struct Gold {
    cue: Vec<Span>,
    content: Vec<Span>,
}

/// One word that may be a cue.
pub struct Example {
    /// What it may attribute.
    pub choice: Choice,
    /// The proposals that are right: the best ones, or nothing.
    pub right: Vec<usize>,
    /// How much each proposal overlaps what is annotated.
    pub overlaps: Vec<f32>,
    /// Whether something is annotated for this cue.
    pub attributed: bool,
}

/// Words that turn a cue into silence.
const SILENCE: [&str; 10] =
    ["not", "never", "declined", "declines", "declining", "decline", "refused", "refuses", "refusing", "refuse"];

/// What says whether weights were trained on these features: a hash of those that a text of every construction has.
pub fn fingerprint() -> u64 {
    const TEXT: &str = "Ana Lopez said on Monday that the wall would hold, and that repairs, which she called “urgent,” would begin in May.\n\n\
        The council called for new taxes. “It held,” Peter Novak, a farmer, told reporters. The harbour, according to officials, is safe, he \
        added, saying nobody was hurt. Residents complained about the noise; the minister is expected to announce a plan, sources say.";
    let mut hash = HASH_START;
    analysis::below_quotes(TEXT, |document, mentions, links| {
        find_quotes_by(document, mentions, links, &mut |_, _, choice| {
            for group in choice.groups() {
                hash = group.iter().fold(hash, |hash, feature| fnv1a(hash, &feature.to_le_bytes()));
            }
            None
        });
    });
    hash
}

/// Reads a corpus in JSON Lines; gives its hash as well.
pub fn read(path: &Path) -> Result<(Vec<Example>, u64), String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut examples = Vec::new();
    for (n, line) in text.lines().enumerate() {
        let article: Article = serde_json::from_str(line).map_err(|e| format!("{}:{}: {e}", path.display(), n + 1))?;
        read_article(&article, &mut examples);
    }
    Ok((examples, fnv1a(HASH_START, text.as_bytes())))
}

fn read_article(article: &Article, examples: &mut Vec<Example>) {
    let bytes: Vec<usize> = article.text.char_indices().map(|(i, _)| i).chain([article.text.len()]).collect();
    let span = |&[start, end]: &[usize; 2]| Span::new(bytes[start], bytes[end]);
    let gold: Vec<Gold> = article
        .attributions
        .iter()
        .map(|a| Gold { cue: a.cue.iter().map(span).collect(), content: a.content.iter().map(span).collect() })
        .filter(|gold| !is_silent(&article.text, &gold.cue))
        .collect();
    analysis::below_quotes(&article.text, |document, mentions, links| {
        find_quotes_by(document, mentions, links, &mut |context, cue, choice| {
            let example = example(context, cue, choice, &gold);
            // What follows is read as it would be behind the right answer.
            let best = example.right.first().copied().unwrap_or(0);
            let answer = (best > 0).then_some((best, 1.0));
            examples.push(example);
            answer
        });
    });
}

fn is_silent(text: &str, cue: &[Span]) -> bool {
    cue.iter().any(|span| {
        let words = span.of(text).to_lowercase().replace('’', "'");
        words.split_whitespace().any(|w| SILENCE.contains(&w) || w.ends_with("n't"))
    })
}

fn example(context: &Context, cue: &Cue, choice: &Choice, gold: &[Gold]) -> Example {
    let at = context.span(cue.tokens.clone());
    let overlap = |gold: &Gold| -> Vec<f32> {
        let contents: Vec<Range<usize>> = gold.content.iter().map(|&s| context.document.tokens_in(s)).collect();
        let all: usize = contents.iter().map(|c| context.count_words(c.clone())).sum();
        let of = |proposed: &Range<usize>| -> (usize, usize) {
            let both = |c: &Range<usize>| {
                c.start.max(proposed.start)..c.end.min(proposed.end).max(c.start.max(proposed.start))
            };
            (context.count_words(proposed.clone()), contents.iter().map(|c| context.count_words(both(c))).sum())
        };
        choice
            .proposals
            .iter()
            .map(|p| {
                let [(a, x), (b, y)] = [of(&p.content[0]), of(&p.content[1])];
                (x + y) as f32 / (a + b + all - x - y).max(1) as f32
            })
            .collect()
    };
    let found = gold
        .iter()
        .filter(|g| g.cue.iter().any(|&c| c.overlaps(at)))
        .map(overlap)
        .max_by(|a, b| most(a).total_cmp(&most(b)));
    let attributed = found.is_some();
    let overlaps = found.unwrap_or_else(|| vec![0.0; choice.proposals.len()]);
    let best = most(&overlaps);
    let right = if !attributed {
        vec![0]
    } else if best < 0.5 {
        // The right answer is none of those proposed.
        Vec::new()
    } else {
        (0..overlaps.len()).filter(|&p| overlaps[p] > best - 0.01).collect()
    };
    Example { choice: choice.clone(), right, overlaps, attributed }
}

fn most(overlaps: &[f32]) -> f32 {
    overlaps.iter().copied().fold(0.0, f32::max)
}
