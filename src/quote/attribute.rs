//! Joins cue, source and content: in, one frame; out, its attributions.

use std::ops::Range;

use super::antecedents::Antecedents;
use super::context::{Context, Frame};
use super::cues::{self, Cue, Form};
use super::nominate::{Nominees, nominate};
use super::propose::{self, Choice};
use super::source::{self, Head, Source};
use super::{extent, pairs, silence, voiceless};

/// How far, in tokens, an attribution reaches to either side: far beyond any sentence, and a bound on the time one without end takes.
pub const REACH: usize = 400;

/// Content with its cue and source, as tokens.
#[derive(Clone, Debug)]
pub struct Attribution {
    /// What is attributed, marks included.
    pub content: Vec<Range<usize>>,
    /// The verb or phrase; none where a quotation only continues.
    pub cue: Option<Range<usize>>,
    /// The subject.
    pub source: Option<Source>,
    /// Who is addressed.
    pub addressee: Option<Range<usize>>,
    /// Whether "say", "tell" or "according to" attributes it.
    pub plain: bool,
    /// Whether the words are given as spoken though no marks stand around them.
    pub verbatim: bool,
    /// How sure the learned judgement of it is.
    pub sure: Option<f32>,
}

impl Attribution {
    /// Whether some word is in the content of both.
    fn shares(&self, other: &Self) -> bool {
        self.content.iter().any(|a| other.content.iter().any(|b| a.start < b.end && b.start < a.end))
    }
}

/// What decides where rules leave it open.
pub trait Decide {
    /// Which content a cue has, and how sure that is; none where nothing is attributed.
    fn content(&mut self, context: &Context, cue: &Cue, choice: &Choice) -> Option<(usize, f32)>;

    /// Which source an attribution has, and how sure the judgement of both is, where content was judged; none where it is no attribution.
    fn source(
        &mut self,
        context: &Context,
        cue: &Cue,
        attribution: &Attribution,
        nominees: &Nominees,
    ) -> Option<(usize, Option<f32>)>;

    /// Which entity the pronoun at token `at` stands for; none where it is none of those named.
    fn antecedent(&mut self, context: &Context, at: usize, antecedents: &Antecedents) -> Option<usize>;
}

/// The attributions of one frame, in the order of their cues.
pub fn attribute(context: &Context, frame: &Frame, decide: &mut dyn Decide) -> Vec<Attribution> {
    let candidates = cues::find_candidates(context, frame.tokens.clone());
    let cues: Vec<Cue> = candidates.iter().filter(|c| c.fits).map(|c| c.cue.clone()).collect();
    let mut found: Vec<Attribution> = Vec::new();
    // Where the last attribution ended: nothing before it is content of a later one.
    let mut used = frame.tokens.start;
    let mut next = 0;
    for candidate in &candidates {
        let cue = &candidate.cue;
        next += usize::from(candidate.fits);
        let inside = found.iter().rev().take(3).any(|a| a.content.iter().any(|c| c.contains(&cue.tokens.start)));
        if inside {
            continue;
        }
        let floor = used.max(cue.group.saturating_sub(REACH));
        let later = &cues[next..cues.len().min(next + 11)];
        let reading = Reading { context, frame, cue, later, used: floor, before: found.last() };
        let ruled = candidate.fits.then(|| match cue.form {
            Form::Phrase => reading.according(),
            Form::Ing => reading.participle(),
            _ => reading.finite(),
        });
        let attribution = match ruled.flatten() {
            Some(ruled) if reading.is_settled(&ruled) => Some(ruled),
            ruled => {
                let choice = propose::propose(&reading, candidate, ruled.as_ref());
                decide.content(context, cue, &choice).map(|(content, sure)| reading.take(choice, content, sure))
            }
        };
        // “…,” she said with a sigh, “…”: what one cue has is no other's.
        let taken = |a: &Attribution| found.iter().rev().take(3).any(|f| f.shares(a));
        if let Some(mut attribution) = attribution.filter(|a| !taken(a)) {
            attribution.source = attribution.source.filter(|source| source::is_phrase(context, source));
            let mut nominees = nominate(&reading, &attribution);
            let Some((taken, sure)) = decide.source(context, cue, &attribution, &nominees) else { continue };
            attribution.sure = sure;
            let source = nominees.sources.swap_remove(taken);
            if source
                .as_ref()
                .is_some_and(|s| silence::is_nobody(context, s) || silence::is_topic(context, s, cue.tokens.end))
            {
                continue;
            }
            attribution.source = source.map(|source| pairs::widen(context, source, frame.tokens.start));
            let end = attribution.content.last().map_or(0, |c| c.end);
            used = used.max(cue.tokens.end).max(if end > cue.tokens.end { end } else { 0 });
            if let Some(source) = &attribution.source {
                used = used.max(source.to.min(frame.tokens.end));
            }
            found.push(attribution);
        }
    }
    if found.is_empty() {
        found.extend(voiceless::unvoiced(context, frame));
    }
    found
}

