//! A block's tokens in, its dates, times, sums, measures, numbers, addresses and handles out, as candidate mentions.
//!
//! The patterns are rows of `data/lexicon/value_rows.txt`, written over the items of `value_items`. At each item the longest match
//! wins; the next is sought behind it, so the time is linear in the text.

use std::sync::LazyLock;

use super::value_items::{self, Class, Item, Words};
use super::{Candidate, Source};
use crate::lexicon::{self, VALUE_ROWS};
use crate::text::{Span, Token, TokenKind};
use crate::view::EntityType;

/// The words and rows, read once.
pub(super) static GRAMMAR: LazyLock<Grammar> = LazyLock::new(Grammar::new);

/// Words, rows, and the rows by what they begin with.
pub(super) struct Grammar {
    /// The words that rows are written with.
    pub words: Words,
    rows: Vec<Row>,
    by_class: Vec<Vec<u16>>,
    by_word: Vec<Vec<u16>>,
}

struct Row {
    /// None where the row only keeps others out.
    label: Option<EntityType>,
    /// What must stand before, last first.
    before: Vec<Atom>,
    steps: Vec<Step>,
    /// What its second item can be; none where one may be all.
    second: Option<Atom>,
    /// What must stand behind.
    after: Option<Atom>,
    /// What must not.
    not_after: Option<Atom>,
}

enum Step {
    One(Atom),
    /// What follows up to this step may be left out.
    Maybe(usize),
}

#[derive(Default)]
struct Atom {
    classes: u128,
    words: Vec<u16>,
    glued: bool,
}

impl Atom {
    fn matches(&self, item: &Item) -> bool {
        (!self.glued || item.glued)
            && (item.known.classes & self.classes != 0 || item.known.word != 0 && self.words.contains(&item.known.word))
    }
}

/// Proposes every value and address of a block.
pub(super) fn find_values(block: &str, tokens: &[Token]) -> Vec<Candidate> {
    let grammar = &*GRAMMAR;
    let items = value_items::read(&grammar.words, block, tokens);
    let mut candidates: Vec<Candidate> = tokens.iter().filter_map(|token| link(block, token)).collect();
    let mut at = 0;
    while at < items.len() {
        let Some((end, row)) = grammar.longest(&items, at) else {
            at += 1;
            continue;
        };
        if let Some(label) = grammar.rows[row].label
            && let Some(confidence) = confidence(label, block, &items, at, end)
        {
            let mut span = Span::new(items[at].span.start, items[end - 1].span.end);
            if label == EntityType::Quantity && span.of(block).ends_with('.') {
                span.end -= 1; // "It was 40°C."
            }
            candidates.push(Candidate { span, label, source: Source::Pattern, confidence });
        }
        at = end;
    }
    candidates
}

/// An address or a handle; a #tag is neither.
fn link(block: &str, token: &Token) -> Option<Candidate> {
    if token.kind != TokenKind::Link {
        return None;
    }
    let label = match token.span.of(block) {
        tag if tag.starts_with('#') => return None,
        handle if handle.starts_with('@') => EntityType::Handle,
        url if url.contains("://") || url.get(..4).is_some_and(|w| w.eq_ignore_ascii_case("www.")) => EntityType::Url,
        email if email.contains('@') => EntityType::Email,
        _ => EntityType::Url,
    };
    Some(Candidate { span: token.span, label, source: Source::Pattern, confidence: 0.99 })
}

