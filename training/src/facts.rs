//! Facts about names, gathered from many lists into one table: name and fact in, packed bytes out.

use std::collections::BTreeMap;

use article_highlighter::entity::gazetteer::{Kinds, NAME_COLUMNS, fold_into};
use article_highlighter::entity::table;

/// All that is known of one name.
#[derive(Clone, Debug, Default)]
pub struct Fact {
    kinds: u16,
    place_rank: u8,
    person_rank: u8,
    women: f64,
    men: f64,
    country: String,
    /// How strongly the country is meant: a country's own name beats a city's.
    country_weight: f64,
}

/// Facts by name, accents taken off.
#[derive(Default)]
pub struct Facts(BTreeMap<String, Fact>);

impl Facts {
    /// The fact about `name`, new where it was unknown; nothing for a name that cannot be a key.
    pub fn of(&mut self, name: &str, kinds: Kinds) -> Option<&mut Fact> {
        let mut key = Vec::new();
        fold_into(name, &mut key);
        let key = String::from_utf8(key).ok().filter(|k| k.is_ascii() && k.len() <= 80 && k.len() > 1)?;
        let fact = self.0.entry(key).or_default();
        fact.kinds |= kinds.0;
        Some(fact)
    }

    /// A place of this rank (0 to 3), in a country.
    pub fn place(&mut self, name: &str, kinds: Kinds, rank: u8, country: &str, weight: f64) {
        if let Some(fact) = self.of(name, kinds) {
            fact.place_rank = fact.place_rank.max(rank);
            if weight > fact.country_weight && country.len() == 2 {
                (fact.country, fact.country_weight) = (country.to_owned(), weight);
            }
        }
    }

    /// A person's name of this rank (0 to 3), with the share of women and men who bear it.
    pub fn person(&mut self, name: &str, kinds: Kinds, rank: u8, (women, men): (f64, f64)) {
        if let Some(fact) = self.of(name, kinds) {
            fact.person_rank = fact.person_rank.max(rank);
            fact.women += women;
            fact.men += men;
        }
    }

    /// A name that is only what its kinds say.
    pub fn plain(&mut self, name: &str, kinds: Kinds) {
        self.of(name, kinds);
    }

    /// Whether any list has the name.
    pub fn knows(&self, name: &str) -> bool {
        let mut key = Vec::new();
        fold_into(name, &mut key);
        std::str::from_utf8(&key).is_ok_and(|key| self.0.contains_key(key))
    }

    /// The number of names.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The names as a packed table: two columns of kinds, one of gender and ranks, one of the country.
    pub fn pack(&self, hash: u64) -> Vec<u8> {
        let mut codes: Vec<&str> = self.0.values().map(|f| f.country.as_str()).filter(|c| !c.is_empty()).collect();
        codes.sort_unstable();
        codes.dedup();
        let values: Vec<[u8; NAME_COLUMNS]> = self.0.values().map(|fact| columns(fact, &codes)).collect();
        let rows: Vec<(&str, &[u8])> =
            self.0.keys().map(String::as_str).zip(values.iter().map(<[u8; NAME_COLUMNS]>::as_slice)).collect();
        table::pack(&rows, NAME_COLUMNS, codes.concat().as_bytes(), hash)
    }
}

fn columns(fact: &Fact, codes: &[&str]) -> [u8; NAME_COLUMNS] {
    let both = fact.women + fact.men;
    let gender = match both {
        0.0 => 0,
        _ if fact.women >= 0.9 * both => 1,
        _ if fact.men >= 0.9 * both => 2,
        _ => 3,
    };
    let [low, high] = fact.kinds.to_le_bytes();
    let country = codes.binary_search(&fact.country.as_str()).map_or(0, |i| i as u8 + 1);
    [low, high, gender | fact.place_rank << 2 | fact.person_rank << 4, country]
}
