//! On which side of a cue its content stands: in, one reading of a cue and what stands behind it; out, what stands before it, behind it or on
//! both sides.

use std::ops::Range;

use super::attribute::Reading;
use super::marks::last_inner;
use super::{clause, extent};
use crate::lexicon::{CLAUSE_OPENERS, PREPOSITIONS};
use crate::view::EntityType;

impl Reading<'_, '_> {
    /// Chooses between what stands before and what stands behind an attribution, or takes both ("The deal, he said, is dead").
    pub fn weigh(&self, left: Vec<Range<usize>>, edge: usize, right: &extent::Right) -> Vec<Range<usize>> {
        let c = self.context;
        let after = c.word(right.at);
        let ended = right.at >= self.end() || c.region(right.at).is_none() && matches!(after, "." | "?" | "!" | ";");
        let marked = self.left_region(edge);
        if ended {
            return left;
        }
        if after == "," && c.region(right.at).is_none() {
            if marked.is_none() && right.at + 1 < self.end() && c.region(right.at + 1).is_some() {
                return right.content.clone();
            }
            if let Some(region) = marked.and_then(|_| self.resumes(right.at)) {
                let mut content = left;
                content.extend(c.regions[region].parts.iter().cloned());
                return content;
            }
            if marked.is_none() && self.goes_on(&left[0], right.at + 1) {
                let stop = extent::clause_end(c, right.at + 1, self.end(), self.later);
                let mut content = left;
                content.push(right.at + 1..stop);
                return content;
            }
            return left;
        }
        // “…,” she said; but in "On “Harbour Live,” she said …" the region only ends an adverbial.
        let quoted = c.region(left[0].start).is_some();
        if marked.is_some() && quoted && (right.content.is_empty() || c.word(right.content[0].start) != "that") {
            return left;
        }
        if right.content.is_empty() { left } else { right.content.clone() }
    }

    /// The words in marks that go on behind the comma at `comma`, an aside between them or not: “Watch him,” she said, “and learn.”; “It is
    /// over,” says a trader, who asked not to be named, “but nobody admits it.”
    pub fn resumes(&self, comma: usize) -> Option<usize> {
        let c = self.context;
        let end = self.end().min(comma + 28);
        let at = (comma + 1..end).find(|&i| c.region(i).is_some())?;
        let aside = comma + 1..at;
        let plain = aside.clone().all(|i| !matches!(c.word(i), ";" | ":" | "." | "?" | "!" | "—" | "–" | "("))
            && !self.later.iter().any(|cue| aside.contains(&cue.tokens.start));
        let opens = aside.is_empty() || c.word(at - 1) == "," && (at..at + 3).any(|i| c.is_word(i) && c.is_lower(i));
        (c.word(comma) == "," && plain && opens).then(|| c.region(at)).flatten()
    }

    /// Whether the words behind "…, he said," go on with the clause before it: always where that has no verb yet ("The deal, he said, is
    /// dead"), else unless they begin a clause or an adverbial of the reporter's.
    fn goes_on(&self, left: &Range<usize>, at: usize) -> bool {
        let c = self.context;
        if at >= self.end() || c.count_words(at..self.end()) < 2 {
            return false;
        }
        let word = c.lower(at);
        if self.later.iter().any(|cue| cue.group == at) {
            return false;
        }
        if !clause::is_clause(c, left.clone()) && c.count_words(left.clone()) < 12 {
            return true;
        }
        !(PREPOSITIONS.contains(&word)
            && !matches!(word.as_ref(), "for" | "including" | "like" | "despite" | "without")
            || CLAUSE_OPENERS.contains(&word) && !matches!(word.as_ref(), "that" | "and" | "because" | "so")
            || matches!(word.as_ref(), "even" | "who" | "later" | "earlier")
            || word.ends_with("ing") && word != "including"
            || c.label(at) == Some(EntityType::Date))
    }

