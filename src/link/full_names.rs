//! Whole names of people in, out for each the one that stands for it: names that differ by a middle name, by initials, or by a
//! further surname are one person's.

use rustc_hash::FxHashMap;

use super::names::{Name, Names, capitalized};
use crate::entity::cues::{Roles, roles};
use crate::entity::gazetteer::{self, Kinds};
use crate::text::Document;
use crate::view::EntityType;

/// How many people of one name are weighed against each other.
pub const RIVALS: usize = 8;

/// How many words of a name count.
pub const LONGEST: usize = 8;

/// "Ana Roe", "Ana M. Roe" and "A. Roe" are one; "Ana Maria Roe" and "Ana Luisa Roe" are two.
pub fn join(document: &Document, names: &Names) -> Vec<usize> {
    let mut into: Vec<usize> = (0..names.all.len()).collect();
    let mut by_ends: FxHashMap<(&str, &str), Vec<usize>> = FxHashMap::default();
    let mut by_initial: FxHashMap<(char, &str), Vec<usize>> = FxHashMap::default();
    let full = |name: &usize| {
        let name = &names.all[*name];
        name.label == EntityType::Person && name.words.len() > 1 && !name.family
    };
    let abbreviated = |name: usize| {
        let name = &names.all[name];
        is_initial(&name.words[0]) || has_bare_initials(name.first.of(document.text))
    };
    for name in (0..into.len()).filter(full) {
        let words = &names.all[name].words;
        let (first, last) = (words[0].as_str(), words[words.len() - 1].as_str());
        if !abbreviated(name) && !is_unit(words) {
            let alike = by_ends.entry((first, last)).or_default();
            match alike.iter().find(|&&other| same_person(&names.all[other], &names.all[name])) {
                Some(&other) => into[name] = other,
                None if alike.len() < RIVALS => alike.push(name),
                None => {}
            }
            if into[name] == name
                && let Some(initial) = first.chars().next()
            {
                by_initial.entry((initial, last)).or_default().push(name);
            }
        }
    }
    for name in (0..into.len()).filter(full) {
        let words = &names.all[name].words;
        let last = words[words.len() - 1].as_str();
        let own = given_initials(words);
        if let (true, Some(&initial)) = (abbreviated(name), own.first()) {
            let alike = by_initial.entry((initial, last)).or_default();
            // "J. P. Roe" has more names than Joan Roe.
            let agree = |other: &&usize| {
                let initials = given_initials(&names.all[**other].words);
                (own.len() <= initials.len() || abbreviated(**other)) && own.iter().zip(&initials).all(|(a, b)| a == b)
            };
            let mut fitting = alike.iter().filter(agree);
            match (fitting.next(), fitting.next()) {
                (Some(&one), None) => into[name] = one,
                (None, _) if alike.len() < RIVALS => alike.push(name),
                _ => {}
            }
        }
    }
    join_beginnings(names, &mut into);
    into
}

/// "Carlos Roe" is "Carlos Roe Vale" where no other name goes on from it.
fn join_beginnings(names: &Names, into: &mut [usize]) {
    let people = || (0..names.all.len()).filter(|&i| names.all[i].label == EntityType::Person && !names.all[i].family);
    let mut longer: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for name in people().filter(|&name| !is_unit(&names.all[name].words)) {
        let words = &names.all[name].words;
        // "Ana Roe Wins Prize" and the programme "Ana Roe Now" are no people's names.
        if words.iter().skip(2).any(|word| is_ordinary(word)) {
            continue;
        }
        for end in 2..words.len().min(LONGEST) {
            let same = longer.entry(words[..end].join(" ")).or_default();
            if same.len() < RIVALS {
                same.push(name);
            }
        }
    }
    for name in people().filter(|&name| names.all[name].words.len() > 1) {
        let suffix = &names.all[name].suffix;
        let same = longer.get(&names.all[name].words.join(" ")).map_or(&[][..], Vec::as_slice);
        let mut whole: Vec<usize> = same.iter().map(|&one| root(into, one)).collect();
        whole.sort_unstable();
        whole.dedup();
        let own = root(into, name);
        if let [one] = whole[..]
            && one != own
            && same.iter().all(|&one| names.all[one].suffix == *suffix)
        {
            into[own] = one;
        }
    }
    for name in 0..into.len() {
        into[name] = root(into, name);
    }
}

/// Whether a word is mostly none of a name: "wins", "now".
pub fn is_ordinary(word: &str) -> bool {
    let surname = || gazetteer::lookup(&capitalized(word)).is_some_and(|entry| entry.kinds.any(Kinds::SURNAME));
    gazetteer::capital_share(word).is_some_and(|share| share < 4) && !surname()
}

/// The name that stands for it in the end.
fn root(into: &[usize], mut name: usize) -> usize {
    while into[name] != name {
        name = into[name];
    }
    name
}

pub fn is_initial(word: &str) -> bool {
    word.trim_end_matches('.').chars().count() == 1 || word.contains('.') && word.len() < 7
}

/// Whether a name as it is written begins with initials that have no periods: "KB Roe".
fn has_bare_initials(written: &str) -> bool {
    let first = written.split_whitespace().next().unwrap_or_default();
    let capitals = (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_uppercase());
    capitals && written.contains(char::is_lowercase)
}

/// The first letters of the given names; of "K.B. Roe" and "KB Roe" both.
fn given_initials(words: &[String]) -> Vec<char> {
    let given = &words[..words.len() - 1];
    let letters = |word: &String| -> Vec<char> {
        let vowel = word.contains(['a', 'e', 'i', 'o', 'u', 'y']);
        if word.contains('.') || word.len() < 4 && !vowel {
            word.chars().filter(|c| c.is_alphabetic()).collect()
        } else {
            word.chars().take(1).collect()
        }
    };
    given.iter().flat_map(letters).collect()
}

/// Whether a name cannot be taken apart: "Abu Omar".
pub fn is_unit(words: &[String]) -> bool {
    words.first().is_some_and(|word| roles(&capitalized(word)).any(Roles::PERSON_FIRST))
}

/// Whether two names with the same ends can be one person's by what stands between and behind.
fn same_person(a: &Name, b: &Name) -> bool {
    if a.suffix != b.suffix {
        return false;
    }
    let (a, b) = (&a.words[1..a.words.len() - 1], &b.words[1..b.words.len() - 1]);
    let particles = |words: &[String]| words.iter().any(|w| roles(w).any(Roles::PARTICLE));
    if a.is_empty() || b.is_empty() {
        return !particles(a) && !particles(b);
    }
    a.len() == b.len()
        && a.iter()
            .zip(b)
            .all(|(x, y)| x == y || (is_initial(x) || is_initial(y)) && x.chars().next() == y.chars().next())
}
