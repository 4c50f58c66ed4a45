//! Names of people in; each short name goes to the person it most likely means, or stays alone.
//!
//! A full name gives up its surname ("Roe", "de Roe", "al-Roe"), its given name and, for lack of better, a middle name.
//! A short name means the person who bore it last, unless another bears it far more often; a title of the other gender
//! rules a person out. A name such as "Abu Omar" is one unit: it is nobody whose name only begins or ends alike.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::full_names::{self, LONGEST, RIVALS, is_initial, is_ordinary, is_unit};
use super::misspelt;
use super::names::{Names, capitalized};
use crate::entity::Mention;
use crate::entity::cues::{Roles, roles};
use crate::entity::gazetteer::{self, Gender, Kinds};
use crate::lexicon::{ROLE_NOUNS, TITLES};
use crate::text::Document;
use crate::text::chars::is_hyphen;
use crate::view::{BlockKind, EntityType};

/// How a short name relates to a full one, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Part {
    Surname,
    Given,
    Middle,
}

const PARTS: [Part; 3] = [Part::Surname, Part::Given, Part::Middle];

/// Joins full names, then gives every short name to one of them.
pub fn join(document: &Document, mentions: &[Mention], names: &mut Names) {
    let mut into = full_names::join(document, names);
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

/// Who can be meant by a short name.
struct Bearers {
    by_short: FxHashMap<String, [Vec<usize>; PARTS.len()]>,
}

impl Bearers {
    fn gather(document: &Document, names: &Names, into: &[usize]) -> Self {
        let mut by_short: FxHashMap<String, [Vec<usize>; PARTS.len()]> = FxHashMap::default();
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
    let words = &words[..words.len().min(LONGEST)];
    let mut found = Vec::new();
    let unit = is_unit(words);
    for at in 1..words.len() {
        // "Salman" is not "Mohammed bin Salman", nor "Omar" "Abu Omar", but "Momen" may be "Abdul Momen".
        let servant = matches!(words[at - 1].as_str(), "abdel" | "abdul");
        let inside = unit && at == 1 && !servant || matches!(words[at - 1].as_str(), "bin" | "ibn" | "bint" | "abu");
        let inside = inside || servant && at + 1 < words.len();
        // "Nawaf Al-Roe" is not "Ahmad Nawaf Al-Roe", who may be his son.
        let several = words[at..].iter().filter(|&word| !particle(word)).count();
        let article = words[at + 1..].iter().any(|word| matches!(word.as_str(), "al" | "el")) && !particle(&words[at]);
        let whole = several > 2 || several > 1 && (article || is_given_only(&words[at]));
        if !inside && !whole && !words[at..].iter().all(particle) {
            found.push((words[at..].join(" "), Part::Surname));
        }
    }
    if !unit {
        for end in 1..words.len() {
            let whole = !particle(&words[end - 1]) && !is_initial(&words[end - 1]);
            // "Ana Roe Now" is no Ana Roe.
            if whole && (end == 1 || !words[end..].iter().any(|word| is_ordinary(word))) {
                found.push((words[..end].join(" "), Part::Given));
            }
        }
        let middle = words.iter().take(words.len().saturating_sub(1)).skip(1);
        let whole = middle.filter(|word| !particle(word) && !is_initial(word));
        found.extend(whole.map(|word| (word.clone(), Part::Middle)));
    }
    found
}

/// Whether a word is a given name and no surname.
fn is_given_only(word: &str) -> bool {
    let entry = gazetteer::lookup(&capitalized(word));
    entry.is_some_and(|entry| entry.kinds.any(Kinds::GIVEN) && !entry.kinds.any(Kinds::SURNAME))
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
    recent: Vec<Option<usize>>,
    times: Vec<usize>,
    /// Of a person the first mention.
    first: Vec<Option<usize>>,
    /// Of a short name the mentions in paragraphs, and whether titles say that it means a man, or a woman.
    in_text: FxHashMap<usize, Vec<usize>>,
    titled: FxHashMap<usize, [bool; 2]>,
    /// Those who come in as somebody's kin and do not speak there: "her husband, Ivan Roe, drowned".
    kin: FxHashSet<usize>,
}

impl Order {
    fn gather(document: &Document, mentions: &[Mention], names: &Names, into: &[usize]) -> Self {
        let all = names.all.len();
        let mut order = Self {
            recent: vec![None; all],
            times: vec![0; all],
            first: vec![None; all],
            in_text: FxHashMap::default(),
            titled: FxHashMap::default(),
            kin: FxHashSet::default(),
        };
        for (i, mention) in mentions.iter().enumerate().filter(|(_, mention)| mention.label == EntityType::Person) {
            let name = names.of_mention[i];
            if order.first[into[name]].is_none() {
                order.first[into[name]] = Some(i);
                if is_kin(document, mention) {
                    order.kin.insert(into[name]);
                }
            }
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
        let first = self.first[person].unwrap_or(0);
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
    let mut genders: Vec<Option<Gender>> = vec![None; names.all.len()];
    let given: Vec<Option<Gender>> = (0..names.all.len()).map(|name| given_gender(document, names, name)).collect();
    for (i, mention) in mentions.iter().enumerate() {
        if mention.label != EntityType::Person {
            continue;
        }
        let name = names.of_mention[i];
        let title = title_gender(document, mention);
        let person = if names.all[name].short {
            let fits = |person: usize, part: Part| {
                let known = genders[person].or(given[person]);
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
        genders[person] = genders[person].or(title);
        order.recent[person] = Some(i);
        order.times[person] += 1;
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
    let times = |person: &usize| order.times[*person];
    // One who was called so and was nobody known by a longer name is called so again.
    let alone = times(&own) > 0;
    PARTS.iter().find_map(|&part| {
        let candidates = bearers.of(&short, part).iter().copied();
        let mut candidates: Vec<usize> = candidates.filter(|&person| person != own && fits(person, part)).collect();
        if alone && !candidates.is_empty() {
            candidates.push(own);
        }
        // Kin named in passing are called by their surname only where nobody else is.
        if part == Part::Surname {
            let most = candidates.iter().filter(|p| !order.kin.contains(p)).map(times).max().unwrap_or(0);
            candidates.retain(|person| !order.kin.contains(person) || times(person) > most);
        }
        let latest = candidates.iter().filter(|p| times(p) > 0).max_by_key(|p| order.recent[**p]);
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

/// Whether a person is named as somebody's kin, and not as one who speaks: "and her husband, former mayor Ivan Roe".
fn is_kin(document: &Document, mention: &Mention) -> bool {
    let start = document.token_at(mention.span.start);
    let sentence = document.sentences[document.sentence_of(start)].tokens.clone();
    let near = |tokens: Range<usize>| tokens.filter(|i| sentence.contains(i)).map(|i| document.word(i));
    let said = |word: &str| ["said", "says", "told", "added", "asked", "tells"].contains(&word);
    let end = document.token_at(mention.span.end);
    let speaks = near(start.saturating_sub(7)..start).chain(near(end..end + 3)).any(said);
    // Only a title and a comma may stand between: "their son, Captain Roe".
    let before = (start.saturating_sub(5)..start).rev().filter(|i| sentence.contains(i));
    let mut between = before.take_while(|&i| !matches!(document.word(i), "." | ";" | ":" | "and" | "of" | "’s" | "'s"));
    !speaks && between.any(|i| ROLE_NOUNS.get(document.word(i)) == Some("kin"))
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
