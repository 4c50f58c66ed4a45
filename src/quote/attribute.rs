//! Joins cue, source and content: in, one frame; out, its attributions.

use std::ops::Range;

use super::context::{Context, Frame};
use super::cues::{self, Cue, Form};
use super::extent;
use super::marks::last_inner;
use super::source::{self, Head, Source};
use crate::lexicon::{AUXILIARIES, CLAUSE_OPENERS, LABELS, PREPOSITIONS};

/// How far, in tokens, an attribution reaches to either side: far beyond any sentence, and a bound on the time one without end takes.
const REACH: usize = 400;

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
}

/// The attributions of one frame, in the order of their cues.
pub fn attribute(context: &Context, frame: &Frame) -> Vec<Attribution> {
    let cues = cues::find_cues(context, frame.tokens.clone());
    let mut found: Vec<Attribution> = Vec::new();
    // Where the last attribution ended: nothing before it is content of a later one.
    let mut used = frame.tokens.start;
    for (k, cue) in cues.iter().enumerate() {
        let inside = found.iter().rev().take(3).any(|a| a.content.iter().any(|c| c.contains(&cue.tokens.start)));
        if inside {
            continue;
        }
        let floor = used.max(cue.group.saturating_sub(REACH));
        let later = &cues[k + 1..cues.len().min(k + 12)];
        let reading = Reading { context, frame, cue, later, used: floor, before: found.last() };
        let attribution = match cue.form {
            Form::Phrase => reading.according(),
            Form::Ing => reading.participle(),
            _ => reading.finite(),
        };
        if let Some(attribution) = attribution {
            let end = attribution.content.last().map_or(0, |c| c.end);
            used = used.max(cue.tokens.end).max(if end > cue.tokens.end { end } else { 0 });
            if let Some(source) = &attribution.source {
                used = used.max(source.to.min(frame.tokens.end));
            }
            found.push(attribution);
        }
    }
    if found.is_empty() {
        found.extend(unvoiced(context, frame));
    }
    found
}

struct Reading<'c, 'a> {
    context: &'c Context<'a>,
    frame: &'c Frame,
    cue: &'c Cue,
    later: &'c [Cue],
    used: usize,
    before: Option<&'c Attribution>,
}

impl Reading<'_, '_> {
    /// How far content is looked for.
    fn end(&self) -> usize {
        self.frame.tokens.end.min(self.cue.tokens.end + REACH)
    }

    fn make(
        &self,
        content: Vec<Range<usize>>,
        source: Option<Source>,
        addressee: Option<Range<usize>>,
    ) -> Option<Attribution> {
        if content.iter().all(|c| c.is_empty()) {
            return None;
        }
        let plain = self.cue.plain;
        Some(Attribution { content, cue: Some(self.cue.tokens.clone()), source, addressee, plain, verbatim: false })
    }

    /// "According to Ana Lopez, the deal is dead" and "The deal is dead, according to Ana Lopez".
    fn according(&self) -> Option<Attribution> {
        let c = self.context;
        let from = self.cue.tokens.end;
        let opens = (self.frame.tokens.start..self.cue.group).take(REACH).all(|i| {
            c.region(i).is_none()
                && (!c.is_word(i) || matches!(c.word(i), "But" | "And" | "Yet" | "However" | "and" | "but"))
        });
        let stop = (from..self.end())
            .find(|&i| {
                c.region(i).is_some()
                    || c.mention(i).is_none() && matches!(c.word(i), "," | "." | ";" | ":" | "—" | "–" | "?" | "!")
            })
            .unwrap_or(self.end());
        let source = source::object(c, from, stop);
        if !opens && self.cue.group > self.used {
            let content = extent::before(c, self.used, self.cue.group)?;
            return self.make(content, source, None);
        }
        let mut comma = stop;
        // An apposition to the source: "According to Ana Lopez, a doctor, the deal …".
        if c.word(comma) == "," {
            let next = (comma + 1..self.end()).find(|&i| c.word(i) == "," && c.mention(i).is_none());
            let apposition = next.is_some_and(|next| {
                let short = next - comma < 12;
                let first = c.lower(comma + 1);
                short
                    && (matches!(first.as_ref(), "a" | "an" | "who" | "which" | "whose")
                        || source::noun_kind(&c.lower(next - 1)).is_some() && first != "he")
            });
            if apposition {
                comma = next.unwrap_or(comma);
            }
        }
        if comma + 1 >= self.end() {
            return None;
        }
        let start = comma + usize::from(!c.is_word(comma) && c.region(comma).is_none());
        self.make(vec![start..extent::clause_end(c, start, self.end(), self.later)], source, None)
    }

