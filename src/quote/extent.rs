//! How far what is attributed reaches: in, a cue and the words around it; out, the content and who was addressed.

use std::ops::Range;

use super::context::Context;
use super::cues::{Cue, Form};
use super::source::{self, Head};
use super::{adjuncts, clause};
use crate::lexicon::{AUXILIARIES, DETERMINERS};
use crate::text::TokenKind;
use crate::text::chars::is_terminal;

/// Content behind a cue.
#[derive(Clone, Debug, Default)]
pub struct Right {
    /// The content's token ranges.
    pub content: Vec<Range<usize>>,
    /// Who was addressed.
    pub addressee: Option<Range<usize>>,
    /// The first token behind the cue, its addressee and its adverbials of time and place.
    pub at: usize,
}

/// Reads what follows a cue from token `from` on; `later` are the frame's further cues.
pub fn behind(context: &Context, cue: &Cue, from: usize, end: usize, later: &[Cue]) -> Right {
    let mut right = Right { at: from, ..Right::default() };
    right.addressee = adjuncts::addressee(context, cue, from, end);
    if let Some(addressee) = &right.addressee {
        right.at = addressee.end;
    }
    let after_cue = right.at;
    right.at = adjuncts::skip_adverbials(context, right.at, end);
    let at = right.at;
    if at >= end {
        return right;
    }
    if context.word(at) == ":" && at + 1 == end {
        // The paragraph ends with the colon; the words come in the next.
        if let Some(r) = context.region(end).filter(|&r| context.regions[r].start() == end) {
            right.content = context.regions[r].parts.clone();
        }
        return right;
    }
    // "said, however, that …"
    let at = match (context.word(at), context.word(at + 1), context.word(at + 2)) {
        (",", "however", ",") if at + 3 < end && context.region(at + 3).is_none() => at + 3,
        _ => at,
    };
    right.at = at;
    let clause = |start: usize| vec![start..clause_end(context, start, end, later)];
    let word = context.lower(at);
    let takes = cue.takes;
    let region = |i: usize| if i < end { context.region(i) } else { None };
    if matches!(word.as_ref(), ":" | "," | "—" | "–") && region(at).is_none() {
        if let Some(r) = region(at + 1) {
            right.content = marked(context, cue, r, at + 1, end, later);
        } else if let Some(start) = (word == ",").then(|| behind_aside(context, cue, at, end)).flatten() {
            right.content = clause(start);
        } else if word == ":" && at + 1 < end && context.count_words(at + 1..end) > 1 {
            right.content = clause(at + 1);
        }
        return right;
    }
    right.content = if let Some(r) = region(at) {
        marked(context, cue, r, at, end, later)
    } else if takes_clause(context, cue, at, end) {
        clause(at)
    } else if takes.to && word == "for" && is_infinitive(context, at, end) {
        clause(at + 1)
    } else if takes.bare
        && cue.plain
        && at > after_cue
        && clause::opens_clause(context, after_cue, end)
        && clause::has_verb(context, after_cue, end)
        && context.word(at) != ","
    {
        right.at = after_cue;
        clause(after_cue)
    } else if takes.as_ && (at + 1..end.min(at + 16)).any(|i| context.word(i) == "as" && region(i).is_none()) {
        right.at = after_cue;
        right.addressee = None;
        let limit = clause_end(context, from, end, later);
        vec![from..second_verb(context, from, limit)]
    } else if let Some(of) = (takes.person && takes.of)
        .then(|| (at..end.min(at + 10)).find(|&i| context.word(i) == "of" && region(i).is_none()))
        .flatten()
    {
        // "accused the council of “theft”": whom, and of what.
        right.at = of;
        right.addressee = Some(from..of).filter(|whom| !whom.is_empty());
        let limit = clause_end(context, of, end, later);
        vec![of..second_verb(context, of, occasion(context, of, limit))]
    } else if takes.object || takes.that || takes.bare || takes.of {
        // A noun phrase of which a part is quoted: "announced the “immediate” end of the strike".
        let limit = clause_end(context, after_cue, end, later);
        let quoted = (after_cue..limit).find(|&i| region(i).is_some());
        let far = if takes.object { 14 } else { 8 };
        match quoted {
            Some(q) if q < after_cue + far && !(after_cue..q).any(|i| matches!(context.word(i), "," | ":")) => {
                right.at = after_cue;
                vec![after_cue..limit]
            }
            _ => Vec::new(),
        }
    } else {
        Vec::new()
    };
    right
}

