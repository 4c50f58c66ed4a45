//! Names of organisations in; joined are those that are plainly one body's: an acronym and its expansion, a name with
//! and without its country or legal form, and a head word alone where one body only can be meant.

use rustc_hash::FxHashMap;

use super::names::{Joins, Names, capitalized};
use crate::entity::Mention;
use crate::entity::cues::{Roles, roles};
use crate::entity::gazetteer::{self, Kinds, title_case};
use crate::text::{Document, Span};
use crate::view::EntityType;

/// Joins the names of one body.
pub fn join(document: &Document, mentions: &[Mention], names: &mut Names) {
    let mut joins = Joins::new(names);
    let bodies: Vec<usize> = (0..names.all.len()).filter(|&name| names.all[name].label == EntityType::Org).collect();
    join_countries(document, names, &bodies, &mut joins);
    join_initials(document, names, &bodies, &mut joins);
    join_brackets(document, mentions, names, &mut joins);
    join_heads(document, names, &bodies, &mut joins);
    join_firms(document, names, &bodies, &mut joins);
    names.settle(&joins.0);
}

/// "Kenyan Ministry of Health", "Ministry of Health of Kenya" and, where no other country has one, "Ministry of Health";
/// "Harbour Cranes Inc." and "Harbour Cranes".
fn join_countries(document: &Document, names: &Names, bodies: &[usize], joins: &mut Joins) {
    let mut by_bare: FxHashMap<String, Vec<(Option<&str>, usize)>> = FxHashMap::default();
    for &name in bodies {
        let (bare, place) = without_place(names.all[name].first.of(document.text));
        let bare = head_first(&bare.to_lowercase());
        let same = by_bare.entry(bare).or_default();
        match same.iter().find(|(other, _)| *other == place) {
            Some(&(_, other)) => joins.unite(name, other),
            None => same.push((place, name)),
        }
    }
    for same in by_bare.values() {
        if let [(a, first), (b, second)] = same[..]
            && a.is_none() != b.is_none()
        {
            joins.unite(first, second);
        }
    }
}

/// "health ministry" as "ministry of health".
fn head_first(bare: &str) -> String {
    let bare = bare.replace(" of the ", " of ").replace(" & ", " and ");
    match bare.rsplit_once(' ') {
        Some((field, head))
            if !field.contains(" of ") && matches!(head, "ministry" | "department" | "bureau" | "office") =>
        {
            format!("{head} of {field}")
        }
        _ => bare,
    }
}

/// A body's name without the country or nationality before or after it and without its legal form, and that country.
fn without_place(name: &str) -> (String, Option<&'static str>) {
    let mut words: Vec<&str> = name.split_whitespace().collect();
    if matches!(words.first(), Some(&("the" | "The"))) {
        words.remove(0);
    }
    while words.len() > 1 && roles(words[words.len() - 1].trim_end_matches(',')).any(Roles::CORP) {
        words.pop();
    }
    let own = |name: &str| {
        let name = name.trim_end_matches(['s', 'S']).trim_end_matches(['\'', '’']);
        let known = gazetteer::lookup(name).or_else(|| gazetteer::lookup(&title_case(name)));
        known.filter(|e| e.kinds.any(Kinds::COUNTRY.with(Kinds::NATIONALITY))).and_then(|e| e.country)
    };
    for length in (1..=3.min(words.len().saturating_sub(2))).rev() {
        // A single word says too little without its country: "Kenya Airways".
        if words.len() < length + 2 {
            continue;
        }
        let ends_in_head = words.last().is_some_and(|w| roles(w).any(Roles::HEAD));
        let of_head = words.get(length + 1) == Some(&"of");
        if (ends_in_head || of_head)
            && let Some(country) = own(&words[..length].join(" "))
        {
            return (words[length..].join(" "), Some(country));
        }
        let tail = words.len() - length;
        let article = usize::from(words.get(tail - 1) == Some(&"the"));
        if tail > article + 2
            && words[tail - 1 - article] == "of"
            && let Some(country) = own(&words[tail..].join(" "))
        {
            return (words[..tail - 1 - article].join(" "), Some(country));
        }
    }
    (words.join(" "), None)
}

