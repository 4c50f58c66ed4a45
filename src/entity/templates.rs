//! The templates of the tagger's features: what is known of a token and its neighbours in, hashed features out.
//!
//! A feature is a number of 28 bits, the hash of a template and what it holds there. Those that hold a word itself have
//! [`LEXICAL`] set, so that training can leave some of them out now and then.

use super::forms::{Look, PLACES};

/// Marks features that hold a word itself.
pub const LEXICAL: u32 = 1 << 27;

/// What the templates know of one token.
#[derive(Clone, Copy, Default)]
pub(crate) struct Word {
    /// The number of its form, and what is seen of that.
    pub form: u32,
    pub look: Look,
    /// Own case, how much it says here, and how the word is written elsewhere.
    pub case: u32,
    /// The kinds of the list match over the token, and its place in it.
    pub matched: u32,
    pub place: u32,
    pub rank: u32,
    pub roles: u32,
    /// The name that rules see here.
    pub rule: u32,
    pub capital: bool,
}

/// How far to each side a token looks.
pub const WINDOW: usize = 2;

/// The most templates that a token is seen through.
const TEMPLATES: usize = 128;

/// What each template's hash starts from.
const SEEDS: [u64; TEMPLATES] = {
    let mut seeds = [0; TEMPLATES];
    let mut template = 0;
    while template < TEMPLATES {
        seeds[template] = seed(template as u32);
        template += 1;
    }
    seeds
};

/// The template of the first feature that holds a word.
const FIRST_LEXICAL: usize = 84;

/// Features as templates make them.
pub(crate) struct Features {
    len: usize,
    made: [u32; TEMPLATES],
    templates: [u8; TEMPLATES],
}

impl Features {
    /// None.
    pub fn new() -> Self {
        Self { len: 0, made: [0; TEMPLATES], templates: [0; TEMPLATES] }
    }

    /// Forgets them.
    pub fn clear(&mut self) {
        self.len = 0;
    }

    /// In the order in which they were made.
    pub fn made(&self) -> &[u32] {
        &self.made[..self.len]
    }

    /// In the order of their templates.
    pub fn in_order(&self) -> Vec<u32> {
        let mut all: Vec<(u8, u32)> = self.templates.iter().copied().zip(self.made).take(self.len).collect();
        all.sort_unstable();
        all.into_iter().map(|(_, feature)| feature).collect()
    }

    fn put<const N: usize>(&mut self, template: usize, values: [u32; N]) {
        let lexical = if template < FIRST_LEXICAL { 0 } else { LEXICAL };
        self.made[self.len] = finish(SEEDS[template], &values) & (LEXICAL - 1) | lexical;
        self.templates[self.len] = template as u8;
        self.len += 1;
    }
}

/// The features that hold a single form, seen from one of its [`PLACES`]; the others are those of [`tell_context`].
pub(crate) fn tell_form(look: &Look, place: usize, features: &mut Features) {
    let by = 7 * place;
    features.put(2 + by, [look.shape]);
    features.put(3 + by, [look.clusters[1]]);
    features.put(4 + by, [look.clusters[2]]);
    features.put(6 + by, [look.own]);
    features.put(FIRST_LEXICAL + place, [look.lower]);
    match place {
        BEFORE => features.put(51, [look.suffixes[2]]),
        AFTER => features.put(52, [look.suffixes[2]]),
        WINDOW => {
            features.put(1, []);
            features.put(FIRST_LEXICAL + PLACES, [look.written]);
            for length in 0..4 {
                features.put(43 + 2 * length, [look.prefixes[length]]);
                features.put(44 + 2 * length, [look.suffixes[length]]);
            }
        }
        _ => return,
    }
    features.put(37 + 2 * (place - BEFORE), [look.clusters[0]]);
}

/// The places of a token's neighbours among the [`PLACES`]; its own is [`WINDOW`].
const BEFORE: usize = WINDOW - 1;
const AFTER: usize = WINDOW + 1;

/// The run of capitals around a token.
pub(crate) struct Run<'w> {
    pub first: &'w Word,
    pub last: &'w Word,
    /// What stands beside it.
    pub left: &'w Word,
    pub right: &'w Word,
    pub length: u32,
    /// The place of the token in it.
    pub place: u32,
}

