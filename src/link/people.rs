//! Names of people in; each short name goes to the person it most likely means, or stays alone.
//!
//! A full name gives up its surname ("Roe", "de Roe", "al-Roe"), its given name and, for lack of better, a middle name.
//! A short name means the person who bore it last, unless another bears it far more often; a title of the other gender
//! rules a person out. A name such as "Abu Omar" is one unit: it is nobody whose name only begins or ends alike.

use std::collections::HashMap;

use super::names::{Name, Names, capitalized};
use crate::entity::Mention;
use crate::entity::cues::{Roles, roles};
use crate::entity::gazetteer::{self, Gender};
use crate::lexicon::TITLES;
use crate::text::Document;
use crate::view::EntityType;

/// How many people of one name are weighed against each other.
const RIVALS: usize = 8;

/// How a short name relates to a full one, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Part {
    Surname,
    Given,
    Middle,
}

const PARTS: [Part; 3] = [Part::Surname, Part::Given, Part::Middle];

/// Joins full names that differ by a middle name or initial, then gives every short name to a full one.
pub fn join(document: &Document, mentions: &[Mention], names: &mut Names) {
    let into = join_full(names);
    let bearers = Bearers::gather(names, &into);
    for (i, name) in names.all.iter_mut().enumerate() {
        name.short = name.label == EntityType::Person && into[i] == i && bearers.any(&name.words.join(" "), i);
    }
    let mut order = Order { recent: HashMap::new(), times: HashMap::new() };
    let short_of = resolve(document, mentions, names, &into, &bearers, &mut order);
    names.settle(&into);
    for (mention, person) in short_of {
        names.of_mention[mention] = person;
    }
}

