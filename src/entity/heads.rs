//! Names that a head word shapes ("Vale University", "Lake Vale", "Ministry of Ports and Trade"): a place in a run in, the
//! name from there out.

use super::cues::Roles;
use super::gazetteer::Kinds;
use super::reading::{Capital, Reading};
use super::segments::{Segment, is_given, is_surname, run_end, title_after, unit_end, whole_entry};
use crate::text::TokenKind;

/// A title at `i` that is rather the head of a body's name: "Office of the Prime Minister" goes on, "Justice Department".
pub fn heads_body(reading: &Reading, i: usize, end: usize, stop: usize) -> bool {
    reading.is(i, Roles::HEAD)
        && (i + 1 < end && reading.is(i + 1, Roles::HEAD)
            || i + 1 == end && i + 1 < stop && reading.word(i + 1) == "of")
        || (reading.is(i, Roles::JOIN_OF) && i + 1 < end && reading.tokens[i + 1].kind == TokenKind::Clitic)
}

/// The name from `at` that a head word shapes: "Vale University", "Lake Vale", "Ministry of Ports and Trade".
pub fn with_head(reading: &Reading, at: usize, limit: usize, stop: usize, titled: bool) -> Option<Segment> {
    if titled && !reading.is(at, Roles::HEAD) {
        return None;
    }
    // A function word opens no name; other weak words do if a head word follows ("Human Rights Council").
    let listed = reading.matches[at].map_or(at + 1, |(to, _)| to);
    if reading.is(at, Roles::FUNCTION) && listed == at + 1 {
        return None;
    }
    // The verb of a headline ends the name before it.
    let verb = |i: usize| {
        let rare = reading.share(i).is_some_and(|s| s <= 1);
        rare && reading.capital(i) == Capital::Weak && !reading.is(i, Roles::HEAD)
    };
    if verb(at) && listed == at + 1 {
        return None;
    }
    let limit = (at + 1..limit).find(|&i| i >= listed && verb(i)).unwrap_or(limit);
    let last = (at..limit).rev().find(|&i| reading.is(i, Roles::HEAD));
    if last.is_none_or(|last| listed > last + 1) && listed > at + 1 {
        return None;
    }
    let last = match last {
        Some(last) if last > at => last,
        _ if reading.is(at, Roles::HEAD_FIRST) && at + 1 < limit => {
            let to = unit_end(reading, at + 1, limit, false, None).0;
            let to = extend(reading, to, limit, stop, Roles::GPE);
            return Some(Segment::shaped(at..to, first_role(reading, at), whole_entry(reading, at, to)));
        }
        Some(last) => {
            if reading.capital(at) == Capital::Weak && reading.word(at + 1) != "of" {
                return None;
            }
            let head =
                reading.roles[last].or(if reading.is(at, Roles::HEAD_FIRST) { Roles::GPE } else { Roles::default() });
            let to = extend(reading, at + 1, limit, stop, head);
            return (to > at + 1).then(|| Segment::shaped(at..to, reading.roles[last], None));
        }
        None => return None,
    };
    if let Some((to, head)) = joined_fields(reading, last, limit, stop) {
        return Some(Segment::shaped(at..to, head, None));
    }
    let to = extend(reading, last + 1, limit, stop, reading.roles[last]);
    // People whose surname is a head word: "Annie Hall".
    let place_or_body = Kinds::PLACE.with(Kinds::ORGANIZATION);
    let listed_otherwise = reading.matches[at].is_some_and(|(_, e)| e.kinds.any(place_or_body));
    let person = last == at + 1 && is_given(reading, at) && is_surname(reading, last) && !listed_otherwise;
    if person && to == last + 1 {
        return None;
    }
    Some(Segment::shaped(at..to, reading.roles[last], whole_entry(reading, at, to)))
}

/// "Ports and Trade Council": a field of work, "and", and a second run that ends with the head word.
fn joined_fields(reading: &Reading, last: usize, limit: usize, stop: usize) -> Option<(usize, Roles)> {
    let field = reading.is(last, Roles::FIELD) && !reading.is(last, Roles::ORG);
    if !field || last + 1 != limit || reading.word(limit) != "and" || limit + 1 >= stop {
        return None;
    }
    let run = run_end(reading, limit + 1, stop);
    let part = title_after(reading, limit + 2, run).unwrap_or(run);
    let head = reading.roles[part - 1];
    let plain = (limit + 1..part).all(|i| reading.matches[i].is_none_or(|(_, e)| !e.kinds.any(Kinds::PLACE)));
    (part > limit + 2 && part <= limit + 4 && plain && head.any(Roles::HEAD)).then_some((part, head))
}

fn first_role(reading: &Reading, i: usize) -> Roles {
    let role = reading.roles[i];
    if role.any(Roles::LOC_FIRST) {
        Roles::LOC
    } else if role.any(Roles::FAC_FIRST) {
        Roles::FAC
    } else {
        Roles::EVENT
    }
}

/// Past "of …", "for the …", "of … and …" behind a head word that ends its run; `from` where nothing follows.
fn extend(reading: &Reading, from: usize, limit: usize, stop: usize, head: Roles) -> usize {
    let extendable = head
        .any(Roles::ORG.or(Roles::LAW).or(Roles::EVENT).or(Roles::GPE).or(Roles::LOC).or(Roles::FAC).or(Roles::FIELD));
    if from < limit || !extendable || from >= stop {
        return from;
    }
    let mut to = from;
    loop {
        let connector = reading.word(to);
        let body = head.any(Roles::ORG.or(Roles::LAW).or(Roles::FIELD));
        let opens = match connector {
            "of" => true,
            "for" | "on" | "against" => body,
            "and" | "&" => to > from && body,
            _ => false,
        };
        let mut next = to + 1;
        if !matches!(connector, "and" | "&") && matches!(reading.word(next), "the" | "a") {
            next += 1;
        }
        if !opens
            || next >= stop
            || !reading.starts_name(next)
            || reading.is(next, Roles::TITLE) && !reading.is(next, Roles::HEAD) && !next_is_head(reading, next)
        {
            return to;
        }
        let run = run_end(reading, next, stop);
        let part = title_after(reading, next + 1, run).unwrap_or(run);
        if matches!(connector, "and" | "&") {
            let joins = (next..part).any(|i| reading.is(i, Roles::FIELD))
                || part == next + 1 && reading.matches[next].is_none() && reading.share(next).is_some();
            if !joins || part > next + 3 {
                return to;
            }
        }
        to = part;
        if part < run {
            return to;
        }
    }
}

fn next_is_head(reading: &Reading, i: usize) -> bool {
    reading.is(i + 1, Roles::HEAD)
}
