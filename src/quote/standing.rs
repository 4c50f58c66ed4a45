//! What speaks for a source: in, those that may be a cue's; out, features of each, and of there being none.
//!
//! Names are seen by their type alone (`words`). Whoever changes a feature trains the weights again; a test in `training` tells.

use std::ops::Range;

use super::attribute::{Attribution, Reading};
use super::ballot::Ballot;
use super::context::Context;
use super::cues::Form;
use super::source::{Head, Source, is_possessor, noun_kind};
use super::words::{bucket, hash_word};
use crate::lexicon::AUXILIARIES;
use crate::text::TokenKind;
use crate::view::EntityType;

/// The features of sources in text order; that there is none comes first.
pub fn weigh(reading: &Reading, attribution: &Attribution, sources: &[Source], ruled: usize) -> Ballot {
    let (c, cue) = (reading.context, reading.cue);
    let frame = &reading.frame.tokens;
    let form = cue.form as u32;
    let mut ballot = Ballot::new(64 * (sources.len() + 1));
    let at = |i: usize| c.seen(i);
    let before = if cue.group > frame.start { at(cue.group - 1) } else { Default::default() };
    let second = if cue.group > frame.start + 1 { at(cue.group - 2) } else { Default::default() };
    let after = at(cue.tokens.end);
    // On which sides of the cue the content stands.
    let sides = attribution
        .content
        .iter()
        .fold(0, |sides, content| sides | if content.end <= cue.tokens.start { 1 } else { 2 });
    let marked = u32::from(attribution.content.iter().any(|content| c.region(content.start).is_some()));
    // "was told", "has been urged by", "Town told to choose"; but "was forced to admit" is active.
    let aux = |kind: &str| (cue.group..cue.tokens.start).any(|i| AUXILIARIES.get(&c.lower(i)) == Some(kind));
    let passive = cue.form == Form::Past && aux("be") && !aux("to") || cue.bare;
    let form = form + 8 * u32::from(passive);
    let first = sources.partition_point(|s| s.tokens.start < cue.group);
    ballot.put(600, [u32::from(ruled == 0), form, sides]);
    ballot.put(601, [cue.lemma, form, u32::from(ruled == 0)]);
    ballot.put(602, [before.id, form, u32::from(ruled == 0)]);
    ballot.put(603, [before.class, sources.len().min(3) as u32, form]);
    ballot.put(604, [before.class, second.class, form]);
    ballot.put(605, [marked, sides, form]);
    ballot.put(606, [cue.lemma, after.id, u32::from(cue.group == frame.start)]);
    let none = ballot.close();
    ballot.options[0] = [none, 0, 0];
    let named = named(reading, sources);
    for (k, source) in sources.iter().enumerate() {
        let (kind, word, fine) = match source.head {
            Head::Mention(m) => (2 + c.mentions[m].label as u32, 0, 0),
            Head::Pronoun(p) => (hash_word(&c.lower(p)), 1, 0),
            Head::Noun(n) => (hash_word(noun_kind(&c.lower(n)).unwrap_or_default()), at(n).id, at(n).fine),
        };
        let tokens = match source.head {
            Head::Mention(m) => c.tokens_of(m),
            Head::Pronoun(n) | Head::Noun(n) => n..n + 1,
        };
        let left = tokens.start < cue.group;
        let side = u32::from(left);
        // How many others of its side are nearer to the cue.
        let rank = if left { first.checked_sub(1).map(|last| last - k.min(last)) } else { k.checked_sub(first) };
        let rank = rank.unwrap_or(4).min(4) as u32;
        let order = if left { k.min(3) as u32 } else { 4 };
        let gap =
            if left { tokens.end.min(cue.group)..cue.group } else { cue.tokens.end.min(tokens.start)..tokens.start };
        let seen = Between::new(reading, attribution, gap.clone());
        let distance = bucket(gap.len());
        let [second_last, last] = [at(tokens.start.max(2) - 2), at(tokens.start.max(1) - 1)];
        let (last, second_last) = (
            if tokens.start > frame.start { last } else { Default::default() },
            if tokens.start > frame.start + 1 { second_last } else { Default::default() },
        );
        let [next, then] = [at(tokens.end), at(tokens.end + 1)];
        let by_rules = u32::from(k + 1 == ruled);
        let same = |other: Option<&Source>| other.is_some_and(|o| same_head(reading, &o.head, &source.head));
        let earlier = u32::from(same(reading.before.and_then(|a| a.source.as_ref())));
        let owner = matches!(source.head, Head::Mention(m) if is_possessor(c, m));
        let told = attribution.addressee.as_ref().is_some_and(|a| a.contains(&tokens.start));
        let flags = u32::from(owner) + 2 * u32::from(told) + 4 * earlier;
        let plural = u32::from(matches!(source.head, Head::Noun(n) if at(n).class == 38 || c.lower(n).ends_with('s')));
        let position = bucket(tokens.start - frame.start.min(tokens.start));
        ballot.put(610, [by_rules, form, sides]);
        ballot.put(611, [by_rules, kind, side]);
        ballot.put(612, [by_rules, before.id, 0]);
        ballot.put(613, [by_rules, seen.commas, seen.verbs]);
        ballot.put(614, [side, rank, form]);
        ballot.put(615, [side, rank, kind]);
        ballot.put(616, [side, distance, form]);
        ballot.put(617, [side, distance, kind]);
        ballot.put(618, [side, sides + 4 * marked, form]);
        ballot.put(619, [side, sides, cue.lemma]);
        ballot.put(620, [kind, cue.lemma, side]);
        ballot.put(621, [word, side, rank]);
        ballot.put(622, [fine, side, rank.min(1)]);
        ballot.put(623, [seen.hash(), side, rank]);
        ballot.put(624, [seen.hash(), kind, side]);
        ballot.put(625, [seen.who, rank, seen.commas]);
        ballot.put(626, [before.id, rank, side]);
        ballot.put(627, [before.class, second.class, rank + 8 * side]);
        ballot.put(628, [last.id, side, rank.min(1)]);
        ballot.put(629, [last.class, kind, side]);
        ballot.put(630, [second_last.class, last.class, side]);
        ballot.put(631, [next.id, side, distance]);
        ballot.put(632, [next.class, kind, side]);
        ballot.put(633, [next.class, then.class, side]);
        ballot.put(634, [last.class, next.class, side]);
        ballot.put(635, [flags, side, form]);
        ballot.put(636, [flags, rank, kind]);
        ballot.put(637, [plural, form, side]);
        ballot.put(638, [order, form, before.class]);
        ballot.put(639, [order, position, side]);
        ballot.put(640, [position.min(1), kind, form]);
        ballot.put(641, [seen.commas, seen.verbs, side]);
        ballot.put(642, [seen.prepositions, rank, side]);
        ballot.put(643, [next.id, then.id, side]);
        ballot.put(644, [last.id, kind, distance]);
        ballot.put(645, [before.id, next.id, rank]);
        let name = u32::from(named.contains(&Some(k))) + 2 * u32::from(named[k].is_some());
        ballot.put(646, [name, side, by_rules]);
        ballot.put(647, [name, side, distance]);
        let group = ballot.close();
        ballot.options.push([group, 0, 0]);
    }
    ballot
}