/// How sure a match is by what stands around it; none where it is a part of some other word.
fn confidence(label: EntityType, block: &str, items: &[Item], at: usize, end: usize) -> Option<f32> {
    use EntityType::{Cardinal, Ordinal, Quantity};
    let before = at.checked_sub(1).map(|i| &items[i]);
    let next = items.get(end);
    let joins = |item: &Item| item.glued && (item.is(Class::DASH) || item.span.of(block) == ".");
    if matches!(label, Cardinal | Ordinal | Quantity) && items[at].glued && before.is_some_and(joins) {
        return None; // "Apollo-11", "v1.2.3"
    }
    let sure = match label {
        Cardinal | Ordinal => 0.9,
        _ => 0.95,
    };
    // A number beside a name is perhaps a part of it: "Windows 10", "Second World War".
    let named = match label {
        Ordinal => items[at].is(Class::CAP) && next.is_some_and(|item| item.is(Class::CAP)),
        Cardinal => {
            items[at].is(Class::CAP) && next.is_some_and(|item| item.is(Class::CAP))
                || before.is_some_and(|item| item.is(Class::CAP) && item.known.word == 0) && !items[at].glued
        }
        _ => false,
    };
    Some(if named { 0.5 } else { sure })
}

impl Grammar {
    fn new() -> Self {
        let mut words = Words::new();
        let rows: Vec<Row> = lexicon::entries(VALUE_ROWS)
            .filter_map(|(_, row)| {
                let mut parts = row.split('\t');
                Some(Row::parse(parts.next()?, parts.next()?, &mut words))
            })
            .collect();
        let mut by_class = vec![Vec::new(); u128::BITS as usize];
        let mut by_word = vec![Vec::new(); words.count() + 1];
        for (row, index) in rows.iter().zip(0..) {
            for atom in row.first() {
                for bit in (0..u128::BITS).filter(|bit| atom.classes >> bit & 1 == 1) {
                    by_class[bit as usize].push(index);
                }
                for word in &atom.words {
                    by_word[usize::from(*word)].push(index);
                }
            }
        }
        Self { words, rows, by_class, by_word }
    }

    /// The end of the longest match at `at` and the row that made it.
    fn longest(&self, items: &[Item], at: usize) -> Option<(usize, usize)> {
        let known = &items[at].known;
        let mut best: Option<(usize, usize)> = None;
        let mut try_rows = |rows: &[u16]| {
            for &index in rows {
                let index = usize::from(index);
                let Some(end) = self.rows[index].matches(items, at) else { continue };
                if best.is_none_or(|(length, row)| end > length || end == length && index < row) {
                    best = Some((end, index));
                }
            }
        };
        let mut classes = known.classes;
        while classes != 0 {
            try_rows(&self.by_class[classes.trailing_zeros() as usize]);
            classes &= classes - 1;
        }
        try_rows(&self.by_word[usize::from(known.word)]);
        best
    }
}

impl Row {
    fn parse(label: &str, pattern: &str, words: &mut Words) -> Self {
        let (before, pattern) = pattern.split_once(" << ").unwrap_or(("", pattern));
        let (pattern, after) = split_off(pattern, " >> ");
        let (pattern, not_after) = split_off(pattern, " !> ");
        let mut before: Vec<Atom> = before.split_whitespace().map(|atom| Atom::parse(atom, words)).collect();
        before.reverse();
        let spaced = pattern.replace('[', " [ ").replace(']', " ] ");
        let mut steps = Vec::new();
        let mut open = Vec::new();
        for element in spaced.split_whitespace() {
            match element {
                "[" => {
                    open.push(steps.len());
                    steps.push(Step::Maybe(0));
                }
                "]" => {
                    if let Some(start) = open.pop() {
                        steps[start] = Step::Maybe(steps.len());
                    }
                }
                _ => match element.strip_suffix('?') {
                    Some(atom) => {
                        steps.push(Step::Maybe(steps.len() + 2));
                        steps.push(Step::One(Atom::parse(atom, words)));
                    }
                    None => steps.push(Step::One(Atom::parse(element, words))),
                },
            }
        }
        let mut one = |atom: Option<&str>| atom.map(|atom| Atom::parse(atom, words));
        let (after, not_after) = (one(after), one(not_after));
        let second = second(&steps);
        Self { label: label_named(label), before, steps, second, after, not_after }
    }