/// One cue as it is read, with what stands around it.
pub struct Reading<'c, 'a> {
    /// The layers below.
    pub context: &'c Context<'a>,
    /// Where it stands.
    pub frame: &'c Frame,
    /// The cue.
    pub cue: &'c Cue,
    /// The frame's further cues.
    pub later: &'c [Cue],
    /// Nothing before this token is its content.
    pub used: usize,
    /// The attribution before it in the frame.
    pub before: Option<&'c Attribution>,
}

impl Reading<'_, '_> {
    /// How far content is looked for.
    pub fn end(&self) -> usize {
        self.frame.tokens.end.min(self.cue.tokens.end + REACH)
    }

    pub fn make(
        &self,
        content: Vec<Range<usize>>,
        source: Option<Source>,
        addressee: Option<Range<usize>>,
    ) -> Option<Attribution> {
        if content.iter().all(|c| c.is_empty()) {
            return None;
        }
        let plain = self.cue.plain;
        Some(Attribution {
            content,
            cue: Some(self.cue.tokens.clone()),
            source,
            addressee,
            plain,
            verbatim: false,
            sure: None,
        })
    }

    /// Whether rules alone decide: where the content is in marks throughout, or several pieces with marks, or what is left of a sentence
    /// from whose beginning the cue is set off by commas ("But, she said, the wall would hold").
    fn is_settled(&self, attribution: &Attribution) -> bool {
        let c = self.context;
        let marked = |content: &Range<usize>| c.region(content.start).is_some();
        match attribution.content.as_slice() {
            [only] if only.start == self.cue.tokens.end + 1 && c.word(self.cue.tokens.end) == "," => true,
            // "accused the council of “theft”"
            [only] => {
                let mut words = only.start + usize::from(c.word(only.start) == "of")..only.end;
                only.end > self.frame.tokens.end || words.all(|i| c.region(i).is_some() || !c.is_word(i))
            }
            [left, right] => marked(left) || right.end > self.frame.tokens.end || left.end > self.cue.tokens.start,
            _ => true,
        }
    }

    /// What was decided for, as an attribution.
    fn take(&self, choice: Choice, content: usize, sure: f32) -> Attribution {
        let content = choice.contents[content].iter().filter(|c| !c.is_empty()).cloned().collect::<Vec<_>>();
        let content = match &choice.source {
            Some(source) => self.cut_subordinate(source, content),
            None => content,
        };
        let clear = |a: &Range<usize>| content.iter().all(|c| a.end <= c.start || c.end <= a.start);
        Attribution {
            source: choice.source.filter(|s| clear(&s.tokens)).or_else(|| self.subject()).filter(|s| clear(&s.tokens)),
            addressee: choice.addressee.filter(clear),
            cue: Some(self.cue.tokens.clone()),
            plain: self.cue.plain,
            verbatim: false,
            sure: Some(sure),
            content,
        }
    }

    /// Whose words a cue would attribute that rules make nothing of.
    pub fn subject(&self) -> Option<Source> {
        let c = self.context;
        let (start, group) = (self.frame.tokens.start, self.cue.group);
        if let Some(from) = self.cue.made {
            return source::phrase(c, from + 1, group);
        }
        let before = if group > start && c.region(group - 1).is_none() { c.lower(group - 1) } else { "".into() };
        let earlier = || self.before.and_then(|a| a.source.clone()).or_else(|| source::main_subject(c, start, group));
        match before.as_ref() {
            "who" | "which" | "that" => {
                let end = group - 1;
                let comma = end > self.used && c.word(end - 1) == ",";
                source::antecedent(c, self.used, end - usize::from(comma))
            }
            "and" | "but" | "then" | "or" | "by" | "while" => earlier(),
            _ if self.cue.form == Form::Ing && (before == "," || before.is_empty()) => earlier(),
            _ => source::before(c, self.used, group).or_else(|| source::main_subject(c, self.used.min(group), group)),
        }
    }

