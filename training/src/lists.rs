//! The gazetteers in, `names.bin` and `words.bin` out. What is taken from each list, and why no more, stands here.

use std::collections::HashMap;
use std::path::Path;

use article_highlighter::entity::gazetteer::{Kinds, WORD_COLUMNS};
use article_highlighter::entity::table;

use crate::facts::Facts;
use crate::sources::{Row, Sources};

/// Packs both files into `to` and says what they hold.
pub fn pack(gazetteers: &Path, own: &Path, to: &Path) -> Result<String, String> {
    let mut from = Sources::new(gazetteers);
    let case = Case::read(&mut from)?;
    let words = case.pack(from.hash());
    let mut facts = Facts::default();
    places(&mut facts, &mut from, &case)?;
    let mut own = Sources::new(own);
    countries(&mut facts, &mut from, &mut own)?;
    people(&mut facts, &mut from, &case)?;
    groups(&mut facts, &mut from)?;
    organizations(&mut facts, &mut from, &case)?;
    by_hand(&mut facts, &from.rows("names_by_hand.tsv")?)?;
    by_hand(&mut facts, &own.rows("names.tsv")?)?;
    harvested(&mut facts, &mut from, &case)?;
    let names = facts.pack(from.hash() ^ own.hash().rotate_left(1));
    let clusters = crate::clusters::pack(&mut Sources::new(gazetteers))?;
    for (file, bytes) in [("names.bin", &names), ("words.bin", &words), ("clusters.bin", &clusters)] {
        std::fs::write(to.join(file), bytes).map_err(|e| format!("{}: {e}", to.join(file).display()))?;
    }
    let sizes = format!("names.bin {} bytes, {} names; words.bin {} bytes", names.len(), facts.len(), words.len());
    Ok(sizes)
}

/// How often each word stood in lower case and with a capital inside the sentences of 100 M tokens.
struct Case(HashMap<String, (f64, f64)>);

impl Case {
    fn read(from: &mut Sources) -> Result<Self, String> {
        let rows = from.rows("word_case.tsv")?;
        Ok(Self(rows.iter().map(|r| (r.get(0).to_owned(), (r.number(1), r.number(2) + r.number(3)))).collect()))
    }

    fn of(&self, word: &str) -> (f64, f64) {
        self.0.get(&word.to_lowercase()).copied().unwrap_or_default()
    }

    /// Seen often enough with a capital, and hardly otherwise.
    fn is_name(&self, word: &str) -> bool {
        let (lower, capital) = self.of(word);
        capital >= 5.0 && capital > 2.0 * lower
    }

    /// A word that is rather no name when it opens a sentence.
    fn is_word(&self, word: &str) -> bool {
        let (lower, capital) = self.of(word);
        lower > capital
    }

    /// The words seen often enough in lower case, with their capital share in seven steps. Those that are always
    /// capitalised are left out: a word that is not in the table is taken for a name.
    fn pack(&self, hash: u64) -> Vec<u8> {
        let mut rows: Vec<(&str, [u8; WORD_COLUMNS])> = self
            .0
            .iter()
            .filter(|(word, (lower, capital))| word.is_ascii() && lower + capital >= 10.0 && lower * 20.0 >= *capital)
            .map(|(word, (lower, capital))| (word.as_str(), [step(capital / (lower + capital))]))
            .collect();
        rows.sort_unstable();
        let rows: Vec<(&str, &[u8])> = rows.iter().map(|(word, values)| (*word, values.as_slice())).collect();
        table::pack(&rows, WORD_COLUMNS, b"", hash)
    }
}

/// Steps of the capital share, finer towards the ends.
fn step(share: f64) -> u8 {
    [0.005, 0.02, 0.06, 0.2, 0.5, 0.8].iter().take_while(|&&bound| share > bound).count() as u8
}

