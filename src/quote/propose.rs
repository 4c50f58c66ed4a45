//! What a candidate may attribute: in, one word that may be a cue, as rules read it; out, the contents that it may have, each with what
//! speaks for it as features.
//!
//! A content behind the cue is a start and an end of a grid; one before it ends where its subject begins, and may go on behind the cue.
//! What speaks for each is in `evidence`.

use std::ops::Range;

use super::attribute::{Attribution, Reading, is_amount};
use super::ballot::Ballot;
use super::context::Context;
use super::cues::Candidate;
use super::extent::{self, Right};
use super::source::{Head, Source};
use crate::lexicon::{AUXILIARIES, CLAUSE_OPENERS, PREPOSITIONS};
use crate::text::TokenKind;
use crate::text::chars::is_terminal;

/// How many tokens behind a cue its content may start.
pub const STARTS: usize = 14;
/// How far it may start where marks or "that" show it.
pub const FAR: usize = 40;
/// How far before the next cue a "while" may stand that parts its clause from this one.
const PARTED: usize = 16;
/// How many ends are weighed.
const ENDS: usize = 24;
/// How many starts before a cue, and how many ends of what goes on behind it.
const LEFT: usize = 6;
/// One content that a candidate may have: what stands before the cue and what behind it; either may be empty, and both are where nothing
/// is attributed.
pub type Content = [Range<usize>; 2];

/// What a candidate may attribute. The first content is nothing.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The contents, nothing first.
    pub contents: Vec<Content>,
    /// What speaks for each.
    pub ballot: Ballot,
    /// Which of them rules would take.
    pub ruled: Option<usize>,
    /// Whose words they would be.
    pub source: Option<Source>,
    /// To whom they would be said.
    pub addressee: Option<Range<usize>>,
}

/// What the features of one candidate share.
pub struct Proposer<'r, 'c, 'a> {
    /// The cue.
    pub reading: &'r Reading<'c, 'a>,
    /// The same, with what stands in its verb group.
    pub candidate: &'r Candidate,
    /// What rules would take before and behind the cue.
    pub ruled: [Range<usize>; 2],
    /// What has been proposed so far.
    pub choice: Choice,
    /// What stands behind the cue.
    pub behind: Behind,
}

/// What stands behind a cue, as far as it was looked at.
#[derive(Default)]
pub struct Behind {
    /// Up to which token.
    pub seen: usize,
    /// The first three commas outside marks.
    pub commas: Vec<usize>,
    /// The first finite verb, and what is seen of it.
    pub verb: Option<(usize, u32)>,
}

/// All that `candidate` may attribute; `ruled` is what rules make of it.
pub fn propose(reading: &Reading, candidate: &Candidate, ruled: Option<&Attribution>) -> Choice {
    let right = extent::behind(reading.context, reading.cue, reading.cue.tokens.end, reading.end(), reading.later);
    let source = ruled.and_then(|a| a.source.clone()).or_else(|| reading.subject());
    let none = 0..0;
    let mut contents = [none.clone(), none.clone()];
    for content in ruled.iter().flat_map(|a| &a.content) {
        contents[usize::from(content.start >= reading.cue.tokens.end)] = content.clone();
    }
    let addressee = ruled.and_then(|a| a.addressee.clone()).or_else(|| right.addressee.clone());
    let mut proposer = Proposer {
        reading,
        candidate,
        ruled: contents,
        choice: Choice {
            contents: vec![[none.clone(), none]],
            ballot: Ballot::new(4096),
            ruled: None,
            source,
            addressee,
        },
        behind: Behind { seen: reading.cue.tokens.end, ..Behind::default() },
    };
    // "The less said the better": no one says so.
    if !matches!(&proposer.choice.source, Some(Source { head: Head::Noun(n), .. }) if is_amount(&reading.context.lower(*n)))
    {
        proposer.behind(&right);
        proposer.before(&right);
    }
    let Proposer { ruled, mut choice, .. } = proposer;
    choice.ruled = choice.contents.iter().skip(1).position(|c| *c == ruled).map(|c| c + 1);
    choice
}