/// Where the titles begin that stand before a name: "Professor Ana Lopez".
pub fn before_titles(c: &Context, name: usize) -> usize {
    let title = |i: usize| {
        let token = &c.document.tokens[i];
        c.mention(i).is_none()
            && c.region(i).is_none()
            && (token.kind == TokenKind::Word && token.is_capitalized() || c.word(i) == ".")
    };
    (name.saturating_sub(4)..name).rev().take_while(|&i| title(i)).last().unwrap_or(name)
}

/// Where the description begins that stands before a name: its titles, "the novelist Ana Lopez", "the Labour veteran Ana Lopez".
pub fn before_description(c: &Context, name: usize) -> usize {
    let titles = before_titles(c, name);
    let free = |i: usize| c.mention(i).is_none() && c.region(i).is_none() && c.is_word(i);
    let noun = |i: usize| free(i) && c.is_lower(i) && !matches!(c.seen(i).class, 10..=16 | 20..=23 | 31 | 32);
    let people = |i: usize| c.region(i).is_none() && matches!(c.label(i), Some(EntityType::Norp | EntityType::Org));
    let start = (titles.saturating_sub(4)..titles).rev().take_while(|&i| noun(i) || people(i)).last();
    start.filter(|&start| c.seen(start).class == 30 && start + 1 < titles).unwrap_or(titles)
}