/// Cities of 15,000 people and more, unless an ordinary word is all they are; first-level regions.
fn places(facts: &mut Facts, from: &mut Sources, case: &Case) -> Result<(), String> {
    for row in from.rows("cities15000.tsv")? {
        let (name, people) = (row.get(1), row.number(4));
        let seen = name.split([' ', '-']).all(|word| case.of(word).1 >= 5.0);
        if people < 50_000.0 && !seen || people < 500_000.0 && case.is_word(name) || name.len() < 3 {
            continue;
        }
        let capital = row.get(5) == "PPLC";
        let rank = if capital || people >= 1e6 { 3 } else { u8::from(people >= 5e4) + u8::from(people >= 2e5) };
        facts.place(name, Kinds::CITY, rank, row.get(2), people);
    }
    // Newer names than the dump's, and smaller towns that news has named.
    let codes: HashMap<String, String> =
        from.rows("countries.tsv")?.iter().map(|r| (r.get(2).to_owned(), r.get(0).to_owned())).collect();
    for row in from.rows("world_cities.tsv")? {
        let name = row.get(0);
        let seen = name.split([' ', '-']).all(|word| case.of(word).1 >= 5.0);
        if seen && name.len() > 3 && !case.is_word(name) {
            let code = codes.get(row.get(1)).map_or("", String::as_str);
            facts.place(name, Kinds::CITY, 0, code, 1e4);
        }
    }
    for row in from.rows("admin1.tsv")? {
        let (code, name) = (row.get(0), row.get(1));
        if name.len() > 2 && !case.is_word(name) && !name.contains(['(', ',']) {
            facts.place(name, Kinds::REGION, 1, code.split('.').next().unwrap_or(""), 1e5);
        }
    }
    for row in from.rows("us_states.tsv")? {
        facts.place(row.get(1), Kinds::REGION, 3, "US", 1e8);
        if row.get(2).len() > 2 {
            facts.place(row.get(2), Kinds::REGION, 2, "US", 1e5);
        }
    }
    Ok(())
}

/// Countries under all their names, their capitals and peoples.
fn countries(facts: &mut Facts, from: &mut Sources, own: &mut Sources) -> Result<(), String> {
    for row in from.rows("countries.tsv")? {
        let code = row.get(0);
        for name in row.get(3).split('|').filter(|name| !name.contains(',') && name.len() > 1) {
            facts.place(name, Kinds::COUNTRY, 3, code, 1e10);
        }
        facts.place(row.get(4), Kinds::CITY, 3, code, 1e7);
        facts.place(row.get(5), Kinds::NATIONALITY, 3, code, 1e9);
    }
    for row in own.rows("countries.tsv")? {
        let kind = if row.get(0).starts_with("Washington") { Kinds::CITY } else { Kinds::COUNTRY };
        facts.place(row.get(0), kind, 3, row.get(1), 1e11);
    }
    Ok(())
}

/// Given names with their gender and surnames; of the long lists only those that news had five times or more.
fn people(facts: &mut Facts, from: &mut Sources, case: &Case) -> Result<(), String> {
    for row in from.rows("given_names_us1990.tsv")? {
        let (name, women, men) = (row.get(0), row.number(1), row.number(2));
        let rank = if women + men >= 0.05 { 3 } else { 2 };
        if rank == 3 || !case.is_word(name) {
            facts.person(name, Kinds::GIVEN, rank, (women, men));
        }
    }
    for row in from.rows("given_names_world.tsv")? {
        // Beside the census's per cents a country's list counts as a common name.
        let share = if row.get(1) == "F" { (0.05, 0.0) } else { (0.0, 0.05) };
        facts.person(row.get(0), Kinds::GIVEN, 2, share);
    }
    for row in from.rows("given_names_smashew.tsv")? {
        if case.is_name(row.get(0)) {
            facts.person(row.get(0), Kinds::GIVEN, 1, (0.0, 0.0));
        }
    }
    for row in from.rows("surnames_us1990.tsv")? {
        let (name, order) = (row.get(0), row.number(2));
        let rank = u8::from(order <= 1000.0) + u8::from(order <= 5000.0) + 1;
        if case.is_name(name) || order <= 1000.0 || order <= 5000.0 && !case.is_word(name) {
            facts.person(name, Kinds::SURNAME, rank, (0.0, 0.0));
        }
    }
    for row in from.rows("surnames_world.tsv")? {
        facts.person(row.get(0), Kinds::SURNAME, 2, (0.0, 0.0));
    }
    for row in from.rows("surnames_smashew.tsv")? {
        if case.is_name(row.get(0)) {
            facts.person(row.get(0), Kinds::SURNAME, 1, (0.0, 0.0));
        }
    }
    for row in from.rows("us_legislators.tsv")? {
        facts.person(row.get(1), Kinds::SURNAME, 2, (0.0, 0.0));
        facts.plain(row.get(0), Kinds::PERSON);
    }
    Ok(())
}

