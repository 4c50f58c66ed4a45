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
    let mut by_surname: FxHashMap<u64, Few> = FxHashMap::default();
    let mut by_words: FxHashMap<(u64, &str), Few> = FxHashMap::default();
    for &name in people.iter().filter(|&&name| names.all[name].words.len() > 1) {
        let (given, surname) = ends(names, name);
        for short in shortened(surname, SURNAME) {
            by_surname.entry(short).or_default().add(name);
            by_words.entry((short, given)).or_default().add(name);
        }
        for short in shortened(given, GIVEN) {
            by_words.entry((short, surname)).or_default().add(name);
        }
    }
    for &name in &people {
        if times[name] > 1 || into[name] != name || names.all[name].short {
            continue;
        }
        let (given, surname) = ends(names, name);
        let near: Vec<usize> = if names.all[name].words.len() == 1 {
            let bearers = shortened(surname, SURNAME).filter_map(|short| by_surname.get(&short));
            // "the Roes" are several.
            let one_of = |other: &str| surname.strip_suffix('s') != Some(other);
            let near = |one: &usize| is_near(ends(names, *one).1, surname) && one_of(ends(names, *one).1);
            bearers.flat_map(Few::all).filter(near).collect()
        } else {
            let of = |short: u64, other| by_words.get(&(short, other)).into_iter().flat_map(Few::all);
            let by_surname = shortened(surname, SURNAME).flat_map(|short| of(short, given));
            let by_given = shortened(given, GIVEN).flat_map(|short| of(short, surname));
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

/// The first people of nearly one name.
#[derive(Default)]
struct Few {
    names: [u32; RIVALS],
    many: usize,
}

impl Few {
    fn add(&mut self, name: usize) {
        let name = name as u32;
        if self.many < RIVALS && !(self.many > 0 && self.names[self.many - 1] == name) {
            self.names[self.many] = name;
            self.many += 1;
        }
    }

    fn all(&self) -> impl Iterator<Item = usize> {
        self.names[..self.many].iter().map(|&name| name as usize)
    }
}

/// The first word of a name and its last.
fn ends(names: &Names, name: usize) -> (&str, &str) {
    let words = &names.all[name].words;
    (words[0].as_str(), words[words.len() - 1].as_str())
}

/// The longest word that is compared.
const LONGEST: usize = 20;

/// Numbers for a word of a length worth comparing and for what it is with one letter left out, the first excepted: two words at a distance
/// of one share one of these.
fn shortened(word: &str, least: usize) -> impl Iterator<Item = u64> {
    let length = word.chars().take(LONGEST + 1).count();
    let length = if (least..=LONGEST).contains(&length) { length } else { 0 };
    // The sum of each beginning's letters, each times a power of its place, and times the power of the place before.
    let mut sums = [[0_u64; 2]; LONGEST + 1];
    let mut powers = [1, 0];
    for (i, c) in word.chars().take(length).enumerate() {
        sums[i + 1] = std::array::from_fn(|k| sums[i][k].wrapping_add(u64::from(c).wrapping_mul(powers[k])));
        powers = [powers[0].wrapping_mul(0x9e37_79b9_7f4a_7c15), powers[0]];
    }
    // What stands behind the letter left out moves one place to the front.
    (1..=length).map(move |out| {
        let behind = sums[length][1].wrapping_sub(sums[length.min(out + 1)][1]);
        sums[out][0].wrapping_add(behind)
    })
}

/// Whether two words with one first letter differ by one letter left out, put in or changed.
fn is_near(one: &str, other: &str) -> bool {
    if one == other || one.chars().next() != other.chars().next() {
        return false;
    }
    let same: usize = one.chars().zip(other.chars()).take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum();
    let (a, b) = (&one[same..], &other[same..]);
    let behind = |word: &str| word.chars().next().map_or(0, char::len_utf8);
    let (a_rest, b_rest) = (&a[behind(a)..], &b[behind(b)..]);
    a_rest == b_rest || a_rest == b || a == b_rest
}