/// "WHO" is the "World Health Organization", where one name only has these initials.
fn join_initials(document: &Document, names: &Names, bodies: &[usize], joins: &mut Joins) {
    let mut by_initials: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for &name in bodies {
        let text = names.all[name].first.of(document.text);
        for initials in initials(text).into_iter().chain(initials(&without_place(text).0)) {
            let same = by_initials.entry(initials).or_default();
            if !same.iter().any(|&other| joins.root(other) == joins.root(name)) {
                same.push(name);
            }
        }
    }
    for &name in bodies {
        let acronym = names.all[name].first.of(document.text).replace('.', "");
        if !is_acronym(&acronym) {
            continue;
        }
        if let Some([one]) = by_initials.get(&acronym).map(Vec::as_slice) {
            joins.unite(name, *one);
        }
    }
}

fn is_acronym(word: &str) -> bool {
    (2..=8).contains(&word.len()) && word.chars().filter(|c| c.is_uppercase()).count() * 2 > word.len()
}

/// The acronyms that a name can have: of its capitals, and of all its words.
fn initials(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split(|c: char| c.is_whitespace() || c == '-').filter(|w| !w.is_empty()).collect();
    if words.len() < 2 {
        return Vec::new();
    }
    let of = |keep: &dyn Fn(&str) -> bool| -> String {
        let letters = words.iter().filter(|w| keep(w)).filter_map(|w| w.chars().next());
        letters.flat_map(char::to_uppercase).filter(|c| c.is_alphanumeric()).collect()
    };
    let capitals = of(&|w| w.starts_with(char::is_uppercase));
    let all = of(&|_| true);
    let but_article = of(&|w| w != "the" && w != "and");
    let mut found: Vec<String> = [capitals, all, but_article].into_iter().filter(|i| i.len() > 1).collect();
    found.dedup();
    found
}

/// "Department of Conservation (DOC)", "DOC (Department of Conservation)", "Institute of Studies (Inestu)": a body in
/// brackets right behind a body is the same one by a short name.
fn join_brackets(document: &Document, mentions: &[Mention], names: &Names, joins: &mut Joins) {
    for (i, pair) in mentions.windows(2).enumerate() {
        let [outer, inner] = pair else { continue };
        let both = outer.label == EntityType::Org && inner.label == EntityType::Org;
        let between = Span::new(outer.span.end, inner.span.start).of(document.text);
        let behind = document.text[inner.span.end..].strip_prefix(')');
        // "SANDPORT NEWS (Reuters) –" is a dateline.
        let first = document.blocks[document.block_of(document.token_at(outer.span.start))].span.start;
        let dash = behind.is_some_and(|b| b.trim_start().starts_with(['-', '–', '—']));
        let capitals = !outer.span.of(document.text).contains(char::is_lowercase);
        let dateline = first == outer.span.start && (dash || capitals);
        if !both || between.trim() != "(" || behind.is_none() || dateline {
            continue;
        }
        // "Ping An Insurance (Group)", "the Gazetteers (Nairobi)"
        let short = inner.span.of(document.text);
        let other = roles(short).any(Roles::ORG) || roles(short).any(Roles::CORP);
        let place = gazetteer::lookup(short).is_some_and(|entry| entry.kinds.any(Kinds::PLACE));
        let words = |m: &Mention| m.span.of(document.text).split_whitespace().count();
        if other || place {
            continue;
        }
        if words(outer).min(words(inner)) == 1 && words(outer).max(words(inner)) > 1 {
            joins.unite(names.of_mention[i], names.of_mention[i + 1]);
        }
    }
}

/// What firms deal in, as the ends of their names that are left out for short.
const TRADES: &[&str] = &[
    "group",
    "holding",
    "holdings",
    "insurance",
    "minerals",
    "mining",
    "motors",
    "airlines",
    "airways",
    "energy",
    "oil",
    "gas",
    "pharmaceuticals",
    "pharma",
    "technologies",
    "technology",
    "software",
    "entertainment",
    "pictures",
    "studios",
    "foods",
    "steel",
    "telecom",
    "communications",
    "industries",
    "international",
    "securities",
    "financial",
    "media",
    "electronics",
    "chemicals",
];