/// For each noun, whom it describes and who follows behind a comma: "the head of the board, Ana Lopez, said".
pub fn named(reading: &Reading, sources: &[Source]) -> Vec<Option<usize>> {
    let (c, cue) = (reading.context, reading.cue);
    let mut named = vec![None; sources.len()];
    for (k, person) in sources.iter().enumerate() {
        let start = before_description(c, person.tokens.start);
        let is_name = matches!(person.head, Head::Mention(m) if c.is_person(m));
        // "The ferry’s owner, Bluewater Lines, said": a body right behind the noun and its comma.
        let is_body = matches!(person.head, Head::Mention(m) if c.mentions[m].label == EntityType::Org)
            && k > 0
            && sources[k - 1].tokens.end + 1 == person.tokens.start;
        let ends = person.tokens.end == cue.group || matches!(c.word(person.tokens.end), "," | "." | "—" | "–" | "(");
        if !(is_name || is_body) || !ends || start == 0 || c.word(start - 1) != "," {
            continue;
        }
        let noun = (0..k).rev().take_while(|&n| {
            let between = sources[n].tokens.end..start - 1;
            between.len() < 12
                && between.into_iter().all(|i| {
                    c.region(i).is_none() && c.word(i) != "," && !matches!(c.seen(i).class, 10..=15 | 20..=22 | 32 | 37)
                })
        });
        // The first of them is the head: "the head" of "the head of the board".
        if let Some(n) = noun.filter(|&n| matches!(sources[n].head, Head::Noun(_))).last() {
            named[n] = Some(k);
        }
    }
    named
}

fn same_head(reading: &Reading, a: &Head, b: &Head) -> bool {
    let c = reading.context;
    match (a, b) {
        (Head::Mention(a), Head::Mention(b)) => c.links.of_mention[*a] == c.links.of_mention[*b],
        (Head::Pronoun(a), Head::Pronoun(b)) => c.lower(*a) == c.lower(*b),
        (a, b) => a == b,
    }
}

/// What stands between a source and its cue, by kinds, each as often as three times at most.
struct Between {
    commas: u32,
    verbs: u32,
    openers: u32,
    prepositions: u32,
    and: u32,
    who: u32,
    names: u32,
    content: u32,
}

impl Between {
    fn new(reading: &Reading, attribution: &Attribution, gap: Range<usize>) -> Self {
        let c = reading.context;
        let mut seen = Self { commas: 0, verbs: 0, openers: 0, prepositions: 0, and: 0, who: 0, names: 0, content: 0 };
        for i in gap {
            if c.region(i).is_some() || attribution.content.iter().any(|content| content.contains(&i)) {
                seen.content = 1;
                continue;
            }
            if c.mention(i).is_some() {
                seen.names = (seen.names + u32::from(c.mention(i) != c.mention(i.max(1) - 1))).min(3);
                continue;
            }
            let count = match (c.word(i), c.seen(i).class) {
                ("," | "—" | "–" | "--" | "(" | ")", _) => &mut seen.commas,
                (":" | ";", _) => &mut seen.openers,
                (_, 12 | 10) => &mut seen.who,
                (_, 16) => &mut seen.and,
                (_, 20..=22 | 37) => &mut seen.verbs,
                (_, 13 | 32) => &mut seen.openers,
                (_, 31 | 11) => &mut seen.prepositions,
                _ => continue,
            };
            *count = (*count + 1).min(3);
        }
        seen
    }

    fn hash(&self) -> u32 {
        [
            self.commas,
            self.verbs.min(1),
            self.openers.min(1),
            self.prepositions.min(1),
            self.and.min(1),
            self.who.min(1),
            self.names.min(2),
            self.content,
        ]
        .iter()
        .fold(0, |hash, x| hash << 2 | x)
    }
}
