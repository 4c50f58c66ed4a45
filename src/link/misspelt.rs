//! Names of people in; joined is a name that occurs once, fits no one, and is one letter away from one person's: "Mauer" after
//! "K.C. Maurer".

use rustc_hash::FxHashMap;

use super::names::Names;
use crate::entity::gazetteer::{self, Kinds};
use crate::view::EntityType;

/// Shorter surnames, and shorter given names, are too often another's.
const SURNAME: usize = 5;
const GIVEN: usize = 7;

/// How many people of nearly one name are weighed against each other.
const RIVALS: usize = 8;

/// Joins misspelt names to those that stand before them; `into` tells for each name whose it is.
pub fn join(names: &Names, into: &mut [usize]) {
    let mut times = vec![0; names.all.len()];
    for &name in &names.of_mention {
        times[name] += 1;
    }
    let people: Vec<usize> = (0..names.all.len()).filter(|&i| is_person(names, i)).collect();
    // Words with a letter left out lead to those who bear them; the second map holds the other words beside them.
    let mut by_surname: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    let mut by_words: FxHashMap<(u64, &str), Vec<usize>> = FxHashMap::default();
    for &name in people.iter().filter(|&&name| names.all[name].words.len() > 1) {
        let (given, surname) = ends(names, name);
        for short in shortened(surname, SURNAME) {
            add(&mut by_surname, short, name);
            add(&mut by_words, (short, given), name);
        }
        for short in shortened(given, GIVEN) {
            add(&mut by_words, (short, surname), name);
        }
    }
    for &name in &people {
        if times[name] > 1 || into[name] != name || names.all[name].short {
            continue;
        }
        let (given, surname) = ends(names, name);
        let near: Vec<usize> = if names.all[name].words.len() == 1 {
            let bearers = shortened(surname, SURNAME).into_iter().filter_map(|short| by_surname.get(&short));
            // "the Roes" are several.
            let one_of = |other: &str| surname.strip_suffix('s') != Some(other);
            let near = |one: &usize| is_near(ends(names, *one).1, surname) && one_of(ends(names, *one).1);
            bearers.flatten().copied().filter(near).collect()
        } else {
            let of = |short: u64, other| by_words.get(&(short, other)).into_iter().flatten().copied();
            let by_surname = shortened(surname, SURNAME).into_iter().flat_map(|short| of(short, given));
            let by_given = shortened(given, GIVEN).into_iter().flat_map(|short| of(short, surname));
            let alike = by_surname.filter(|&one| ends(names, one).0 == given && is_near(ends(names, one).1, surname));
            // "Christina" and "Christine" are two names; "Volodymir" is none.
            let known = |given: &str| {
                let name = super::names::capitalized(given);
                gazetteer::lookup(&name).is_some_and(|entry| entry.kinds.any(Kinds::GIVEN))
            };
            let alike_given = by_given.filter(|&one| {
                let (other, last) = ends(names, one);
                last == surname && is_near(other, given) && !(known(other) && known(given))
            });
            alike.chain(alike_given).collect()
        };
        let mut near: Vec<usize> = near.into_iter().map(|one| into[one]).filter(|&one| one != name).collect();
        near.sort_unstable();
        near.dedup();
        if let [one] = near[..]
            && one < name
        {
            into[name] = one;
        }
    }
}

fn is_person(names: &Names, name: usize) -> bool {
    let person = &names.all[name];
    person.label == EntityType::Person && !person.family && !person.words.is_empty()
}

fn add<K: std::hash::Hash + Eq>(map: &mut FxHashMap<K, Vec<usize>>, key: K, name: usize) {
    let all = map.entry(key).or_default();
    if all.last() != Some(&name) && all.len() < RIVALS {
        all.push(name);
    }
}

/// The first word of a name and its last.
fn ends(names: &Names, name: usize) -> (&str, &str) {
    let words = &names.all[name].words;
    (words[0].as_str(), words[words.len() - 1].as_str())
}

/// Numbers for a word of a length worth comparing and for what it is with one letter left out: two words at a distance of one
/// share one of these.
fn shortened(word: &str, least: usize) -> Vec<u64> {
    let length = word.chars().count();
    if !(least..=20).contains(&length) {
        return Vec::new();
    }
    let without = |left_out: usize| {
        let kept = word.chars().enumerate().filter(|(i, _)| *i != left_out);
        kept.fold(0xcbf2_9ce4_8422_2325, |hash: u64, (_, c)| (hash ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3))
    };
    (1..=length).map(without).collect()
}

/// Whether two words with one first letter differ by one letter left out, put in or changed.
fn is_near(one: &str, other: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one == other || a.first() != b.first() {
        return false;
    }
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[same..], &b[same..]);
    match a.len() as isize - b.len() as isize {
        0 => a[1..] == b[1..],
        1 => a[1..] == *b,
        -1 => *a == b[1..],
        _ => false,
    }
}