/// "Harbour" after "Harbour Cranes Ltd.", "Roe Life" after "Roe Life Insurance", where no other body begins so.
fn join_firms(document: &Document, names: &Names, bodies: &[usize], joins: &mut Joins) {
    let is_form = |word: &str| roles(&capitalized(word.trim_end_matches('.'))).any(Roles::CORP);
    let is_trade = |word: &String| TRADES.contains(&word.as_str()) || is_form(word);
    // What begins a body's name: whose it is, two at most, and whether only trades are left out.
    let mut by_short: FxHashMap<String, (Vec<usize>, bool)> = FxHashMap::default();
    for &name in bodies {
        let (words, body) = (&names.all[name].words, joins.root(name));
        for kept in 1..words.len().min(4) {
            let (same, fits) = by_short.entry(words[..kept].join(" ")).or_default();
            if !same.contains(&body) && same.len() < 2 {
                same.push(body);
            }
            let form = kept == 1 && words.last().is_some_and(|word| is_form(word));
            // "Oduvale" after "Oduvale University", but neither "Kenya" nor "UN".
            *fits |= kept == 1 && words.len() == 2 && is_headed(names.all[name].first.of(document.text));
            *fits |= words[kept..].iter().all(is_trade) || form && !words.iter().any(|word| word == "and");
        }
    }
    for &name in bodies {
        // "Kenya" in a match is no short name of Kenya Airways.
        let country = gazetteer::is_country(names.all[name].first.of(document.text));
        if let Some(([one], true)) =
            by_short.get(&names.all[name].words.join(" ")).map(|(b, fits)| (b.as_slice(), *fits))
            && !country
        {
            joins.unite(name, *one);
        }
    }
}

/// Whether a name of two words is a rare word, no place's nor people's, and a head.
fn is_headed(name: &str) -> bool {
    let Some((first, head)) = name.rsplit_once(' ') else { return false };
    let place = gazetteer::lookup(first).is_some_and(|entry| {
        entry.kinds.any(Kinds::COUNTRY.with(Kinds::NATIONALITY).with(Kinds::REGION)) || entry.place_rank > 0
    });
    let rare = gazetteer::capital_share(first).is_none() || head == "Party";
    let acronym = !first.contains(char::is_lowercase);
    roles(head).any(Roles::ORG) && rare && !place && !acronym
}

/// Heads that mean a body known to readers where the longer name is another's ("Roe Congress", a party).
const KNOWN_ALONE: &[&str] = &["congress", "parliament", "senate"];

/// "Kenyan", "US", "national".
fn is_national(word: &str) -> bool {
    let place = |e: gazetteer::Entry| e.kinds.any(Kinds::COUNTRY.with(Kinds::NATIONALITY));
    let known = |word: &str| gazetteer::lookup(word).is_some_and(place);
    matches!(word, "national" | "people's" | "federal") || known(&capitalized(word)) || known(&word.to_uppercase())
}

/// "the Bank" after "Bank of Roe", "Grandmothers" after "Grandmothers of the Plaza": a head word alone, or the words before
/// "of", where one body only begins or ends so.
fn join_heads(document: &Document, names: &Names, bodies: &[usize], joins: &mut Joins) {
    let mut by_head: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    let mut add = |head: String, name: usize, joins: &Joins| {
        let same = by_head.entry(head).or_default();
        if !same.contains(&joins.root(name)) && same.len() < 3 {
            same.push(joins.root(name));
        }
    };
    for &name in bodies {
        let words = &names.all[name].words;
        if let Some(of) = words.iter().position(|w| w == "of").filter(|&of| of > 0) {
            add(words[..of].join(" "), name, joins);
        }
        if let [rest @ .., last] = words.as_slice()
            && !rest.is_empty()
            && roles(&capitalized(last)).any(Roles::ORG)
            && (!KNOWN_ALONE.contains(&last.as_str()) || rest.iter().all(|word| is_national(word)))
        {
            add(last.clone(), name, joins);
        }
    }
    for &name in bodies {
        let words = &names.all[name].words;
        let whole = words.join(" ");
        let alone = words.len() == 1 || !names.all[name].first.of(document.text).contains(" of ");
        if let Some([one]) = by_head.get(&whole).map(Vec::as_slice).filter(|_| alone)
            && joins.root(name) != *one
        {
            joins.unite(name, *one);
        }
    }
}