    /// ", saying the deal was dead", "a card saying “…”", "was quoted as saying".
    fn participle(&self) -> Option<Attribution> {
        let c = self.context;
        let right = extent::behind(c, self.cue, self.cue.tokens.end, self.end(), self.later);
        if right.content.is_empty() {
            return None;
        }
        let group = self.cue.group;
        let progressive = (group..self.cue.tokens.start).any(|i| AUXILIARIES.get(&c.lower(i)) == Some("be"));
        let before = if group > self.frame.tokens.start { c.lower(group - 1) } else { "".into() };
        let source = if progressive {
            source::before(c, self.used, group)?.into()
        } else if before == "as" && group >= 2 && c.word(group - 2) == "quoted" {
            let mut at = group - 2;
            while at > self.used && AUXILIARIES.contains(&c.lower(at - 1)) {
                at -= 1;
            }
            source::before(c, self.used, at)
        } else if before == ","
            || before == "by"
            || before == "while"
            || before == "and"
            || group == self.frame.tokens.start
            || c.region(group.max(1) - 1).is_some()
        {
            // The subject of the clause before: that of its cue, else its first name.
            self.before.and_then(|a| a.source.clone()).or_else(|| main_subject(c, self.frame.tokens.start, group))
        } else {
            source::before(c, self.used, group)
                .filter(|s| matches!(s.head, Head::Noun(n) if source::noun_kind(&c.lower(n)).is_some()))
        };
        source.as_ref()?;
        self.make(right.content, source, right.addressee)
    }