/// Where it is told when somebody was accused: of “theft” *as the vote neared*.
pub fn occasion(context: &Context, start: usize, end: usize) -> usize {
    let when = |i: usize| matches!(context.word(i), "as" | "when" | "while" | "after" | "before" | "during" | "amid");
    (start + 1..end).find(|&i| context.region(i - 1).is_some() && context.region(i).is_none() && when(i)).unwrap_or(end)
}

/// "begged for the guards to bring his bags": whether the phrase that "for" opens at `at` is the subject of an infinitive.
fn is_infinitive(context: &Context, at: usize, end: usize) -> bool {
    let plain = |i: usize| context.region(i).is_none() && (context.is_word(i) || context.mention(i).is_some());
    (at + 2..end.min(at + 10)).take_while(|&i| plain(i)).any(|i| context.word(i) == "to" && context.is_word(i + 1))
}

/// Where the reporter goes on with another verb of the same subject: described it as “theft” *but has* stopped there.
fn second_verb(context: &Context, start: usize, end: usize) -> usize {
    (start + 1..end)
        .find(|&i| {
            context.region(i - 1).is_some()
                && context.region(i).is_none()
                && matches!(context.word(i), "and" | "but")
                && matches!(AUXILIARIES.get(&context.lower(i + 1)), Some("be" | "have" | "modal"))
        })
        .unwrap_or(end)
}

/// Whether a clause or phrase of a kind that the cue takes begins at `at`: see the frames in `cues.txt`.
fn takes_clause(context: &Context, cue: &Cue, at: usize, end: usize) -> bool {
    let (takes, word) = (cue.takes, context.lower(at));
    match word.as_ref() {
        "that" => takes.that || takes.bare || takes.person,
        "whether" | "what" | "why" | "how" | "if" | "when" | "where" | "who" | "which" if takes.wh => true,
        "to" if takes.to => context.count_words(at..end) > 2,
        gerund if takes.ing && gerund.ends_with("ing") => true,
        _ if !takes.bare || !clause::opens_clause(context, at, end) => false,
        _ => {
            // "Some state officials": a plain form is a verb only if its object clause shows where it begins.
            let shown = cue.form != Form::Base || clause::opens_phrase(context, at);
            cue.plain || shown && clause::has_verb(context, at, end)
        }
    }
}

/// The clause behind an aside in commas: "says that, win or lose, he will stay" without its "that". Only for plain cues, and only where
/// the clause shows its subject.
fn behind_aside(context: &Context, cue: &Cue, comma: usize, end: usize) -> Option<usize> {
    let plain = |i: &usize| context.word(*i) == "," && context.region(*i).is_none() && context.mention(*i).is_none();
    let second = (comma + 1..end.min(comma + 14)).find(plain)?;
    let subject = source::is_pronoun(&context.lower(second + 1))
        || context.mention(second + 1).is_some()
        || DETERMINERS.contains(&context.lower(second + 1));
    let aside = !context.lower(comma + 1).ends_with("ing") && !source::is_pronoun(&context.lower(comma + 1));
    (cue.plain && aside && subject && clause::has_verb(context, second + 1, end)).then_some(comma + 1)
}

/// Content that begins with a marked region: the region alone where it is a sentence of its own or the frame ends with it, else the
/// clause that goes on behind it.
fn marked(context: &Context, cue: &Cue, region: usize, at: usize, end: usize, later: &[Cue]) -> Vec<Range<usize>> {
    let parts = &context.regions[region].parts;
    let stop = context.regions[region].end();
    let first_part = parts.iter().position(|p| p.contains(&at)).unwrap_or(0);
    if parts.len() > 1 || stop >= end {
        return parts[first_part..].to_vec();
    }
    let terminal = matches!(
        super::marks::last_inner(context.document, &context.regions[region]),
        Some('.' | '?' | '!' | '…' | ',')
    );
    let mut limit = clause_end(context, at, end, later);
    if cue.takes.object {
        // A noun phrase ends where an apposition to it begins: announced “the end” of the strike, the longest in years.
        limit = (stop..limit).find(|&i| context.word(i) == "," && context.region(i).is_none()).unwrap_or(limit);
    }
    if terminal || !context.is_word(stop) || limit <= stop {
        return vec![at..stop];
    }
    vec![at..limit]
}

