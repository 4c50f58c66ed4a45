//! Names of people in; each short name goes to the person it most likely means, or stays alone.
//!
//! A full name gives up its surname ("Roe", "de Roe", "al-Roe"), its given name and, for lack of better, a middle name.
//! A short name means the person who bore it last, unless another bears it far more often; a title of the other gender
//! rules a person out. A name such as "Abu Omar" is one unit: it is nobody whose name only begins or ends alike.

use std::collections::HashMap;

use super::misspelt;
use super::names::{Name, Names, capitalized};
use crate::entity::Mention;
use crate::entity::cues::{Roles, roles};
use crate::entity::gazetteer::{self, Gender};
use crate::lexicon::TITLES;
use crate::text::Document;
use crate::text::chars::is_hyphen;
use crate::view::{BlockKind, EntityType};

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
    let mut into = join_full(document, names);
    let bearers = Bearers::gather(document, names, &into);
    for (i, name) in names.all.iter_mut().enumerate() {
        let can_be = name.label == EntityType::Person && !name.family && into[i] == i;
        name.short = can_be && bearers.any(&name.words.join(" "), i);
    }
    misspelt::join(names, &mut into);
    let mut order = Order::gather(document, mentions, names, &into);
    let short_of = resolve(document, mentions, names, &into, &bearers, &mut order);
    names.settle(&into);
    for (mention, person) in short_of {
        names.of_mention[mention] = person;
    }
}

/// "Ana Roe", "Ana M. Roe" and "A. Roe" are one; "Ana Maria Roe" and "Ana Luisa Roe" are two.
fn join_full(document: &Document, names: &Names) -> Vec<usize> {
    let mut into: Vec<usize> = (0..names.all.len()).collect();
    let mut by_ends: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
    let mut by_initial: HashMap<(char, &str), Vec<usize>> = HashMap::new();
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
            let agree = |other: &&usize| {
                let other = given_initials(&names.all[**other].words);
                own.iter().zip(&other).all(|(a, b)| a == b)
            };
            let mut fitting = alike.iter().filter(agree);
            match (fitting.next(), fitting.next()) {
                (Some(&one), None) => into[name] = one,
                (None, _) if alike.len() < RIVALS => alike.push(name),
                _ => {}
            }
        }
    }
    into
}

fn is_initial(word: &str) -> bool {
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
    by_short: HashMap<String, [Vec<usize>; PARTS.len()]>,
}

impl Bearers {
    fn gather(document: &Document, names: &Names, into: &[usize]) -> Self {
        let mut by_short: HashMap<String, [Vec<usize>; PARTS.len()]> = HashMap::new();
        for (name, of) in names.all.iter().zip(into) {
            if name.label != EntityType::Person || name.family {
                continue;
            }
            let mut found = parts(&name.words);
            found.extend(double_surname(name.first.of(document.text), &name.words));
            for (part, kind) in found {
                let bearers = &mut by_short.entry(part).or_default()[kind as usize];
                if bearers.last() != Some(of) && bearers.len() < RIVALS {
                    bearers.push(*of);
                }
            }
        }
        Self { by_short }
    }

    fn any(&self, short: &str, but: usize) -> bool {
        PARTS.iter().any(|&part| self.of(short, part).iter().any(|&bearer| bearer != but))
    }