    fn finite(&self) -> Option<Attribution> {
        let c = self.context;
        let group = self.cue.group;
        let start = self.frame.tokens.start;
        if group > start
            && matches!(c.lower(group - 1).as_ref(), "who" | "which" | "that")
            && c.region(group - 1).is_none()
        {
            return self.relative();
        }
        if let Some(attribution) = self.inverted() {
            return Some(attribution);
        }
        let shared =
            group > start && matches!(c.word(group - 1), "and" | "but" | "then") && c.region(group - 1).is_none();
        let source = if shared {
            self.before.and_then(|a| a.source.clone()).or_else(|| main_subject(c, self.used, group))
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
        if edge > self.used && c.word(edge - 1) == "as" && c.region(edge - 1).is_none() {
            edge -= 1;
        }
        let left = self.left_of(edge);
        let content = match left {
            Some(left) => self.weigh(left, edge, &right),
            None => right.content,
        };
        let addressee = right.addressee;
        let content = self.cut_subordinate(&source, content);
        self.make(content, Some(source), addressee)
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
        {
            if let [only] = content.as_mut_slice() {
                if only.start > source.to {
                    only.end = content_comma(c, only.clone());
                }
            }
        }
        content
    }

    /// Chooses between what stands before and what stands behind an attribution, or takes both ("The deal, he said, is dead").
    fn weigh(&self, left: Vec<Range<usize>>, edge: usize, right: &extent::Right) -> Vec<Range<usize>> {
        let c = self.context;
        let after = c.word(right.at);
        let ended = right.at >= self.end() || c.region(right.at).is_none() && matches!(after, "." | "?" | "!" | ";");
        let marked = self.left_region(edge);
        if ended {
            return left;
        }
        if after == "," && c.region(right.at).is_none() {
            if let Some(region) = c.region(right.at + 1).filter(|_| right.at + 1 < self.end()) {
                if marked.is_some() {
                    // “Watch him,” she said, “and learn.”
                    let mut content = left;
                    content.extend(c.regions[region].parts.iter().cloned());
                    return content;
                }
                return right.content.clone();
            }
            if marked.is_none() && self.goes_on(&left[0], right.at + 1) {
                let stop = extent::clause_end(c, right.at + 1, self.end(), self.later);
                let mut content = left;
                content.push(right.at + 1..stop);
                return content;
            }
            return left;
        }
        // “…,” she said; but in "On “Harbour Live,” she said …" the region only ends an adverbial.
        let quoted = c.region(left[0].start).is_some();
        if marked.is_some() && quoted && (right.content.is_empty() || c.word(right.content[0].start) != "that") {
            return left;
        }
        if right.content.is_empty() { left } else { right.content.clone() }
    }

    /// Whether the words behind "…, he said," go on with the clause before it: always where that has no verb yet ("The deal, he said, is
    /// dead"), else unless they begin a clause or an adverbial of the reporter's.
    fn goes_on(&self, left: &Range<usize>, at: usize) -> bool {
        let c = self.context;
        if at >= self.end() || c.count_words(at..self.end()) < 2 {
            return false;
        }
        let word = c.lower(at);
        if self.later.iter().any(|cue| cue.group == at) {
            return false;
        }
        if !extent::is_clause(c, left.clone()) && c.count_words(left.clone()) < 12 {
            return true;
        }
        !(PREPOSITIONS.contains(&word)
            && !matches!(word.as_ref(), "for" | "including" | "like" | "despite" | "without")
            || CLAUSE_OPENERS.contains(&word) && !matches!(word.as_ref(), "that" | "and" | "because" | "so")
            || matches!(word.as_ref(), "even" | "who" | "later" | "earlier")
            || word.ends_with("ing") && word != "including"
            || c.label(at) == Some(crate::view::EntityType::Date))
    }

    /// The region that ends right before `edge`, a comma or dash apart.
    fn left_region(&self, edge: usize) -> Option<usize> {
        let c = self.context;
        let mut at = edge;
        while at > self.used && c.region(at - 1).is_none() && matches!(c.word(at - 1), "," | "—" | "–" | "-" | "--")
        {
            at -= 1;
        }
        (at > self.used).then(|| c.region(at - 1)).flatten()
    }

    /// The content that ends at `edge`, where the words before it can be one.
    fn left_of(&self, edge: usize) -> Option<Vec<Range<usize>>> {
        let c = self.context;
        if edge <= self.used {
            return None;
        }
        let last = edge - 1;
        if let Some(region) = c.region(last) {
            let open = matches!(last_inner(c.document, &c.regions[region]), Some('.')) && self.has_own_content();
            return if open { None } else { extent::before(c, self.content_start(region), edge) };
        }
        if !matches!(c.word(last), "," | "—" | "–" | "--") {
            return None;
        }
        if let Some(region) = self.left_region(edge) {
            return extent::before(c, self.content_start(region), edge);
        }
        let content = extent::before(c, self.used, edge)?;
        let first = c.lower(content[0].start);
        let words = c.count_words(content[0].clone());
        // "In Geneva, Ito said": an adverbial, not what was said; nor "As talks began, Ito said".
        let adverbial = PREPOSITIONS.contains(&first)
            || first.ends_with("ly")
            || first.ends_with("ing") && words < 12
            || matches!(
                first.as_ref(),
                "as" | "when" | "while" | "if" | "asked" | "although" | "though" | "because" | "but" | "also"
            );
        let short = words < 3;
        let right = extent::behind(c, self.cue, self.cue.tokens.end, self.end(), self.later);
        let verb = extent::is_clause(c, content[0].clone());
        let both = c.word(right.at) == "," && right.content.is_empty();
        let trails = right.content.is_empty() && !both;
        if (adverbial || short) && !right.content.is_empty() || words < 2 && !both {
            return None;
        }
        // Without a verb it is no clause: "At his cookout, the mayor called them in"; unless the clause goes on behind the cue.
        if !verb && !both && !(trails && self.cue.plain && !adverbial && words >= 4) {
            return None;
        }
        Some(content)
    }

    /// Where content begins that ends with `region`: with its sentence, unless the region is a sentence of its own.
    fn content_start(&self, region: usize) -> usize {
        let c = self.context;
        let region = &c.regions[region];
        let start = region.start().max(self.used);
        // Behind a comma a capital opens a sentence of the speaker's, a small letter goes on with the reporter's.
        let capital = (start..start + 3).find(|&i| c.is_word(i)).is_some_and(|i| !c.is_lower(i));
        let before = start > self.used
            && c.region(start - 1).is_none()
            && (matches!(c.word(start - 1), ":" | "." | "—" | "–") || c.word(start - 1) == "," && capital);
        if before || region.start() <= self.used { start } else { self.used }
    }

    /// Whether something that can be content follows the cue.
    fn has_own_content(&self) -> bool {
        !extent::behind(self.context, self.cue, self.cue.tokens.end, self.end(), self.later).content.is_empty()
    }

    /// “…,” said Ana Lopez; "The deal is dead, says the mayor"; "Said Lopez: “…”".
    fn inverted(&self) -> Option<Attribution> {
        let c = self.context;
        let (group, from) = (self.cue.group, self.cue.tokens.end);
        if self.cue.takes.never_inverted || group != self.cue.tokens.start || from >= self.end() {
            return None;
        }
        let opens = group == self.frame.tokens.start;
        let edge = opens
            || c.region(group - 1).is_some()
            || matches!(c.word(group - 1), "," | "—" | "–" | "--" | "?" | "!" | "…" | "...");
        if !edge || c.region(from).is_some() || !c.is_word(from) {
            return None;
        }
        let source = source::behind(c, from, self.end())?;
        if !self.ends_well(source.to) || !self.plausible(&source) {
            return None;
        }
        if let Head::Noun(n) = source.head {
            let name = c.document.tokens[n].is_capitalized();
            if source::noun_kind(&c.lower(n)).is_none() && !name {
                return None;
            }
            // "the union expected output to grow" goes on as a clause does; "the organisation founded in May" does not.
            let body = (n + 1..source.to).find(|&i| PREPOSITIONS.contains(&c.lower(i))).unwrap_or(source.to);
            let named = (n + 1..body).all(|i| c.document.tokens[i].is_capitalized());
            if body > n + 1 && !named && !(body == n + 2 && c.lower(n + 1).ends_with("ed")) {
                return None;
            }
        }
        let mut at = source.to;
        // “…,” said Lopez, “and …”
        let resumes = c.word(at) == "," && at + 1 < self.end() && c.region(at + 1).is_some();
        if opens || group <= self.used {
            at = source.to;
            let colon = c.word(at) == ":" && at + 1 < self.end();
            let region = c.region(at + 1)?;
            return colon.then(|| self.make(c.regions[region].parts.clone(), Some(source), None)).flatten();
        }
        let left = if c.region(group - 1).is_some() || self.left_region(group).is_some() {
            let region = c.region(group - 1).or_else(|| self.left_region(group))?;
            extent::before(c, self.content_start(region), group)?
        } else {
            let content = extent::before(c, self.used, group)?;
            if c.count_words(content[0].clone()) < 3 {
                return None;
            }
            content
        };
        let mut content = left;
        if resumes {
            let region = c.region(at + 1)?;
            if self.left_region(group).is_some() || c.region(group - 1).is_some() {
                content.extend(c.regions[region].parts.iter().cloned());
            }
        }
        self.make(content, Some(source), None)
    }

    /// Whether an inverted subject can end at `at`: with the frame, at punctuation, before a preposition or a subordinate clause.
    fn ends_well(&self, at: usize) -> bool {
        let c = self.context;
        if at >= self.end()
            || c.region(at).is_some()
            || !c.is_word(at) && !matches!(c.word(at), "'s" | "’s" | "’" | "-")
        {
            return true;
        }
        let word = c.lower(at);
        PREPOSITIONS.contains(&word)
            || matches!(
                word.as_ref(),
                "as" | "when"
                    | "while"
                    | "who"
                    | "whose"
                    | "and"
                    | "later"
                    | "earlier"
                    | "today"
                    | "yesterday"
                    | "because"
                    | "adding"
            )
            || c.mention(at).is_some_and(|m| {
                matches!(c.mentions[m].label, crate::view::EntityType::Date | crate::view::EntityType::Time)
            })
    }

    /// "the Grandmothers, who said …", "a card that reads, “…”".
    fn relative(&self) -> Option<Attribution> {
        let c = self.context;
        let pronoun = self.cue.group - 1;
        let mut end = pronoun;
        if end > self.used && c.word(end - 1) == "," {
            end -= 1;
        }
        let source = source::antecedent(c, self.used, end)?;
        if c.word(pronoun) != "who" && matches!(source.head, Head::Noun(n) if source::noun_kind(&c.lower(n)).is_none())
        {
            return None;
        }
        // The pronoun stands for a name; a common noun is the source itself.
        let source = match source.head {
            Head::Mention(_) => Source { tokens: pronoun..pronoun + 1, ..source },
            _ => source,
        };
        let right = extent::behind(c, self.cue, self.cue.tokens.end, self.end(), self.later);
        let mut content = right.content;
        // The relative clause ends at the next comma, unless what it reports is in marks.
        if let Some(last) = content.last_mut() {
            if content_comma(c, last.clone()) > last.start + 2 && c.region(last.start).is_none() {
                last.end = content_comma(c, last.clone());
            }
        }
        self.make(content, Some(source), right.addressee)
    }

    /// Whether a subject can have uttered words: names and pronouns can; of common nouns only speakers, but with "say" any.
    fn plausible(&self, source: &Source) -> bool {
        let c = self.context;
        match source.head {
            Head::Mention(m) => self.cue.plain || self.cue.form != Form::Base || c.is_person(m) || c.can_speak(m),
            Head::Pronoun(p) => !(c.lower(p) == "it" && !self.cue.plain && self.cue.form == Form::S),
            Head::Noun(n) => {
                let word = c.lower(n);
                source::noun_kind(&word).is_some()
                    || self.cue.plain
                        && !matches!(
                            word.as_ref(),
                            "being" | "having" | "much" | "more" | "less" | "enough" | "needless"
                        )
            }
        }
    }
}

/// The first comma in a content outside marks.
fn content_comma(context: &Context, content: Range<usize>) -> usize {
    let end = content.end;
    content
        .into_iter()
        .find(|&i| context.region(i).is_none() && context.mention(i).is_none() && context.word(i) == ",")
        .unwrap_or(end)
}

/// The subject of the clause before `end`: the first name or pronoun from `start` on that no preposition precedes.
fn main_subject(context: &Context, start: usize, end: usize) -> Option<Source> {
    let start = start.max(end.saturating_sub(REACH));
    (start..end).find_map(|i| {
        if context.region(i).is_some() {
            return None;
        }
        let free = i == start
            || !PREPOSITIONS.contains(&context.lower(i - 1))
                && !(i >= start + 2 && PREPOSITIONS.contains(&context.lower(i - 2)) && context.lower(i - 1) == "the");
        if let Some(m) = context.mention(i) {
            let tokens = context.tokens_of(m);
            let speaks =
                context.can_speak(m) && context.mentions[m].label != crate::view::EntityType::Norp && tokens.start == i;
            return (speaks && free && !source::is_possessor(context, m)).then(|| Source {
                from: i,
                to: tokens.end,
                head: Head::Mention(m),
                tokens,
            });
        }
        if matches!(context.lower(i).as_ref(), "he" | "she" | "they") {
            return Some(Source { tokens: i..i + 1, head: Head::Pronoun(i), from: i, to: i + 1 });
        }
        let noun = free && source::noun_kind(&context.lower(i)).is_some();
        noun.then(|| Source { tokens: i..i + 1, head: Head::Noun(i), from: i, to: i + 1 })
    })
}

/// A frame with no cue: transcripts ("LOPEZ: …"), a colon before marks, a dash and a name behind them.
fn unvoiced(context: &Context, frame: &Frame) -> Option<Attribution> {
    let Range { start, end } = frame.tokens;
    let block = &context.document.blocks[frame.block];
    if start == block.tokens.start {
        if let Some(attribution) = transcript(context, start, block.tokens.end) {
            return Some(attribution);
        }
    }
    let region = (start..end).find(|&i| context.region(i).is_some())?;
    let r = context.region(region)?;
    let region_end = context.regions[r].end();
    // “…” — Ana Lopez
    if region_end + 1 < block.tokens.end
        && region == start
        && matches!(context.word(region_end), "—" | "–" | "-" | "--" | "―")
    {
        let m = context.mention(region_end + 1).filter(|&m| context.can_speak(m))?;
        let tokens = context.tokens_of(m);
        let source = Source { from: tokens.start, to: block.tokens.end, head: Head::Mention(m), tokens };
        return Some(Attribution {
            content: context.regions[r].parts.clone(),
            cue: None,
            source: Some(source),
            addressee: None,
            plain: true,
            verbatim: false,
        });
    }
    // His message was clear: “…”
    if region > start && context.word(region - 1) == ":" {
        let source = main_subject(context, start, region - 1).or_else(|| possessor(context, start, region - 1));
        let words = context.regions[r].parts.iter().map(|p| context.count_words(p.clone())).sum::<usize>();
        return (words > 3).then(|| Attribution {
            content: context.regions[r].parts.clone(),
            cue: None,
            source,
            addressee: None,
            plain: false,
            verbatim: false,
        });
    }
    None
}

/// "his message", "Ana Lopez’s answer": whose words a colon introduces.
fn possessor(context: &Context, start: usize, end: usize) -> Option<Source> {
    (start..end).rev().find_map(|i| {
        matches!(context.lower(i).as_ref(), "his" | "her" | "their").then(|| Source {
            tokens: i..i + 1,
            head: Head::Pronoun(i),
            from: i,
            to: i + 1,
        })
    })
}

/// "LOPEZ: We will stay.": a name, a colon, and the rest of the paragraph.
fn transcript(context: &Context, start: usize, end: usize) -> Option<Attribution> {
    let colon = (start..end.min(start + 6)).find(|&i| context.word(i) == ":")?;
    if colon == start || colon + 2 >= end || context.document.tokens[colon + 1].glued {
        return None;
    }
    let m = context.mention(start.max(colon - 1)).filter(|&m| context.is_person(m));
    let capitals = (start..colon).all(|i| !context.is_word(i) || context.word(i).chars().all(|c| !c.is_lowercase()))
        && context.word(start).chars().count() > 2;
    if m.is_none()
        && (!capitals || LABELS.contains(&context.lower(colon - 1)) || LABELS.contains(&context.lower(start)))
    {
        return None;
    }
    let head = m.map_or(Head::Noun(colon - 1), Head::Mention);
    Some(Attribution {
        content: vec![colon + 1..end],
        cue: None,
        source: Some(Source { tokens: start..colon, head, from: start, to: colon }),
        addressee: None,
        plain: true,
        verbatim: true,
    })
}