    /// The end of the longest match at `at`.
    fn matches(&self, items: &[Item], at: usize) -> Option<usize> {
        // This parts most rows from most items.
        if self.second.as_ref().is_some_and(|second| !items.get(at + 1).is_some_and(|item| second.matches(item))) {
            return None;
        }
        let stands_before =
            |(back, atom): (usize, &Atom)| at.checked_sub(back + 1).is_some_and(|before| atom.matches(&items[before]));
        if !self.before.iter().enumerate().all(stands_before) {
            return None;
        }
        let fits = |end: usize| {
            let next = items.get(end);
            self.after.as_ref().is_none_or(|atom| next.is_some_and(|item| atom.matches(item)))
                && !self.not_after.as_ref().is_some_and(|atom| next.is_some_and(|item| atom.matches(item)))
        };
        longest(&self.steps, 0, items, at, &fits)
    }

    /// The atoms that a match can begin with.
    fn first(&self) -> Vec<&Atom> {
        next(&self.steps, 0).into_iter().flatten().map(|(_, atom)| atom).collect()
    }
}

/// The atoms that may come next at a step, each with its own step; none among them where the match may be over.
fn next(steps: &[Step], step: usize) -> Vec<Option<(usize, &Atom)>> {
    let mut found = Vec::new();
    let mut paths = vec![step];
    while let Some(step) = paths.pop() {
        match steps.get(step) {
            Some(Step::One(atom)) => found.push(Some((step, atom))),
            Some(Step::Maybe(to)) => paths.extend([step + 1, *to]),
            None => found.push(None),
        }
    }
    found
}

/// What any second atom of a match can be, if there is always one.
fn second(steps: &[Step]) -> Option<Atom> {
    let mut any = Atom::default();
    for (first, _) in next(steps, 0).into_iter().flatten() {
        for atom in next(steps, first + 1) {
            let (_, atom) = atom?;
            any.classes |= atom.classes;
            any.words.extend(&atom.words);
        }
    }
    Some(any)
}

/// Rows are short and their optional parts few, so trying both ways costs little.
fn longest(steps: &[Step], step: usize, items: &[Item], at: usize, fits: &dyn Fn(usize) -> bool) -> Option<usize> {
    match steps.get(step) {
        None => fits(at).then_some(at),
        Some(Step::Maybe(to)) => longest(steps, step + 1, items, at, fits).max(longest(steps, *to, items, at, fits)),
        Some(Step::One(atom)) => {
            if items.get(at).is_some_and(|item| atom.matches(item)) {
                longest(steps, step + 1, items, at + 1, fits)
            } else {
                None
            }
        }
    }
}

fn split_off<'p>(pattern: &'p str, arrow: &str) -> (&'p str, Option<&'p str>) {
    pattern.split_once(arrow).map_or((pattern, None), |(pattern, after)| (pattern, Some(after)))
}

impl Atom {
    fn parse(element: &str, words: &mut Words) -> Self {
        let mut atom = Atom { glued: element.starts_with('~'), ..Atom::default() };
        for choice in element.trim_start_matches('~').split('|') {
            match Class::named(choice) {
                Some(bit) => atom.classes |= bit,
                None => atom.words.push(words.intern(choice)),
            }
        }
        atom
    }
}