impl Word {
    /// Whether it has no part in names, as most words have none.
    pub fn is_plain(&self) -> bool {
        self.roles | self.matched | self.place | self.rule == 0
    }
}

/// The features that hold what part a word has in names, seen from one of its [`PLACES`].
pub(crate) fn tell_part(word: &Word, place: usize, features: &mut Features) {
    let by = 7 * place;
    features.put(5 + by, [word.roles]);
    features.put(7 + by, [word.matched, word.place]);
    features.put(8 + by, [word.rule]);
}

/// The features of a token that hold more than one form, or what stands around it.
pub(crate) fn tell_context(near: [&Word; PLACES], opens: u32, run: &Run, features: &mut Features) {
    let [second, before, w, after, then] = near;
    for (side, near) in [before, w, after].into_iter().enumerate() {
        features.put(38 + 2 * side, [near.case]);
    }
    let mut template = 52;
    macro_rules! plain {
        ($($value:expr),+) => {
            template += 1;
            features.put(template, [$($value),+]);
        };
    }
    let clusters = |word: &Word| word.look.clusters[3];
    plain!(before.look.shape, w.look.shape, after.look.shape);
    plain!(before.case, w.case, after.case);
    plain!(w.case, opens);
    plain!(w.look.shape, opens);
    plain!(w.look.own, w.rank, w.place);
    plain!(before.look.own, w.look.own);
    plain!(w.look.own, after.look.own);
    plain!(before.matched, w.matched, after.matched);
    plain!(w.rule, w.case, w.matched);
    plain!(before.rule, w.rule);
    plain!(w.rule, after.rule);
    plain!(before.rule, w.rule, after.rule);
    plain!(w.rule, w.look.own, w.roles);
    plain!(w.rule, clusters(w));
    plain!(clusters(before), clusters(w));
    plain!(clusters(w), clusters(after));
    plain!(clusters(before), clusters(w), clusters(after));
    plain!(clusters(before), w.look.shape);
    plain!(w.look.shape, clusters(after));
    plain!(clusters(before), w.look.own);
    plain!(w.look.own, clusters(after));
    plain!(clusters(second), clusters(before), w.look.shape);
    plain!(w.look.shape, clusters(after), clusters(then));
    let &Run { first, last, left, right, length, place } = run;
    plain!(length, place);
    plain!(length, place, last.roles);
    plain!(last.roles, first.look.own);
    plain!(first.look.own, last.look.own, length, place);
    plain!(left.look.clusters[2], place);
    plain!(right.look.clusters[2], place);
    plain!(clusters(left), clusters(right), length, place);
    plain!(last.look.suffixes[2], place);
    let mut template = FIRST_LEXICAL + PLACES;
    macro_rules! lexical {
        ($($value:expr),+) => {
            template += 1;
            features.put(template, [$($value),+]);
        };
    }
    let lower = |word: &Word| word.look.lower;
    lexical!(lower(before), lower(w));
    lexical!(lower(w), lower(after));
    lexical!(lower(before), w.look.shape);
    lexical!(w.look.shape, lower(after));
    lexical!(lower(second), lower(before));
    lexical!(lower(after), lower(then));
    lexical!(lower(left), place);
    lexical!(lower(right), place);
    lexical!(lower(last), place);
    lexical!(lower(first), place);
    lexical!(lower(before), w.rule);
    lexical!(w.rule, lower(after));
    lexical!(lower(w), w.rule);
}

/// 28 bits, the last of them free for [`LEXICAL`].
pub(crate) fn hash(template: u32, values: &[u32]) -> u32 {
    finish(seed(template), values)
}

const fn seed(template: u32) -> u64 {
    mix(template as u64 + 1)
}

fn finish(seed: u64, values: &[u32]) -> u32 {
    let hash = values.iter().fold(seed, |hash, &value| mix(hash ^ u64::from(value).wrapping_add(0x9e37_79b9)));
    (hash >> 36) as u32 & (LEXICAL - 1)
}

const fn mix(hash: u64) -> u64 {
    let hash = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (hash ^ hash >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9) ^ hash >> 32
}