    /// The region that ends right before `edge`, a comma or dash apart.
    pub fn left_region(&self, edge: usize) -> Option<usize> {
        let c = self.context;
        let mut at = edge;
        while at > self.used && c.region(at - 1).is_none() && matches!(c.word(at - 1), "," | "—" | "–" | "-" | "--")
        {
            at -= 1;
        }
        (at > self.used).then(|| c.region(at - 1)).flatten()
    }

    /// “It is late,” the mediator, Judge Ana Lopez, said: the words in marks before a description of the source, which end with a comma.
    fn left_behind_aside(&self, edge: usize) -> Option<usize> {
        let c = self.context;
        let last = (self.used.max(edge.saturating_sub(12))..edge).rev().find(|&i| c.region(i).is_some())?;
        let plain = (last + 1..edge).all(|i| c.is_word(i) || c.word(i) == ",");
        c.region(last).filter(|&r| plain && last_inner(c.document, &c.regions[r]) == Some(','))
    }

    /// The content that ends at `edge`, where the words before it can be one.
    pub fn left_of(&self, edge: usize) -> Option<Vec<Range<usize>>> {
        let c = self.context;
        if edge <= self.used {
            return None;
        }
        let last = edge - 1;
        if let Some(region) = c.region(last) {
            let open = matches!(last_inner(c.document, &c.regions[region]), Some('.')) && self.has_own_content();
            return if open { None } else { extent::before(c, self.content_start(region), edge) };
        }
        if !matches!(c.word(last), "," | "—" | "–" | "--") {
            return None;
        }
        if let Some(region) = self.left_region(edge) {
            return extent::before(c, self.content_start(region), edge);
        }
        if let Some(region) = self.left_behind_aside(edge) {
            return extent::before(c, self.content_start(region), c.regions[region].end());
        }
        let content = extent::before(c, self.used, edge)?;
        let first = c.lower(content[0].start);
        let words = c.count_words(content[0].clone());
        // "In Geneva, Ito said": an adverbial, not what was said; nor "As talks began, Ito said".
        let adverbial = PREPOSITIONS.contains(&first)
            || first.ends_with("ly")
            || first.ends_with("ing") && words < 12
            || matches!(
                first.as_ref(),
                "as" | "when" | "while" | "if" | "asked" | "although" | "though" | "because" | "but" | "also"
            );
        let short = words < 3;
        let right = extent::behind(c, self.cue, self.cue.tokens.end, self.end(), self.later);
        let verb = clause::is_clause(c, content[0].clone());
        let both = c.word(right.at) == "," && right.content.is_empty();
        let trails = right.content.is_empty() && !both;
        // "Asked if it would hold, she laughed."
        let asked = matches!(first.as_ref(), "asked" | "pressed" | "questioned");
        if asked || (adverbial || short) && !right.content.is_empty() || words < 2 && !both {
            return None;
        }
        // Without a verb it is no clause: "At his cookout, the mayor called them in"; unless the clause goes on behind the cue.
        let dated = content[0].clone().any(|i| matches!(c.label(i), Some(EntityType::Date | EntityType::Time)));
        if !verb && !both && !(trails && self.cue.plain && !adverbial && (words >= 4 || words == 3 && !dated)) {
            return None;
        }
        Some(content)
    }

    /// Where content begins that ends with `region`: with its sentence, unless the region is a sentence of its own.
    pub fn content_start(&self, region: usize) -> usize {
        let c = self.context;
        let region = &c.regions[region];
        let start = region.start().max(self.used);
        // Behind a comma a capital opens a sentence of the speaker's, a small letter goes on with the reporter's.
        let capital = (start..start + 3).find(|&i| c.is_word(i)).is_some_and(|i| !c.is_lower(i));
        let before = start > self.used
            && c.region(start - 1).is_none()
            && (matches!(c.word(start - 1), ":" | "." | "—" | "–") || c.word(start - 1) == "," && capital);
        if before || region.start() <= self.used { start } else { self.used }
    }

    /// Whether something that can be content follows the cue.
    fn has_own_content(&self) -> bool {
        !extent::behind(self.context, self.cue, self.cue.tokens.end, self.end(), self.later).content.is_empty()
    }
}
