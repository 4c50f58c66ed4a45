//! Finds cues: in, the words of a frame outside quotation marks; out, the verbs and phrases that attribute.
//!
//! The verbs are `data/lexicon/cues.txt`; their forms are made here. A form that is also a noun or an adjective ("reports",
//! "the reported attack") counts only where its neighbours let it be a verb, and what is denied, refused or only possible is no cue.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::beside_marks::{before_marks, behind_marks};
use super::chains::{Chain, Verb, chain, verb_group};
use super::context::Context;
use super::silence::{is_asked_aside, is_idle, is_no_report};
use super::views;
use super::words::hash_word;
use crate::lexicon::{self, DETERMINERS, Lengths};

/// The frames that a cue takes; see `cues.txt`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "named and described in cues.txt")]
pub struct Takes {
    pub that: bool,
    pub bare: bool,
    pub wh: bool,
    pub to: bool,
    pub person: bool,
    pub object: bool,
    pub ing: bool,
    pub of: bool,
    pub as_: bool,
    pub marks: bool,
    pub never_inverted: bool,
}

/// The form of a cue's verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// say
    Base,
    /// says
    S,
    /// said
    Past,
    /// saying
    Ing,
    /// according to
    Phrase,
}

/// A cue in a text.
#[derive(Clone, Debug)]
pub struct Cue {
    /// Its tokens: the verb, its particle.
    pub tokens: Range<usize>,
    /// Where the verb group begins, auxiliaries and adverbs before the verb included.
    pub group: usize,
    /// The frames it takes.
    pub takes: Takes,
    /// Its form.
    pub form: Form,
    /// Whether it is "say" or "tell", which attribute by themselves.
    pub plain: bool,
    /// Whether it is a participle without "be": "Town told to choose".
    pub bare: bool,
    /// The verb that makes somebody speak, whose infinitive it is: "*prompting* the mayor to order".
    pub made: Option<usize>,
    /// A number for its verb.
    pub lemma: u32,
}

/// A word that may be a cue.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The cue that it would be.
    pub cue: Cue,
    /// What stands in its verb group.
    pub verb: Verb,
    /// Whether its form and neighbours let it be a verb that reports.
    pub fits: bool,
}

struct Row {
    lemma: u32,
    form: Form,
    particle: Vec<&'static str>,
    takes: Takes,
    plain: bool,
}

/// Every form of every cue.
struct Forms {
    rows: FxHashMap<String, Vec<Row>>,
    lengths: Lengths,
}

impl Forms {
    fn get(&self, word: &str) -> Option<&[Row]> {
        if self.lengths.may_have(word) { self.rows.get(word).map(Vec::as_slice) } else { None }
    }
}

static FORMS: LazyLock<Forms> = LazyLock::new(|| {
    let mut forms: FxHashMap<String, Vec<Row>> = FxHashMap::default();
    let mut lengths = Lengths::default();
    for (entry, frames) in lexicon::entries(lexicon::CUES) {
        let mut words = entry.split(' ');
        let lemma = words.next().unwrap_or_default();
        let (particle, irregular): (Vec<_>, Vec<_>) = words.partition(|w| PARTICLES.contains(w));
        let has = |frame: &str| frames.split(' ').any(|f| f == frame);
        let takes = Takes {
            that: has("that"),
            bare: has("bare"),
            wh: has("wh"),
            to: has("to"),
            person: has("person"),
            object: has("object"),
            ing: has("ing"),
            of: has("of"),
            as_: has("as"),
            marks: has("marks"),
            never_inverted: has("never-inverted"),
        };
        for (word, form) in inflect(lemma, &irregular) {
            let row = Row {
                lemma: hash_word(entry),
                form,
                particle: particle.clone(),
                takes,
                plain: matches!(lemma, "say" | "tell"),
            };
            lengths.add(&word);
            let rows = forms.entry(word).or_default();
            if !rows.iter().any(|r| r.particle == row.particle) {
                rows.push(row);
            }
        }
    }
    for rows in forms.values_mut() {
        rows.sort_by_key(|row| std::cmp::Reverse(row.particle.len()));
    }
    Forms { rows: forms, lengths }
});

const PARTICLES: [&str; 9] = ["out", "on", "it", "back", "up", "clear", "a", "message", "as"];

