//! What a block took into a name and is none of it: mentions in, the same out without titles and party letters, and in pieces where one
//! name was made of two.

use super::Mention;
use super::cues::{Roles, roles};
use super::gazetteer::{Kinds, lookup};
use crate::lexicon::{ROLE_NOUNS, TITLES};
use crate::text::{Document, Span};
use crate::view::EntityType::{Gpe, Language, Norp, Org, Person};

/// Trims them.
#[must_use]
pub fn trim_names(document: &Document, mentions: Vec<Mention>) -> Vec<Mention> {
    let whole = |b: u8| b.is_ascii() && !matches!(b, b'\'' | b'-' | b'@');
    let mut trimmed = Vec::with_capacity(mentions.len());
    for mention in mentions {
        if mention.span.of(document.text).bytes().all(whole) {
            trimmed.push(mention);
        } else {
            trimmed.extend(pieces(document.text, mention));
        }
    }
    let mut mentions = trimmed;
    join_firms(document.text, &mut mentions);
    let mut person = None;
    for mention in &mut mentions {
        if let Some(place) = person.and_then(|end| seat(document.text, end, mention.span)) {
            *mention = Mention { span: place, label: Gpe, ..*mention };
        } else if mention.label == Person {
            mention.span.start += title(mention.span.of(document.text));
        }
        person = (mention.label == Person).then_some(mention.span.end);
    }
    mentions
}

/// "Franco-German" and "Arab-Israeli" are two peoples, "Sandport 3-1 Oduva: Roe" two teams; of "the Fennecs' coach" the mark is no part.
fn pieces(text: &str, mut mention: Mention) -> Vec<Mention> {
    if let Some(plural) = mention.span.of(text).strip_suffix(['\'', '’']).filter(|name| name.ends_with('s'))
        && mention.label != Person
        && plural.len() > 1
    {
        mention.span.end = mention.span.start + plural.len();
    }
    let Span { start, end } = mention.span;
    let name = mention.span.of(text);
    if mention.label < Language && name.contains('@') {
        return around_addresses(mention, name);
    }
    if let Some((first, second)) = name.split_once('-').filter(|(first, second)| are_two_peoples(first, second))
        && mention.label == Norp
    {
        let hyphen = start + first.len();
        let country = lookup(second).is_some_and(|e| e.kinds.any(Kinds::COUNTRY) && !e.kinds.any(Kinds::NATIONALITY));
        return vec![
            Mention { span: Span::new(start, hyphen), ..mention },
            Mention { span: Span::new(hyphen + 1, end), label: if country { Gpe } else { Norp }, ..mention },
        ];
    }
    if mention.label < Language
        && let Some((home, score)) = name.split(' ').find(|word| is_score(word)).and_then(|s| Some((name.find(s)?, s)))
        && home > 1
    {
        let away = start + (home + score.len() + 1).min(name.len());
        let stop = text[away..end].find(':').map_or(end, |colon| away + colon);
        let team = |Span { start, end }: Span| {
            let name = text[start..end].trim();
            let start = end - text[start..end].trim_start().len();
            (!name.is_empty()).then(|| Mention { span: Span::new(start, start + name.len()), label: Org, ..mention })
        };
        return [Span::new(start, start + home - 1), Span::new(away, stop)].into_iter().filter_map(team).collect();
    }
    vec![mention]
}

/// "Ana Lopez ana@port.example Oduva Library": what stands on both sides of an address.
fn around_addresses(mention: Mention, name: &str) -> Vec<Mention> {
    let mut pieces: Vec<Mention> = Vec::new();
    let (mut start, mut goes_on) = (mention.span.start, false);
    for part in name.split_inclusive(char::is_whitespace) {
        let word = part.trim_end();
        let span = Span::new(start, start + word.len());
        start += part.len();
        match pieces.last_mut().filter(|_| goes_on) {
            _ if word.is_empty() => {}
            _ if word.contains('@') => goes_on = false,
            Some(piece) => piece.span.end = span.end,
            None => {
                pieces.push(Mention { span, ..mention });
                goes_on = true;
            }
        }
    }
    pieces
}

/// Peoples and countries that are named together; "Irish-American" is one people.
fn are_two_peoples(first: &str, second: &str) -> bool {
    let people = |word: &str, kinds: Kinds| lookup(word).is_some_and(|e| e.kinds.any(kinds));
    let settled = ["American", "Australian", "Canadian", "Zealander"].iter().any(|nation| second.starts_with(nation));
    !second.is_empty() && roles(first).any(Roles::PEOPLE_FIRST)
        || people(first, Kinds::NATIONALITY) && people(second, Kinds::NATIONALITY.with(Kinds::COUNTRY)) && !settled
}

/// "Priscilla Nunez of Nunez & Hart", taken for a person and a firm; "SAG-AFTRA", of which half was taken.
fn join_firms(text: &str, mentions: &mut [Mention]) {
    for i in 0..mentions.len() {
        let start = mentions[i].span.start;
        let name = mentions[i].span.of(text);
        let capitals = |word: &str| word.len() > 1 && word.chars().all(char::is_uppercase);
        if mentions[i].label != Org {
            continue;
        }
        if capitals(name)
            && let Some(before) = text[..start].strip_suffix('-')
            && let Some(word) = before.rsplit(|c: char| !c.is_alphanumeric()).next()
            && capitals(word)
            && i.checked_sub(1).is_none_or(|i| mentions[i].span.end + 1 + word.len() <= start)
        {
            mentions[i].span.start -= word.len() + 1;
        }
        let Some(before) = i.checked_sub(1).map(|i| mentions[i]).filter(|m| m.label == Person) else { continue };
        if text.get(before.span.end..start) == Some(" & ")
            && let Some((person, first)) = before.span.of(text).split_once(" of ")
            && person.contains(' ')
        {
            mentions[i - 1].span.end = before.span.start + person.trim_end().len();
            mentions[i].span.start = before.span.end - first.trim_start().len();
        }
    }
}

/// "3-1"
fn is_score(word: &str) -> bool {
    let goals = |figures: &str| (1..=2).contains(&figures.len()) && figures.bytes().all(|b| b.is_ascii_digit());
    word.split_once(['-', '–']).is_some_and(|(home, away)| goals(home) && goals(away))
}

/// "Ana Lopez, D-Calif., and Ben Roe (R-Ohio)": where somebody whose name ends at `person` was elected, behind the letter of the party.
fn seat(text: &str, person: usize, span: Span) -> Option<Span> {
    let between = text.get(person..span.start)?;
    let place = span.of(text).strip_prefix(['D', 'R', 'I'])?.strip_prefix(['-', '–'])?;
    let opens = matches!(between, ", " | " (" | ", (");
    (opens && place.starts_with(char::is_uppercase)).then(|| Span::new(span.end - place.len(), span.end))
}

/// "Cllr Chen", "Assemblywoman Mia Chen": how long the title is; a role leaves two words at least of the name, and no one is called so.
fn title(name: &str) -> usize {
    let Some((first, rest)) = name.split_once(char::is_whitespace) else { return 0 };
    let rest = rest.trim_start();
    let role = ROLE_NOUNS.get(first.to_lowercase().as_str()).is_some_and(|role| role != "kin");
    let called = lookup(first).is_some_and(|e| e.kinds.any(Kinds::GIVEN.with(Kinds::SURNAME)));
    let titled = TITLES.contains(first.trim_end_matches('.')) && !rest.is_empty();
    if titled || role && !called && rest.contains(char::is_whitespace) { name.len() - rest.len() } else { 0 }
}
