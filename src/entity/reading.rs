//! A block's tokens and sentences in; what each token may do in a name out: how much its capital says, its roles, what the
//! lists have.

use std::borrow::Cow;
use std::ops::{Deref, Range};

use super::cues::Roles;
use super::forms::Forms;
use super::gazetteer::{self, Entry, Kinds};
use crate::text::{Sentence, Shape, Token, TokenKind};

/// How much a token's capital says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capital {
    /// Written in lower case, or not a word of names.
    No,
    /// Capitalised because of its place: it opens a sentence or stands in a headline, and is mostly an ordinary word.
    Weak,
    /// Capitalised for its own sake.
    Strong,
}

/// What is looked up of the tokens of a block, to be kept with it.
#[derive(Clone)]
pub struct Looks {
    /// What each token's capital says.
    pub capitals: Vec<Capital>,
    /// What each capitalised token does in names.
    pub roles: Vec<Roles>,
    /// How often each capitalised token is; see [`gazetteer::capital_share`].
    pub shares: Vec<Option<Option<u8>>>,
    /// The list match that begins at a token: its end and what is known of it.
    pub matches: Vec<Option<(usize, Entry)>>,
}

/// A block as the steps see it.
pub struct Reading<'a> {
    /// The block.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: &'a [Token],
    looks: Cow<'a, Looks>,
}

impl Deref for Reading<'_> {
    type Target = Looks;

    fn deref(&self) -> &Looks {
        &self.looks
    }
}

impl<'a> Reading<'a> {
    /// Reads a block whose tokens have the forms with the numbers `ids`.
    pub fn new(text: &'a str, tokens: &'a [Token], sentences: &[Sentence], forms: &Forms, ids: &[u32]) -> Self {
        let mut matches = vec![None; tokens.len()];
        for m in gazetteer::matches(text, tokens) {
            matches[m.tokens.start] = Some((m.tokens.end, m.entry));
        }
        let mut roles: Vec<Roles> = ids.iter().map(|&id| forms.get(id).roles).collect();
        let shares = ids.iter().map(|&id| forms.get(id).share).collect();
        for i in 0..roles.len() {
            let beside =
                i > 0 && roles[i - 1].any(Roles::TITLE) || roles.get(i + 1).is_some_and(|r| r.any(Roles::TITLE));
            if roles[i].any(Roles::TITLE_NEXT) && beside {
                roles[i] = roles[i].or(Roles::TITLE);
            }
        }
        let looks = Looks { capitals: vec![Capital::No; tokens.len()], roles, shares, matches };
        let mut reading = Self { text, tokens, looks: Cow::Owned(looks) };
        for sentence in sentences {
            reading.weigh_capitals(sentence.tokens.clone());
        }
        reading
    }

    /// A block that was read before.
    pub fn again(text: &'a str, tokens: &'a [Token], looks: &'a Looks) -> Self {
        Self { text, tokens, looks: Cow::Borrowed(looks) }
    }

    /// What was looked up.
    pub fn into_looks(self) -> Looks {
        self.looks.into_owned()
    }

    /// The text of token `i`; empty past the ends.
    pub fn word(&self, i: usize) -> &'a str {
        self.tokens.get(i).map_or("", |t| t.span.of(self.text))
    }

    /// Whether token `i` has one of `roles`.
    pub fn is(&self, i: usize, roles: Roles) -> bool {
        self.roles.get(i).is_some_and(|r| r.any(roles))
    }

    /// How often token `i` is capitalised; none past the ends.
    pub fn share(&self, i: usize) -> Option<u8> {
        let known = self.shares.get(i).copied().flatten();
        known.unwrap_or_else(|| gazetteer::capital_share(self.word(i)))
    }

    /// What the capital of token `i` says.
    pub fn capital(&self, i: usize) -> Capital {
        self.capitals.get(i).copied().unwrap_or(Capital::No)
    }

    /// Whether token `i` can open a name.
    pub fn starts_name(&self, i: usize) -> bool {
        self.capital(i) != Capital::No
    }

    /// Fills in `capitals` for one sentence.
    fn weigh_capitals(&mut self, sentence: Range<usize>) {
        let headline = self.is_headline(sentence.clone());
        let mut opens = true;
        let mut covered = 0;
        for i in sentence {
            let token = &self.tokens[i];
            let word = self.word(i);
            if let Some((end, _)) = self.matches[i].filter(|&(end, _)| end > i + 1) {
                covered = end;
            }
            if token.kind == TokenKind::Word && word.chars().next().is_some_and(is_letter) {
                let listed = i < covered;
                let dated = self.is(i, Roles::DATE) && !listed && self.is_date(i);
                if token.is_capitalized()
                    && !dated
                    && !matches!(word, "I" | "I’m" | "I'm" | "I’ve" | "I've" | "I'll" | "I’ll" | "I'd" | "I’d")
                {
                    let ordinary = self.share(i).is_some_and(|s| s <= 4) || self.is_function(i);
                    let weak = (opens || headline) && ordinary || self.is_function(i) && token.shape == Shape::Title;
                    self.looks.to_mut().capitals[i] = if weak && !listed { Capital::Weak } else { Capital::Strong };
                } else if listed {
                    self.looks.to_mut().capitals[i] = Capital::Strong;
                }
                opens = false;
            } else if token.kind == TokenKind::Mark && (!token.glued || self.tokens.get(i + 1).is_some_and(|t| t.glued))
                || matches!(word, ":" | "•" | "–" | "—" | "…" | "..." | "(" | "[")
            {
                opens = true;
            }
        }
    }

    /// A weekday or month; of a short form ("Jun", "Fri") only beside a number, as it may be a name.
    fn is_date(&self, i: usize) -> bool {
        let number = |i: usize| self.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Number);
        self.word(i).len() > 4
            || self.word(i) == "June"
            || self.word(i) == "July"
            || number(i + 1)
            || i > 0 && number(i - 1)
    }

    fn is_function(&self, i: usize) -> bool {
        self.is(i, Roles::FUNCTION)
    }

    /// Whether a sentence is written in title case or capitals throughout, so that its capitals say little.
    fn is_headline(&self, sentence: Range<usize>) -> bool {
        let long = sentence.filter(|&i| self.tokens[i].kind == TokenKind::Word && self.word(i).len() >= 4).skip(1);
        let (mut all, mut capital, mut ordinary) = (0, 0, 0);
        for i in long {
            all += 1;
            if self.tokens[i].is_capitalized() {
                capital += 1;
                ordinary += usize::from(self.share(i).is_some_and(|s| s <= 2));
            }
        }
        // A list of names is capitalised as well: some ordinary words must be among them.
        all >= 3 && capital * 10 >= all * 8 && ordinary * 4 >= capital
    }

    /// Whether the matched name is strong enough to stand wherever it is met.
    pub fn strong_match(&self, i: usize) -> Option<(usize, Entry)> {
        let (end, entry) = self.matches[i]?;
        let named =
            Kinds::COUNTRY.with(Kinds::NATIONALITY).with(Kinds::GROUP).with(Kinds::LOCATION).with(Kinds::REGION);
        let named =
            named.with(Kinds::ORGANIZATION).with(Kinds::EVENT).with(Kinds::LAW).with(Kinds::PRODUCT).with(Kinds::AWARD);
        let city = entry.kinds.any(Kinds::CITY) && (entry.place_rank >= 2 || end > i + 1);
        (entry.kinds.any(named.with(Kinds::PERSON)) || city).then_some((end, entry))
    }
}

/// A letter that names are written with; the capitals of the mathematical alphabets are none.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !matches!(c, '\u{1d400}'..='\u{1d7ff}')
}