impl Proposer<'_, '_, '_> {
    /// Contents behind the cue.
    fn behind(&mut self, right: &Right) {
        let c = self.reading.context;
        let from = self.reading.cue.tokens.end;
        let limit = sentence_end(c, from, self.reading.end());
        let ruled = self.ruled[1].clone();
        // Whom rules hear addressed is no part of what is said to them.
        let open = self.choice.addressee.as_ref().filter(|_| !ruled.is_empty()).map_or(from, |a| a.end);
        let starts: Vec<usize> =
            (open..limit.min(from + STARTS))
                .filter(|&i| (c.is_word(i) || opens_region(c, i)) && !is_within(c, i) && c.word(i) != "however")
                .chain((from + STARTS..limit.min(from + FAR)).filter(|&i| {
                    i == ruled.start || opens_region(c, i) || c.region(i).is_none() && c.word(i) == "that"
                }))
                .collect();
        let ends = self.ends_of(from, limit, ruled.end, ENDS);
        if starts.is_empty() || ends.is_empty() {
            return;
        }
        // What a colon gives in marks is content by itself: none reaches over the colon.
        let colon = (from..limit).find(|&i| c.word(i) == ":" && c.region(i).is_none() && opens_region(c, i + 1));
        // "The minister warned of chaos, while the mayor called it a plan": what the next one says is no part of it.
        let parted = self.reading.later.iter().find_map(|cue| {
            (from.max(cue.group.saturating_sub(PARTED)) + 1..cue.group.min(limit)).find(|&i| {
                matches!(c.word(i), "while" | "whereas") && c.word(i - 1) == "," && c.region(i - 1).is_none()
            })
        });
        // "accused him of “theft” as the vote neared": when it was said is no part of it.
        let takes = self.reading.cue.takes;
        let accuses = takes.of && takes.person && !takes.as_;
        let occasion = accuses.then(|| extent::occasion(c, from, limit)).filter(|&at| at < limit);
        let parted = parted.into_iter().chain(occasion).min();
        let crosses = |s: usize, e: usize| {
            colon.is_some_and(|colon| s < colon && colon < e) || parted.is_some_and(|parted| s < parted && parted < e)
        };
        let cue = self.cue(1, right);
        let starts: Vec<(usize, u16)> = starts.into_iter().map(|s| (s, self.start(s, right))).collect();
        let ends: Vec<(usize, u16)> = ends.into_iter().map(|e| (e, self.end(2, e, limit))).collect();
        let last = ends.iter().fold(0, |last, &(e, _)| last.max(e));
        for &(s, start) in &starts {
            let Some(says) = Says::new(c, s, last) else { continue };
            for &(e, end) in &ends {
                if !crosses(s, e) && says.up_to(c, e) && c.region(s).is_none_or(|r| e >= c.regions[r].end().min(limit))
                {
                    self.choose_from([0..0, s..e], [cue, start, end]);
                }
            }
        }
    }

    fn choose_from(&mut self, content: Content, groups: [u16; 3]) {
        self.choice.contents.push(content);
        self.choice.ballot.options.push(groups);
    }

    /// Contents before the cue, alone or going on behind it.
    fn before(&mut self, right: &Right) {
        let c = self.reading.context;
        let (cue, used) = (self.reading.cue, self.reading.used);
        let edge = match &self.choice.source {
            Some(source) if source.to <= cue.tokens.end => source.from,
            _ => cue.group,
        };
        let left = if self.ruled[0].is_empty() {
            let comma =
                edge > used && c.region(edge - 1).is_none() && matches!(c.word(edge - 1), "," | "—" | "–" | "--");
            // “…,” Ana Lopez, who was there, D-Lima, said: the words in marks before, whatever stands between.
            let marked = || (used.max(edge.saturating_sub(FAR))..edge).rev().find(|&i| c.region(i).is_some());
            let content = if comma { extent::before(c, used, edge) } else { None };
            let content = content.or_else(|| {
                let end = marked()? + 1;
                extent::before(c, self.reading.content_start(c.region(end - 1)?), end)
            });
            let Some([only]) = content.as_deref() else { return };
            only.clone()
        } else {
            self.ruled[0].clone()
        };
        // "Asked if it was over, she laughed."
        if matches!(c.lower(left.start).as_ref(), "asked" | "pressed" | "questioned") && self.ruled[0].is_empty() {
            return;
        }
        let plain = |i: usize| c.region(i).is_none() && c.mention(i).is_none();
        let starts: Vec<usize> = [left.start]
            .into_iter()
            .chain((left.start + 1..left.end).filter(|&i| {
                c.is_word(i) && plain(i - 1) && (c.word(i - 1) == "," || CLAUSE_OPENERS.contains(&c.lower(i - 1)))
            }))
            .take(LEFT)
            .collect();
        let goes_on = if c.word(right.at) == "," { right.at + 1 } else { right.at };
        let limit = sentence_end(c, goes_on, self.reading.end());
        let resumes = if self.ruled[1].is_empty() { goes_on } else { self.ruled[1].start };
        let mut behind = vec![0..0];
        if c.word(right.at) == "," || !self.ruled[1].is_empty() {
            behind.extend(self.ends_of(resumes, limit, self.ruled[1].end, LEFT).into_iter().map(|e| resumes..e));
        }
        let group = self.cue(2, right);
        let starts: Vec<(usize, u16)> = starts.into_iter().map(|s| (s, self.left_start(s, left.clone()))).collect();
        let behind: Vec<(Range<usize>, u16)> =
            behind.into_iter().map(|b| (b.clone(), self.goes_on(b, left.clone(), limit))).collect();
        for (s, start) in starts {
            for (behind, end) in &behind {
                self.choose_from([s..left.end, behind.clone()], [group, start, *end]);
            }
        }
    }

    /// Where content that starts at `from` or later may end: before punctuation, conjunctions, prepositions, at the bounds of marks and
    /// values; strong bounds all, weak ones as far as there is room.
    fn ends_of(&self, from: usize, limit: usize, ruled: usize, most: usize) -> Vec<usize> {
        let c = self.reading.context;
        let mut ends = Vec::new();
        for e in from + 1..limit {
            if ends.len() + 2 >= most {
                break;
            }
            if is_within(c, e) {
                continue;
            }
            let strength = strength(c, e);
            if strength > 1 || strength == 1 && ends.len() < most / 2 || e == ruled {
                ends.push(e);
            }
        }
        for e in [limit, ruled] {
            if e > from && !ends.contains(&e) {
                ends.push(e);
            }
        }
        ends
    }
}