/// Peoples, faiths and parties' members.
fn groups(facts: &mut Facts, from: &mut Sources) -> Result<(), String> {
    for row in from.rows("demonyms_norp.tsv")? {
        let kinds = if row.get(3).starts_with("nationality") { Kinds::NATIONALITY } else { Kinds::GROUP };
        for name in [row.get(0), row.get(1)].into_iter().filter(|name| !name.is_empty()) {
            facts.place(name, kinds, 0, row.get(2), 1e9);
        }
    }
    Ok(())
}

/// Bodies known the world over; company names that are ordinary words are left out ("Target", "Gap").
fn organizations(facts: &mut Facts, from: &mut Sources, case: &Case) -> Result<(), String> {
    for file in ["international_orgs.tsv", "media.tsv", "companies_world.tsv"] {
        for row in from.rows(file)? {
            for name in std::iter::once(row.get(0)).chain(row.get(1).split('|')).filter(|n| n.len() > 1) {
                facts.plain(name.strip_prefix("The ").unwrap_or(name), Kinds::ORGANIZATION);
            }
        }
    }
    for row in from.rows("companies_listed.tsv")? {
        if row.get(2) == "S&P 500" && !case.is_word(row.get(0)) {
            facts.plain(row.get(0), Kinds::ORGANIZATION);
        }
    }
    for row in from.rows("orgs_misc.tsv")? {
        if matches!(row.get(1), "armed_group" | "agency" | "charity" | "newspaper") && !case.is_word(row.get(0)) {
            facts.plain(row.get(0).strip_prefix("The ").unwrap_or(row.get(0)), Kinds::ORGANIZATION);
        }
    }
    for row in from.rows("political_parties.tsv")? {
        // A party's name says itself that it is one ("… Party"); the lists help with one-word names and initials.
        let (name, short) = (row.get(0), row.get(2));
        if !name.contains([' ', '-']) && case.is_name(name) {
            facts.plain(name, Kinds::ORGANIZATION);
        }
        let initials = short.len() >= 3 && short.chars().all(|c| c.is_ascii_uppercase());
        if initials && case.is_name(short) && case.of(short).1 >= 20.0 {
            facts.plain(short, Kinds::ORGANIZATION);
        }
    }
    for row in from.rows("sports_clubs.tsv")? {
        if row.get(1) != "football" && !case.is_word(row.get(0)) {
            facts.plain(row.get(0), Kinds::ORGANIZATION);
        }
        // Clubs of one word bear their towns' names, and many others do.
        let name = club_name(row.get(0));
        let words = || name.split([' ', '-']);
        let seen = words().all(|word| case.of(word).1 >= 5.0) && (2..4).contains(&words().count());
        if row.get(1) == "football" && seen && !facts.knows(name) {
            facts.plain(name, Kinds::ORGANIZATION);
        }
    }
    Ok(())
}