/// "Ana Roe", "Ana M. Roe" and "A. Roe" are one; "Ana Maria Roe" and "Ana Luisa Roe" are two.
fn join_full(names: &Names) -> Vec<usize> {
    let mut into: Vec<usize> = (0..names.all.len()).collect();
    let mut by_ends: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
    let mut by_initial: HashMap<(char, &str), Vec<usize>> = HashMap::new();
    let full = |name: &usize| names.all[*name].label == EntityType::Person && names.all[*name].words.len() > 1;
    for name in (0..into.len()).filter(full) {
        let words = &names.all[name].words;
        let (first, last) = (words[0].as_str(), words[words.len() - 1].as_str());
        if !is_initial(first) && !is_unit(words) {
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
        if let (true, Some(initial)) = (is_initial(&words[0]), words[0].chars().next())
            && let Some([one]) = by_initial.get(&(initial, words[words.len() - 1].as_str())).map(Vec::as_slice)
        {
            into[name] = *one;
        }
    }
    into
}

fn is_initial(word: &str) -> bool {
    word.trim_end_matches('.').chars().count() == 1 || word.contains('.') && word.len() < 7
}

/// Whether a name cannot be taken apart: "Abu Omar".
fn is_unit(words: &[String]) -> bool {
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

/// Who can be meant by a short name.
struct Bearers {
    by_part: HashMap<(String, Part), Vec<usize>>,
}

impl Bearers {
    fn gather(names: &Names, into: &[usize]) -> Self {
        let mut by_part: HashMap<(String, Part), Vec<usize>> = HashMap::new();
        for (name, of) in names.all.iter().zip(into) {
            if name.label != EntityType::Person {
                continue;
            }
            for (part, kind) in parts(&name.words) {
                let bearers = by_part.entry((part, kind)).or_default();
                if bearers.last() != Some(of) && bearers.len() < RIVALS {
                    bearers.push(*of);
                }
            }
        }
        Self { by_part }
    }

    fn any(&self, short: &str, but: usize) -> bool {
        PARTS.iter().any(|&part| self.of(short, part).iter().any(|&bearer| bearer != but))
    }

    fn of(&self, short: &str, part: Part) -> &[usize] {
        self.by_part.get(&(short.to_owned(), part)).map_or(&[], Vec::as_slice)
    }
}

/// The short names that a full name yields.
fn parts(words: &[String]) -> Vec<(String, Part)> {
    let particle = |word: &String| roles(word).any(Roles::PARTICLE);
    let words = &words[..words.len().min(8)];
    let mut found = Vec::new();
    let unit = is_unit(words);
    for at in 1..words.len() {
        // "Salman" is not "Mohammed bin Salman", nor "Omar" "Abu Omar".
        let inside =
            unit && at == 1 || matches!(words[at - 1].as_str(), "bin" | "ibn" | "bint" | "abu" | "abdel" | "abdul");
        if !inside && !words[at..].iter().all(particle) {
            found.push((words[at..].join(" "), Part::Surname));
        }
    }
    if !unit {
        for end in 1..words.len() {
            let whole = !particle(&words[end - 1]) && !is_initial(&words[end - 1]);
            if whole {
                found.push((words[..end].join(" "), Part::Given));
            }
        }
        let middle = words.iter().take(words.len().saturating_sub(1)).skip(1);
        let whole = middle.filter(|word| !particle(word) && !is_initial(word));
        found.extend(whole.map(|word| (word.clone(), Part::Middle)));
    }
    found
}

/// Who was named last, and how often each.
struct Order {
    recent: HashMap<usize, usize>,
    times: HashMap<usize, usize>,
}

/// Walks through the mentions and tells for each short name whom it means.
fn resolve(
    document: &Document,
    mentions: &[Mention],
    names: &Names,
    into: &[usize],
    bearers: &Bearers,
    order: &mut Order,
) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut genders: HashMap<usize, Gender> = HashMap::new();
    for (i, mention) in mentions.iter().enumerate() {
        if mention.label != EntityType::Person {
            continue;
        }
        let name = names.of_mention[i];
        let title = title_gender(document, mention);
        let person = if names.all[name].short {
            let fits = |person: usize| {
                let known = genders.get(&person).copied().or_else(|| given_gender(document, names, person));
                title.is_none() || known.is_none() || title == known
            };
            let person = meant(&names.all[name].words, name, bearers, order, fits);
            if let Some(person) = person {
                found.push((i, person));
            }
            person.unwrap_or(name)
        } else {
            into[name]
        };
        if let Some(title) = title {
            genders.entry(person).or_insert(title);
        }
        order.recent.insert(person, i);
        *order.times.entry(person).or_default() += 1;
    }
    found
}

/// The person whom a short name means: as a surname, else as a given name, else as a middle one.
fn meant(
    words: &[String],
    own: usize,
    bearers: &Bearers,
    order: &Order,
    fits: impl Fn(usize) -> bool,
) -> Option<usize> {
    let short = words.join(" ");
    PARTS.iter().find_map(|&part| {
        let candidates = bearers.of(&short, part).iter().copied().filter(|&person| person != own && fits(person));
        let candidates: Vec<usize> = candidates.collect();
        let times = |person: &usize| order.times.get(person).copied().unwrap_or(0);
        let latest = candidates.iter().filter(|p| times(p) > 0).max_by_key(|p| order.recent.get(p));
        let often = candidates.iter().max_by_key(|p| times(p));
        match (latest, often) {
            // "Roe" all along stays the one it was, though her sister was named just now.
            (Some(latest), Some(often)) if times(often) >= 3 * times(latest) => Some(*often),
            (Some(latest), _) => Some(*latest),
            // Nobody yet: a name to come. A middle name says too little for that.
            (None, _) if part != Part::Middle => candidates.first().copied(),
            _ => None,
        }
    })
}

/// The gender that the title before a mention tells.
fn title_gender(document: &Document, mention: &Mention) -> Option<Gender> {
    let at = document.token_at(mention.span.start);
    let title = document.word(at.checked_sub(1)?).trim_end_matches('.');
    match TITLES.get(title)? {
        "m" => Some(Gender::Male),
        "f" => Some(Gender::Female),
        _ => None,
    }
}

fn given_gender(document: &Document, names: &Names, person: usize) -> Option<Gender> {
    gazetteer::gender(names.all[person].first.of(document.text))
}