    /// A verb behind its subject, or before it.
    pub fn finite(&self) -> Option<Attribution> {
        let c = self.context;
        let group = self.cue.group;
        let start = self.frame.tokens.start;
        if group > start
            && matches!(c.lower(group - 1).as_ref(), "who" | "which" | "that")
            && c.region(group - 1).is_none()
        {
            return self.relative();
        }
        // "prompting the mayor to order": whoever is made to speak does.
        if let Some(from) = self.cue.made {
            let source = source::phrase(c, from + 1, group).filter(|s| self.plausible(s));
            let right = extent::behind(c, self.cue, self.cue.tokens.end, self.end(), self.later);
            return source.and_then(|source| self.make(right.content, Some(source), right.addressee));
        }
        if let Some(attribution) = self.inverted() {
            return Some(attribution);
        }
        let shared =
            group > start && matches!(c.word(group - 1), "and" | "but" | "then") && c.region(group - 1).is_none();
        let source = if shared {
            self.before.and_then(|a| a.source.clone()).or_else(|| source::main_subject(c, self.used, group))
        } else {
            source::before(c, self.used, group).or_else(|| {
                (self.used > start && group == self.used + 1)
                    .then(|| self.before.and_then(|a| a.source.clone()))
                    .flatten()
            })
        };
        let source = source.filter(|s| self.plausible(s));
        let right = extent::behind(c, self.cue, self.cue.tokens.end, self.end(), self.later);
        let Some(source) = source else {
            // "It was announced" has no source; only marks right behind a plain cue are attributed without one.
            return None;
        };
        if shared {
            return self.make(right.content, Some(source), right.addressee);
        }
        if source.from > start
            && c.region(source.from - 1).is_none()
            && matches!(c.lower(source.from - 1).as_ref(), "what" | "which" | "who" | "whom")
        {
            // "what the mayor called “a mess”": the marks are what is called; "which the mayor says is a mess" has lost its subject.
            let marked = right.content.first().and_then(|content| c.region(content.start))?;
            return self.make(c.regions[marked].parts.clone(), Some(source), None);
        }
        let mut edge = source.from;
        if edge > self.used && matches!(c.word(edge - 1), "as" | "As") && c.region(edge - 1).is_none() {
            edge -= 1;
        }
        let left = self.left_of(edge);
        let content = match left {
            // "As Ana Lopez told reporters, the wall would hold."; "But, she said, the wall would hold."
            None if right.content.is_empty()
                && c.word(right.at) == ","
                && (edge < source.from && edge == start || self.is_joined(edge)) =>
            {
                vec![right.at + 1..extent::clause_end(c, right.at + 1, self.end(), self.later)]
            }
            Some(left) => self.weigh(left, edge, &right),
            None => right.content,
        };
        let addressee = right.addressee;
        let content = self.cut_subordinate(&source, content);
        self.make(content, Some(source), addressee)
    }

    /// "But, she said, …": whether only what joins the sentence to the one before stands before `edge`, and a comma.
    fn is_joined(&self, edge: usize) -> bool {
        let c = self.context;
        edge > self.used
            && c.word(edge - 1) == ","
            && c.region(edge - 1).is_none()
            && extent::before(c, self.used, edge).is_none()
    }

    /// "While aides said the deal was near, Ito left": content behind a subordinate clause's subject ends with that clause.
    fn cut_subordinate(&self, source: &Source, mut content: Vec<Range<usize>>) -> Vec<Range<usize>> {
        let c = self.context;
        let opener = source.from > self.frame.tokens.start && c.region(source.from - 1).is_none();
        if opener
            && matches!(
                c.lower(source.from - 1).as_ref(),
                "while" | "although" | "though" | "when" | "if" | "because" | "whereas" | "after" | "before"
            )
            && let [only] = content.as_mut_slice()
            && only.start > source.to
        {
            only.end = content_comma(c, only.clone());
        }
        content
    }

    /// Whether a subject can have uttered words: names and pronouns can; of common nouns only speakers, but with "say" any.
    pub fn plausible(&self, source: &Source) -> bool {
        let c = self.context;
        match source.head {
            Head::Mention(m) => self.cue.plain || self.cue.form != Form::Base || c.is_person(m) || c.can_speak(m),
            Head::Pronoun(p) => !(c.lower(p) == "it" && !self.cue.plain && self.cue.form == Form::S),
            Head::Noun(n) => {
                let word = c.lower(n);
                // "The city reasoned, “…”": words in marks make a speaker of any subject.
                let behind = self.cue.tokens.end;
                let quotes = matches!(c.word(behind), "," | ":") && c.region(behind + 1).is_some();
                source::noun_kind(&word).is_some()
                    || (self.cue.plain || quotes) && !is_amount(&word) && !matches!(word.as_ref(), "being" | "having")
            }
        }
    }
}

/// Words that look like a subject before "said" and are none: "enough said", "needless to say".
pub fn is_amount(word: &str) -> bool {
    matches!(word, "much" | "more" | "less" | "enough" | "needless")
}

/// The first comma in a content outside marks.
pub fn content_comma(context: &Context, content: Range<usize>) -> usize {
    let end = content.end;
    content
        .into_iter()
        .find(|&i| context.region(i).is_none() && context.mention(i).is_none() && context.word(i) == ",")
        .unwrap_or(end)
}