fn label_named(name: &str) -> Option<EntityType> {
    use EntityType::{Cardinal, Date, Money, Ordinal, Percent, Quantity, Time};
    [Date, Time, Money, Percent, Quantity, Ordinal, Cardinal]
        .into_iter()
        .find(|label| format!("{label:?}").eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens::tokenize;

    /// The text with what was found in brackets: "It left [on Friday|DATE]."
    fn marked(text: &str) -> String {
        let mut marked = String::new();
        let mut at = 0;
        for c in find_values(text, &tokenize(text)) {
            let label = format!("{:?}", c.label).to_uppercase();
            marked += &format!("{}[{}|{label}]", &text[at..c.span.start], c.span.of(text));
            at = c.span.end;
        }
        marked + &text[at..]
    }

    fn check(expected: &str) {
        let mut plain = String::new();
        for part in expected.split_inclusive(']') {
            let (before, value) = part.split_once('[').unwrap_or((part, ""));
            plain += before;
            plain += value.split('|').next().unwrap_or_default();
        }
        assert_eq!(marked(&plain), expected);
    }

    /// What the rows make of a text: the names of the rows and the words they took.
    fn rows_of(text: &str) -> Vec<(&'static str, &str)> {
        let items = value_items::read(&GRAMMAR.words, text, &tokenize(text));
        let names: Vec<&str> = lexicon::entries(VALUE_ROWS).map(|(name, _)| name).collect();
        let mut found = Vec::new();
        let mut at = 0;
        while at < items.len() {
            match GRAMMAR.longest(&items, at) {
                Some((end, row)) => {
                    found.push((names[row], &text[items[at].span.start..items[end - 1].span.end]));
                    at = end;
                }
                None => at += 1,
            }
        }
        found
    }

    #[test]
    fn every_row_matches_its_example() {
        let mut wrong = Vec::new();
        for (name, row) in lexicon::entries(VALUE_ROWS) {
            let [label, _, example] = row.split('\t').collect::<Vec<_>>()[..] else {
                panic!("{name}: not four columns")
            };
            let text = example.replace(['[', ']'], "");
            let span = example.split_once('[').and_then(|(_, rest)| rest.split_once(']')).map(|(span, _)| span);
            let found = rows_of(&text);
            let taken = found.iter().any(|(row, taken)| *row == name && span.is_none_or(|span| *taken == span));
            let shown = marked(&text);
            let expected = example.replace(']', &format!("|{label}]"));
            if !taken || shown != expected {
                wrong.push(format!("{name}: {shown} for {expected}: {found:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn dates() {
        check(
            "Talks in [2016|DATE] failed, [four days|DATE] after the pair met later [Friday|DATE], just [two weeks|DATE] on.",
        );
        check(
            "In [July 2015|DATE], on [5 December, 1976|DATE] and on [Aug. 27|DATE] they met; in [May|DATE] and [June|DATE] too.",
        );
        check("You may march on. May I go? March on, said Ana.");
        check("From the start of the [1990s|DATE], a [20th-century|DATE] idea; the [’90s|DATE]; [mid-March|DATE].");
        check(
            "[Last Monday|DATE] at the [age of 96|DATE], [seven years|DATE] on, during the [1976-83|DATE] rule, [aged 39|DATE].",
        );
        check("An [85-year-old|DATE] man and a [10-month-old|DATE] child left [more than two years ago|DATE].");
        check(
            "A [three-day|DATE] visit; [nearly five years|DATE]; the [last three years|DATE]; [later this year|DATE]; [recent weeks|DATE].",
        );
        check("For [decades|DATE] nobody came, and [years later|DATE] they left within [days|DATE].");
        check(
            "The [2000-2010|DATE] plan; the [2015/16|DATE] year; [from 2011 to 2013|DATE]; [early 2016|DATE]; by [1812|DATE].",
        );
        check("[Christmas Day|DATE] and [New Year’s Eve|DATE] fell on a weekend.");
        check("It ran [between 2011 and 2013|DATE], until the [19th and 20th centuries|DATE].");
    }

    #[test]
    fn times() {
        check(
            "Landfall came at [nine o’clock Friday night|TIME], and at [about ten o'clock at night|TIME] they spoke.",
        );
        check(
            "At [6:00 pm|TIME], at [10am|TIME], at [6.30 p.m.|TIME] and on [Friday morning|TIME] it rained [last night|TIME].",
        );
        check("A [48-hour|TIME] truce after [two hours and 10 minutes|TIME] of talks, [half an hour|TIME] late.");
        check("The [second|ORDINAL] minute and a [second|ORDINAL] test.");
    }

    #[test]
    fn sums() {
        check(
            "It made [$18.5 million|MONEY], some say [61 million Hong Kong dollars|MONEY] ([$7.8 million|MONEY]), in [10 million yuan|MONEY].",
        );
        check(
            "A fine of [up to $800|MONEY], of [US$1.2bn|MONEY], of [Rs 5 lakh|MONEY], [Rs. 500 crore|MONEY] or [R1.5 billion|MONEY].",
        );
        check(
            "[Millions of shekels|MONEY], [300,000 shekels|MONEY], [£5m|MONEY], [€3.2bn|MONEY], [50 cents|MONEY], a [$5-million|MONEY] job.",
        );
        check(
            "[$5 to $10 million|MONEY]; [between $5 million and $10 million|MONEY]; [a million dollars|MONEY]; [5 million USD|MONEY].",
        );
    }

    #[test]
    fn shares_and_measures() {
        check(
            "[20%|PERCENT] or [99.99 percent|PERCENT], [five per cent|PERCENT], [about 20pc|PERCENT], [5 to 10 percent|PERCENT].",
        );
        check(
            "Winds of [85 kilometers per hour|QUANTITY], [130 kilometers|QUANTITY] off, a [10-mile|QUANTITY] road, [5km|QUANTITY], [1,200 square feet|QUANTITY].",
        );
        check(
            "[40°C|QUANTITY]. It was [40 degrees Celsius|QUANTITY], [six feet two inches|QUANTITY], [a mile|QUANTITY], [several miles|QUANTITY].",
        );
    }

    #[test]
    fn numbers() {
        check(
            "It killed [more than 290,000|CARDINAL] people; [two|CARDINAL] powers, [400|CARDINAL] children and [12|CARDINAL] others.",
        );
        check(
            "The [118th|ORDINAL] child, the [first|ORDINAL] one, the [twenty-first|ORDINAL] and [dozens|CARDINAL] of [first|ORDINAL]-time voters.",
        );
        check("No one knew which one; one shopper said one thing. [One|CARDINAL] of the [two|CARDINAL] left.");
        check(
            "[Two hundred and fifty thousand|CARDINAL] fled, [two and a half million|CARDINAL] more, [tens of thousands|CARDINAL], [a dozen|CARDINAL].",
        );
        check(
            "[More than half|CARDINAL] left; [half|CARDINAL] of them, [two-thirds|CARDINAL], [a third|CARDINAL] of all; a [third|ORDINAL] time.",
        );
        check("COVID-19, Apollo-11, G20, H1N1, 5G, flight 815, Article 50, v1.2.3, 555-123-4567.");
        check(
            "They won [3-1|CARDINAL], [several hundred|CARDINAL] watched, [nine out of ten|CARDINAL] paid, [between 10 and 20|CARDINAL] did not.",
        );
    }

    #[test]
    fn addresses() {
        check(
            "See [https://example.org/a?b=1|URL], [www.example.org|URL], ask [desk@example.org|EMAIL] or [@jane_doe|HANDLE] #news.",
        );
    }

    #[test]
    fn every_class_of_a_word_exists() {
        for (entry, value) in lexicon::entries(crate::lexicon::VALUE_WORDS) {
            for part in value.split(' ').filter(|part| !part.starts_with('=')) {
                assert!(Class::named(part).is_some(), "{entry}: {part}");
            }
        }
        for (name, row) in lexicon::entries(VALUE_ROWS) {
            let pattern = row.split('\t').nth(1).unwrap_or_default();
            for word in pattern.split(['[', ']', ' ', '|', '~', '?']).filter(|word| word.len() > 1) {
                let known = Class::named(word).is_some() || !word.contains(char::is_uppercase);
                assert!(known, "{name}: {word}");
            }
        }
    }
}