/// The forms of a verb by the rules of spelling, irregular ones as given.
fn inflect(lemma: &str, irregular: &[&str]) -> Vec<(String, Form)> {
    let stem = lemma.strip_suffix('e').filter(|_| !lemma.ends_with("ee"));
    let y = lemma.strip_suffix('y').filter(|s| !s.ends_with(['a', 'e', 'o', 'u']));
    let double = irregular.iter().find(|w| w.ends_with("ed") && w.len() == lemma.len() + 3).map(|w| &w[..w.len() - 2]);
    let sibilant = ["s", "x", "ch", "sh", "z"].iter().any(|end| lemma.ends_with(end)) || lemma == "go";
    let mut forms = vec![
        (lemma.to_owned(), Form::Base),
        (
            if let Some(y) = y { format!("{y}ies") } else { format!("{lemma}{}", if sibilant { "es" } else { "s" }) },
            Form::S,
        ),
        (format!("{}ing", double.or(stem).unwrap_or(lemma)), Form::Ing),
    ];
    if irregular.is_empty() {
        forms.push((
            if let Some(y) = y { format!("{y}ied") } else { format!("{}ed", stem.unwrap_or(lemma)) },
            Form::Past,
        ));
    }
    forms.extend(irregular.iter().map(|w| ((*w).to_owned(), if w.ends_with("ing") { Form::Ing } else { Form::Past })));
    forms
}

/// Whether a lower-cased word is a form that says or asks.
pub fn is_saying(word: &str) -> bool {
    FORMS.get(word).is_some_and(|rows| rows.iter().any(|row| row.form != Form::Base && row.particle.is_empty()))
}

/// Whether a lower-cased word is any form of a verb of communication.
pub fn is_said(word: &str) -> bool {
    FORMS.get(word).is_some()
}

/// Whether a lower-cased word is a form of "say" or "tell".
pub fn is_plain(word: &str) -> bool {
    FORMS.get(word).is_some_and(|rows| rows.iter().any(|row| row.plain))
}

/// The words of a frame that may be cues, in order.
pub fn find_candidates(context: &Context, frame: Range<usize>) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    let mut at = frame.start;
    while at < frame.end {
        if context.region(at).is_none()
            && context.is_word(at)
            && let Some(candidate) = according(context, at, frame.end).or_else(|| read(context, at, &frame))
        {
            at = if candidate.fits { candidate.cue.tokens.end } else { at + 1 };
            candidates.push(candidate);
            continue;
        }
        at += 1;
    }
    candidates
}

/// "according to", "in her view,".
fn according(context: &Context, at: usize, end: usize) -> Option<Candidate> {
    let (tokens, phrase) = match context.lower(at).as_ref() {
        "according" if at + 1 < end && context.word(at + 1) == "to" => (at..at + 2, "according to"),
        "in" => (views::view(context, at, end)?, "in view"),
        _ => return None,
    };
    Some(Candidate {
        cue: Cue {
            tokens,
            group: at,
            takes: Takes::default(),
            form: Form::Phrase,
            plain: true,
            bare: false,
            made: None,
            lemma: hash_word(phrase),
        },
        verb: Verb::default(),
        fits: true,
    })
}

/// The most words of "by the agency" between "quoted" and "as saying".
const QUOTED_BY: usize = 8;

/// How near the words in marks must stand to a verb that is a cue for their sake alone.
const MARKS: usize = 16;

/// The same where they stand before it: “Not now,” the mayor hissed.
const MARKS_BEFORE: usize = 6;