/// What news calls a football club: "1. FC Roe" as "Roe", "Oduva FC" as "Oduva".
fn club_name(name: &str) -> &str {
    let initials = |part: &str| part.len() < 6 && part.chars().all(|c| c.is_uppercase() || "0123456789.".contains(c));
    let name = name.trim_start_matches("1. ");
    match (name.split_once(' '), name.rsplit_once(' ')) {
        (Some((first, rest)), _) if initials(first) => rest,
        (_, Some((rest, last))) if initials(last) => rest,
        _ => name,
    }
}

/// Names that the news of 100 M tokens had ten times and more, where the guess at their class is sure (nine in ten of
/// such guesses, read by hand, were right). Only for names of which the other lists say nothing.
fn harvested(facts: &mut Facts, from: &mut Sources, case: &Case) -> Result<(), String> {
    for row in from.rows("harvested_names.tsv")? {
        let (name, class, count, sure) = (row.get(0).replace(" - ", "-"), row.get(1), row.number(2), row.number(3));
        let name = name.strip_prefix("The ").unwrap_or(&name).to_owned();
        let word = !name.contains([' ', '-']);
        if count < 10.0 || sure < 0.9 || facts.knows(&name) || word && !case.is_name(&name) {
            continue;
        }
        match class {
            "Organization" => facts.plain(&name, Kinds::ORGANIZATION),
            "Location" => facts.place(&name, Kinds::CITY, 1, "", 0.0),
            "NORP" => facts.plain(&name, Kinds::GROUP),
            "Person" if word => facts.person(&name, Kinds::SURNAME, 2, (0.0, 0.0)),
            _ => {}
        }
    }
    Ok(())
}

/// The lists written for this purpose, whole.
fn by_hand(facts: &mut Facts, rows: &[Row]) -> Result<(), String> {
    for row in rows {
        let kinds = match row.get(1) {
            "river" | "lake" | "sea" | "mountain" | "region" => Kinds::LOCATION,
            "language" => Kinds::LANGUAGE,
            "religion_people" => Kinds::GROUP,
            "event" => Kinds::EVENT,
            "law_treaty" => Kinds::LAW,
            "court_body" | "bank_fund" | "ngo_un" => Kinds::ORGANIZATION,
            "award_product" if is_award(row.get(0)) => Kinds::AWARD,
            "award_product" => Kinds::PRODUCT,
            // Diseases have no type of their own in OntoNotes.
            "disease" => continue,
            other => return Err(format!("names_by_hand.tsv: kind {other:?} is new")),
        };
        facts.plain(row.get(0), kinds);
    }
    Ok(())
}

fn is_award(name: &str) -> bool {
    let heads = ["Prize", "Award", "Awards", "Globe", "Globes", "Medal", "Boot", "Lion", "Bear", "Match", "d'Or"];
    name.split(' ').next_back().is_some_and(|last| heads.contains(&last))
        || ["Oscar", "Oscars", "Emmy", "Emmys", "Grammy", "Grammys", "BAFTA"].contains(&name)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;
    use std::path::Path;

    /// The raw lists lie beside the repository where models are trained, and nowhere else.
    #[test]
    fn packed_lists_are_fresh() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let raw = here.join("../../shared/gazetteers");
        if !raw.exists() {
            // Written past the test runner, which would keep it to itself.
            let _ = writeln!(std::io::stderr(), "SKIPPED: packed_lists_are_fresh: {} is not there", raw.display());
            return;
        }
        let to = std::env::temp_dir().join(format!("packed-lists-{}", std::process::id()));
        std::fs::create_dir_all(&to).unwrap();
        super::pack(&raw, &here.join("lists"), &to).unwrap();
        for file in ["names.bin", "words.bin", "clusters.bin"] {
            let fresh = std::fs::read(to.join(file)).unwrap();
            let kept = std::fs::read(here.join("../data/model").join(file)).unwrap();
            assert!(fresh == kept, "{file} is stale: run `cargo run --release -p training -- pack-lists --from ...`");
        }
        std::fs::remove_dir_all(&to).unwrap();
    }
}
