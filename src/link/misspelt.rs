//! Names of people in; joined is a name that occurs once, fits no one, and is one letter away from one person's: "Mauer" after
//! "K.C. Maurer".

use std::collections::HashMap;

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
    let mut by_surname: HashMap<String, Vec<usize>> = HashMap::new();
    let mut by_words: HashMap<(String, &str), Vec<usize>> = HashMap::new();
    for &name in people.iter().filter(|&&name| names.all[name].words.len() > 1) {
        let words = &names.all[name].words;
        let (given, surname) = (words[0].as_str(), words[words.len() - 1].as_str());
        for short in shortened(surname, SURNAME) {
            add(&mut by_surname, short.clone(), name);
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
        let words = &names.all[name].words;
        let (given, surname) = (words[0].as_str(), words[words.len() - 1].as_str());
        let near: Vec<usize> = if words.len() == 1 {
            let bearers = shortened(surname, SURNAME).into_iter().filter_map(|short| by_surname.get(&short));
            let bearers = bearers.flatten().copied();
            // "the Roes" are several.
            let one_of = |other: &str| surname.strip_suffix('s') != Some(other);
            let near = |other: &str| is_near(other, surname) && one_of(other);
            bearers.filter(|&one| near(names.all[one].words.last().map_or("", |w| w))).collect()
        } else {
            let of = |short: String, other| by_words.get(&(short, other)).into_iter().flatten().copied();
            let by_surname = shortened(surname, SURNAME).into_iter().flat_map(|short| of(short, given));
            let by_given = shortened(given, GIVEN).into_iter().flat_map(|short| of(short, surname));
            let alike = by_surname.filter(|&one| is_near(names.all[one].words.last().map_or("", |w| w), surname));
            // "Christina" and "Christine" are two names; "Volodymir" is none.
            let known = |given: &str| {
                let name = super::names::capitalized(given);
                gazetteer::lookup(&name).is_some_and(|entry| entry.kinds.any(Kinds::GIVEN))
            };
            let alike_given = by_given.filter(|&one| {
                let other = names.all[one].words[0].as_str();
                is_near(other, given) && !(known(other) && known(given))
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
    names.all[name].label == EntityType::Person && !names.all[name].family
}

fn add<K: std::hash::Hash + Eq>(map: &mut HashMap<K, Vec<usize>>, key: K, name: usize) {
    let all = map.entry(key).or_default();
    if all.last() != Some(&name) && all.len() < RIVALS {
        all.push(name);
    }
}

/// A word of a length worth comparing, and what it is with one letter left out: two words at a distance of one share one of these.
fn shortened(word: &str, least: usize) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    if letters.len() < least || letters.len() > 20 {
        return Vec::new();
    }
    let without = |i: usize| letters.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, c)| c).collect();
    std::iter::once(word.to_owned()).chain((1..letters.len()).map(without)).collect()
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