/// From where on the words behind a start say anything: one in marks, or two of which one is more than grammar, and not "it down".
struct Says {
    /// "who asked not to be named"
    denied: bool,
    /// Where the name ends that it starts with: "tweeted to Ana Lopez", a name alone, says nothing.
    name: usize,
    /// Where there are words enough of which one is more than grammar, and where the first in marks ends.
    full: usize,
    marked: usize,
}

impl Says {
    /// Looks at the tokens from `start` to `last`; none where they say nothing.
    fn new(c: &Context, start: usize, last: usize) -> Option<Self> {
        let denied = c.word(start) == "not";
        let name = c.mention(start + usize::from(c.word(start) == "to")).map_or(0, |m| c.tokens_of(m).end);
        let first = c.seen(start).class;
        let least = if matches!(first, 14 | 15) { 3 } else { 2 };
        let (mut words, mut more, mut marked) = (0, false, None);
        for i in start..last {
            let class = c.seen(i).class;
            let word = c.is_word(i);
            words += usize::from(word);
            // "that it was not", "they had not" are clauses of grammar alone.
            more |= word && !matches!(class, 10..=32 | 35) || matches!(first, 10 | 14) && matches!(class, 20..=22);
            marked = marked.or_else(|| c.region(i).map(|_| i + 1));
            if more && words >= least {
                return Some(Self { denied, name, full: i + 1, marked: marked.unwrap_or(usize::MAX) });
            }
        }
        marked.map(|marked| Self { denied, name, full: usize::MAX, marked })
    }

    /// Whether those before token `end` do.
    fn up_to(&self, c: &Context, end: usize) -> bool {
        let denied = self.denied && matches!(c.word(end - 1), "named" | "identified" | "quoted");
        (end >= self.full || end >= self.marked) && end > self.name && !denied
    }
}

/// Where the sentence of a content ends that starts at `from` or later: before its last mark, or before a semicolon.
fn sentence_end(context: &Context, from: usize, end: usize) -> usize {
    let ends = |i: usize| {
        let word = context.word(i);
        context.region(i).is_none()
            && (word == ";"
                || context.document.tokens[i].kind == TokenKind::Punct
                    && word.starts_with(is_terminal)
                    && !matches!(word, "..." | "…"))
    };
    (from..end).find(|&i| ends(i)).unwrap_or(end.max(from))
}

fn opens_region(context: &Context, i: usize) -> bool {
    context.region(i).is_some_and(|r| context.regions[r].start() == i)
}

/// Whether a bound before token `i` would cut a name, a title and its bearer ("Prime Minister Ana Lopez") or words in marks.
fn is_within(context: &Context, i: usize) -> bool {
    let capital = |i: usize| {
        context.document.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Word && t.is_capitalized())
            && context.region(i).is_none()
    };
    i > 0
        && (context.region(i).is_some() && context.region(i) == context.region(i - 1)
            || context.mention(i).is_some() && context.mention(i) == context.mention(i - 1)
            || context.mention(i - 1).is_none() && capital(i - 1) && capital(i) && !context.in_heading(i))
}

/// How much of a bound stands before token `i`: 0 none, 1 a weak one, 2 a strong one.
pub fn strength(context: &Context, i: usize) -> u32 {
    if context.region(i) != context.region(i.max(1) - 1) {
        return 3;
    }
    let Some(token) = context.document.tokens.get(i) else { return 2 };
    if context.mention(i).is_some() {
        use crate::view::EntityType::{Date, Time};
        return u32::from(matches!(context.label(i), Some(Date | Time)));
    }
    if token.kind == TokenKind::Punct {
        return if token.glued && matches!(context.word(i), "-" | "'" | "’" | "/" | ".") { 0 } else { 2 };
    }
    let word = context.lower(i);
    if CLAUSE_OPENERS.contains(&word) || matches!(word.as_ref(), "who" | "whose" | "whom") {
        return 2;
    }
    u32::from(
        PREPOSITIONS.contains(&word)
            || word == "to"
            || word.len() > 4 && word.ends_with("ing")
            || word.ends_with("ly")
            || AUXILIARIES.contains(&word),
    )
}
