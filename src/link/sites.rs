//! Names of natural places and buildings in; joined are those that are plainly one's: "the Gulf" and "Persian Gulf", "River
//! Thames" and "Thames".

use rustc_hash::FxHashMap;

use super::names::{Joins, Names, capitalized};
use crate::entity::cues::{Roles, roles};
use crate::view::EntityType;

/// Joins a name that is the head alone of one other's, and one that lacks no more than "River".
pub fn join(names: &mut Names) {
    let mut joins = Joins::new(names);
    for label in [EntityType::Loc, EntityType::Fac] {
        join_heads(names, label, &mut joins);
    }
    names.settle(&joins.0);
}

fn join_heads(names: &Names, label: EntityType, joins: &mut Joins) {
    let head = |word: &str| {
        let known = roles(&capitalized(word));
        known.any(Roles::LOC) || known.any(Roles::FAC) || known.any(Roles::LOC_FIRST)
    };
    let sites: Vec<usize> = (0..names.all.len()).filter(|&name| names.all[name].label == label).collect();
    let mut by_word: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for &name in &sites {
        if let [first, .., last] = names.all[name].words.as_slice() {
            let rivers = (first == "river", last == "river");
            let bare = match rivers {
                (true, _) => Some(last),
                (_, true) => Some(first),
                _ => None,
            };
            let bare = bare.filter(|_| names.all[name].words.len() == 2);
            for word in [first, last].into_iter().filter(|word| head(word)).chain(bare) {
                let same = by_word.entry(word).or_default();
                if same.len() < 2 {
                    same.push(name);
                }
            }
        }
    }
    for &name in &sites {
        if let [word] = names.all[name].words.as_slice()
            && let Some([one]) = by_word.get(word.as_str()).map(Vec::as_slice)
        {
            joins.unite(name, *one);
        }
    }
}