/// Where the clause ends that begins at `start`: with its sentence, or before what is no longer attributed to the same cue.
pub fn clause_end(context: &Context, start: usize, end: usize, later: &[Cue]) -> usize {
    let mut stop = end;
    for i in start..end {
        if context.region(i).is_some() {
            continue;
        }
        let word = context.word(i);
        if word == ";"
            || context.document.tokens[i].kind == TokenKind::Punct
                && word.starts_with(is_terminal)
                && !matches!(word, "..." | "…")
        {
            stop = i;
            break;
        }
    }
    for cue in later {
        if cue.group >= stop {
            break;
        }
        if let Some(cut) = cut_before(context, cue, start) {
            stop = stop.min(cut);
            break;
        }
    }
    trim_end(context, start, stop)
}

/// Where the attribution of a further cue begins, if it is one beside this clause and not inside it.
fn cut_before(context: &Context, cue: &Cue, start: usize) -> Option<usize> {
    let behind_conjunction = |at: usize| {
        let conjunction = at > start
            && context.region(at - 1).is_none()
            && matches!(context.word(at - 1), "and" | "but" | "while" | "though" | "although" | "as");
        conjunction.then(|| at - 1)
    };
    match cue.form {
        Form::Phrase => Some(cue.group),
        Form::Ing => (cue.group > start
            && (matches!(context.word(cue.group - 1), "," | "while") || context.region(cue.group - 1).is_some()))
        .then(|| cue.group - 1),
        _ => {
            if let Some(cut) = behind_conjunction(cue.group) {
                return Some(cut);
            }
            let subject = source::before(context, start, cue.group)?;
            match subject.head {
                Head::Noun(n) if source::noun_kind(&context.lower(n)).is_none() => None,
                _ => behind_conjunction(subject.from).or_else(|| behind_conjunction(subject.tokens.start)).or_else(
                    || {
                        // "…, Ito said": a trailing attribution of its own.
                        let comma = subject.from > start
                            && context.word(subject.from - 1) == ","
                            && context.region(subject.from - 1).is_none();
                        let trails = matches!(context.word(cue.tokens.end), "." | "," | "");
                        (comma && trails).then(|| subject.from - 1)
                    },
                ),
            }
        }
    }
}

/// Without the punctuation and conjunctions at the end.
pub fn trim_end(context: &Context, start: usize, mut end: usize) -> usize {
    while end > start && context.region(end - 1).is_none() {
        let word = context.word(end - 1);
        let kind = context.document.tokens[end - 1].kind;
        let loose =
            kind == TokenKind::Punct && !matches!(word, ")" | "]" | "%") || matches!(word, "and" | "but" | "as");
        if !loose {
            break;
        }
        end -= 1;
    }
    end
}

/// Content before an attribution whose words end at `end`, not reaching back before `start`.
pub fn before(context: &Context, start: usize, end: usize) -> Option<Vec<Range<usize>>> {
    let mut from = start;
    let stop = trim_end(context, start, end);
    while from < stop
        && context.region(from).is_none()
        && (!context.is_word(from)
            || matches!(context.word(from), "But" | "And" | "Yet" | "So" | "and" | "but" | "However" | "Meanwhile"))
    {
        let opener = matches!(context.word(from), "(" | "[" | "$" | "£" | "€");
        if opener {
            break;
        }
        from += 1;
    }
    if stop <= from {
        return None;
    }
    if let Some(region) = context.region(from) {
        let region = &context.regions[region];
        // A quotation that began in earlier paragraphs comes whole.
        if region.parts.len() > 1 {
            let mut content = region.parts.clone();
            if stop > region.end()
                && let Some(last) = content.last_mut()
            {
                last.end = stop;
            }
            return Some(content);
        }
    }
    (context.count_words(from..stop) > 0).then(|| vec![from..stop])
}
