//! A place's name in, its country out, as the lists know it; other names for a country are its own.

use crate::entity::gazetteer;
use crate::lexicon::COUNTRY_PARTS;
use crate::view::EntityType;

/// The country of a place or people, ISO 3166-1 alpha-2.
pub fn country(label: EntityType, name: &str) -> Option<String> {
    let has_country = matches!(label, EntityType::Gpe | EntityType::Norp | EntityType::Loc | EntityType::Fac);
    let name = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name);
    let found = || gazetteer::country(name).or_else(|| gazetteer::country(&in_title_case(name)));
    if has_country { found().map(str::to_owned) } else { None }
}

/// The country of which this is one of the names: "US" and "United States" are one.
pub fn same_country(label: EntityType, name: &str) -> Option<&'static str> {
    let name = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name);
    if label != EntityType::Gpe || COUNTRY_PARTS.contains(name) {
        return None;
    }
    let is_country = |name: &str| gazetteer::is_country(name).then(|| gazetteer::country(name)).flatten();
    is_country(name).or_else(|| is_country(&in_title_case(name)))
}

/// "UNITED STATES" as "United States"; other writings as they are.
fn in_title_case(name: &str) -> String {
    if name.len() < 5 || name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    gazetteer::title_case(name)
}