    fn of(&self, short: &str, part: Part) -> &[usize] {
        self.by_short.get(short).map_or(&[], |bearers| bearers[part as usize].as_slice())
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

/// "Santos" and "Cruz" of "Gabriel Santos-Cruz"; a given name such as "Jae-ho" has no capital behind the hyphen.
fn double_surname(written: &str, words: &[String]) -> Vec<(String, Part)> {
    let last = written.split_whitespace().next_back().unwrap_or_default();
    let whole = |half: &&str| half.len() > 2 && half.starts_with(char::is_uppercase);
    if words.len() < 2 || last.split(is_hyphen).count() != 2 || !last.split(is_hyphen).all(|half| whole(&half)) {
        return Vec::new();
    }
    words[words.len() - 1].split(is_hyphen).map(|half| (half.to_owned(), Part::Surname)).collect()
}

/// Where names stand, and, while the mentions are walked through, who was named last and how often each.
struct Order {
    recent: HashMap<usize, usize>,
    times: HashMap<usize, usize>,
    /// Of a person the first mention.
    first: HashMap<usize, usize>,
    /// Of a short name the mentions in paragraphs, and whether titles say that it means a man, or a woman.
    in_text: HashMap<usize, Vec<usize>>,
    titled: HashMap<usize, [bool; 2]>,
}

impl Order {
    fn gather(document: &Document, mentions: &[Mention], names: &Names, into: &[usize]) -> Self {
        let mut order = Self {
            recent: HashMap::new(),
            times: HashMap::new(),
            first: HashMap::new(),
            in_text: HashMap::new(),
            titled: HashMap::new(),
        };
        for (i, mention) in mentions.iter().enumerate().filter(|(_, mention)| mention.label == EntityType::Person) {
            let name = names.of_mention[i];
            order.first.entry(into[name]).or_insert(i);
            if names.all[name].short {
                let token = document.token_at(mention.span.start);
                if document.blocks[document.block_of(token)].kind == BlockKind::Paragraph {
                    order.in_text.entry(name).or_default().push(i);
                }
                if let Some(title) = title_gender(document, mention) {
                    order.titled.entry(name).or_default()[usize::from(title == Gender::Female)] = true;
                }
            }
        }
        order
    }

    /// Whether a short name stands in the text so often before the person is named in full that it means somebody whom readers
    /// know without: one whose full name came only later would be named once or twice so, in a summary.
    fn is_known_before(&self, short: usize, person: usize) -> bool {
        let first = self.first.get(&person).copied().unwrap_or(0);
        self.in_text.get(&short).is_some_and(|at| at.partition_point(|&mention| mention < first) > 2)
    }

    /// Whether every title before a short name tells the other gender.
    fn is_barred(&self, short: usize, gender: Option<Gender>) -> bool {
        let [men, women] = self.titled.get(&short).copied().unwrap_or_default();
        match gender {
            Some(Gender::Female) => men && !women,
            Some(Gender::Male) => women && !men,
            None => false,
        }
    }
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
    let given: Vec<Option<Gender>> = (0..names.all.len()).map(|name| given_gender(document, names, name)).collect();
    for (i, mention) in mentions.iter().enumerate() {
        if mention.label != EntityType::Person {
            continue;
        }
        let name = names.of_mention[i];
        let title = title_gender(document, mention);
        let person = if names.all[name].short {
            let fits = |person: usize, part: Part| {
                let known = genders.get(&person).copied().or(given[person]);
                // "Santos Cruz" is himself a short name, so that "Santos" is no given name.
                let whole = part == Part::Surname || !names.all[person].short;
                whole
                    && (title.is_none() || known.is_none() || title == known)
                    && !order.is_barred(name, known)
                    && !order.is_known_before(name, person)
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
    fits: impl Fn(usize, Part) -> bool,
) -> Option<usize> {
    let short = words.join(" ");
    let times = |person: &usize| order.times.get(person).copied().unwrap_or(0);
    // One who was called so and was nobody known by a longer name is called so again.
    let alone = times(&own) > 0;
    PARTS.iter().find_map(|&part| {
        let candidates = bearers.of(&short, part).iter().copied();
        let mut candidates: Vec<usize> = candidates.filter(|&person| person != own && fits(person, part)).collect();
        if alone && !candidates.is_empty() {
            candidates.push(own);
        }
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
    if names.all[person].label != EntityType::Person || names.all[person].words.len() < 2 {
        return None;
    }
    gazetteer::gender(names.all[person].first.of(document.text))
}