fn read(context: &Context, at: usize, frame: &Range<usize>) -> Option<Candidate> {
    let word = context.lower(at);
    let Some(rows) = FORMS.get(word.as_ref()) else {
        return before_marks(context, at, &word, frame).or_else(|| behind_marks(context, at, &word, frame));
    };
    let row = rows.iter().find(|row| {
        let behind = at + 1..at + 1 + row.particle.len();
        behind.end <= frame.end
            && behind.zip(&row.particle).all(|(i, p)| context.region(i).is_none() && context.word(i) == *p)
    })?;
    // Part of a name, or of a hyphenated word ("so-called"), or capitalised inside the sentence.
    let token = &context.document.tokens[at];
    if context.mention(at).is_some()
        || token.glued && context.word(at - 1) == "-"
        || !context.is_lower(at) && at > frame.start && !context.in_heading(at)
    {
        return None;
    }
    let marks_before = frame.start.max(at.saturating_sub(MARKS_BEFORE))..at;
    if row.takes.marks && !(at + 1..frame.end.min(at + MARKS)).chain(marks_before).any(|i| context.region(i).is_some())
    {
        return None;
    }
    if is_idle(context, row.form, at) || is_no_report(context, row.form, at) {
        return None;
    }
    let mut form = row.form;
    let (mut group, mut verb) = verb_group(context, at, frame.start, form);
    let hangs = if verb.infinitive && form == Form::Base { chain(context, group, frame.start) } else { None };
    match hangs {
        Some(Chain::Asked) => return None,
        // "tried to explain", "was forced to admit": the verb group is all of it, and active.
        Some(Chain::Does(matrix)) => {
            form = if context.lower(matrix).ends_with("ing") { Form::Ing } else { Form::Past };
            (group, verb) = verb_group(context, matrix, frame.start, form);
            verb.passive &= form == Form::Ing;
        }
        Some(Chain::Made(_)) | None => {}
    }
    let made = match hangs {
        Some(Chain::Made(cause)) => Some(cause),
        _ => None,
    };
    // "was quoted as saying": the saying is the cue.
    let end = at + 1 + row.particle.len();
    let by = |&as_: &usize| context.word(as_) == "as" && is_saying(&context.lower(as_ + 1));
    let as_said = || (end..end + QUOTED_BY).take_while(|&i| i + 1 < frame.end && context.is_word(i)).any(|i| by(&i));
    if verb.passive && as_said() {
        return None;
    }
    let before = if group > frame.start { context.lower(group - 1) } else { "".into() };
    verb.noun = DETERMINERS.contains(&before)
        && (row.form != Form::Past || !row.plain)
        && !matches!(before.as_ref(), "this" | "that" | "some" | "others" | "all" | "many");
    let open = group == frame.start || context.region(group - 1).is_some() || !context.is_word(group - 1);
    let Verb { passive, modal, infinitive, had, negated, noun } = verb;
    // "He never claimed that it would": silence; but "not only said".
    if negated && !word.starts_with("den") && !(group..at).any(|i| context.word(i) == "only") {
        return None;
    }
    let fits = match form {
        // "was told by", "is said to", "was quoted as saying"; but "is saying" is active.
        Form::Past => !passive && !(modal && !had) && !infinitive,
        Form::S => {
            !passive
                && !modal
                && !infinitive
                && !had
                && !(open && !row.plain && context.region(at.max(1) - 1).is_none() && !inverted(context, at))
        }
        Form::Base => {
            let subject = plural(context, group, frame.start);
            let finite = !modal && !infinitive && (subject || row.plain && !open);
            !passive && !had && (finite || infinitive && hangs.is_some())
        }
        Form::Ing => {
            !modal
                && !infinitive
                && !(before == "of" || before == "for" || before == "without" || before == "the" || before == "in")
        }
        Form::Phrase => true,
    };
    // "Town told to choose", "Ministers accused of “sleepwalking”": with nobody addressed, a verb that needs it is a participle.
    let addresses = row.takes.never_inverted && row.takes.person && row.form == Form::Past;
    let bare = addresses && matches!(context.word(at + 1), "to" | "of");
    // "Lopez, asked if it was over, said no"
    if row.form == Form::Past && row.takes.person && is_asked_aside(context, group, end) {
        return None;
    }
    let cue = Cue {
        tokens: at..at + 1 + row.particle.len(),
        group,
        takes: row.takes,
        form,
        plain: row.plain,
        bare,
        made,
        lemma: row.lemma,
    };
    // "Asked about the vote, she left."
    if row.form == Form::Past
        && group == frame.start
        && !row.plain
        && context.word(end) != ","
        && !matches!(context.word(end), ":")
    {
        return None;
    }
    let fits = fits && !bare && !negated && !noun && !(row.form == Form::Base && at == frame.start);
    Some(Candidate { cue, verb, fits })
}

/// ", says the mayor": the verb stands before its subject, behind a comma.
fn inverted(context: &Context, at: usize) -> bool {
    at > 0
        && context.word(at - 1) == ","
        && (DETERMINERS.contains(&context.lower(at + 1))
            || context.mention(at + 1).is_some()
            || context.is_lower(at + 1))
}

/// Whether the word before `group` can be the subject of a plural verb.
fn plural(context: &Context, group: usize, start: usize) -> bool {
    if group <= start {
        return false;
    }
    let before = context.lower(group - 1);
    matches!(
        before.as_ref(),
        "they" | "we" | "i" | "you" | "who" | "people" | "police" | "some" | "many" | "others" | "critics" | "both"
    ) || before.ends_with('s')
        && !before.ends_with("ss")
        && context.is_word(group - 1)
        && context.mention(group - 1).is_none()
        || context.mention(group - 1).is_some_and(|m| {
            context.word(group - 1).ends_with('s') && context.mentions[m].label == crate::view::EntityType::Norp
        })
}
