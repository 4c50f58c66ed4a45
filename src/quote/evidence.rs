//! What speaks for a proposal: in, a candidate and a bound of its content; out, features.
//!
//! A feature is the hash of a template's number and of what it sees; names are seen by their type alone (`words`). Whoever changes one trains
//! the weights again; a test in `training` tells.

use std::ops::Range;

use super::clause;
use super::context::Context;
use super::extent::Right;
use super::propose::{FAR, Proposer, STARTS, strength};
use super::source::{self, Head};
use super::words::{bucket, hash_word};

impl Proposer<'_, '_, '_> {
    /// What the candidate itself tells, for contents on one side of it.
    pub fn cue(&mut self, side: u32, right: &Right) -> u16 {
        let (c, cue, verb) = (self.reading.context, self.reading.cue, self.candidate.verb);
        let frame = &self.reading.frame.tokens;
        let lemma = cue.lemma;
        let form = cue.form as u32;
        let flags = [verb.passive, verb.modal, verb.infinitive, verb.had, verb.negated, verb.noun, self.candidate.fits];
        let flags = flags.iter().fold(0, |bits, &b| bits << 1 | u32::from(b));
        let open = u32::from(cue.group == frame.start) + 2 * u32::from(c.in_heading(cue.group));
        let (head, word, group) = self.head();
        let ruled = u32::from(!self.ruled[0].is_empty()) + 2 * u32::from(!self.ruled[1].is_empty());
        let rules = ruled + 4 * u32::from(self.candidate.fits);
        let at = |i: usize| c.seen(i);
        let before = if cue.group > frame.start { at(cue.group - 1) } else { Default::default() };
        let second = if cue.group > frame.start + 1 { at(cue.group - 2) } else { Default::default() };
        let next = at(cue.tokens.end);
        let then = at(cue.tokens.end + 1);
        // What stands before the subject: a noun does in "everything Lopez says is" and "the guide she wrote".
        let subject = self.choice.source.as_ref().filter(|s| s.to <= cue.tokens.end).map(|s| s.from);
        let prior = subject.filter(|&from| from > frame.start).map(|from| at(from - 1)).unwrap_or_default();
        let earlier = subject.filter(|&from| from > frame.start + 1).map(|from| at(from - 2)).unwrap_or_default();
        let put = &mut self.choice.ballot;
        put.put(27, [side, prior.class, form]);
        put.put(28, [side, prior.id, form]);
        put.put(29, [side, prior.class, next.class]);
        put.put(30, [side, prior.class, earlier.class]);
        put.put(1, [side, 0, 0]);
        put.put(2, [side, lemma, 0]);
        put.put(3, [side, lemma, form]);
        put.put(4, [side, form, flags]);
        put.put(5, [side, lemma, flags]);
        put.put(6, [side, rules, form]);
        put.put(7, [side, rules, lemma]);
        put.put(8, [side, head, form]);
        put.put(9, [side, head, lemma]);
        put.put(10, [side, word, 0]);
        put.put(11, [side, group, 0]);
        put.put(12, [side, rules, head]);
        put.put(13, [side, before.id, form]);
        put.put(14, [side, before.class, flags]);
        put.put(15, [side, before.fine, 0]);
        put.put(16, [side, second.id, before.class]);
        put.put(17, [side, second.class, before.class]);
        put.put(18, [side, next.id, 0]);
        put.put(19, [side, next.id, lemma]);
        put.put(20, [side, next.class, lemma]);
        put.put(21, [side, next.class, then.class]);
        put.put(22, [side, next.fine, form]);
        put.put(23, [side, next.id, then.id]);
        put.put(24, [side, open, form]);
        put.put(25, [side, before.class, next.class]);
        put.put(26, [side, u32::from(right.addressee.is_some()), lemma]);
        put.close()
    }

    /// The kind of the source's head, the head itself where it is no name, and its group.
    fn head(&self) -> (u32, u32, u32) {
        let c = self.reading.context;
        let Some(source) = &self.choice.source else { return (0, 0, 0) };
        let plausible = u32::from(self.reading.plausible(source));
        match source.head {
            Head::Mention(m) => (2 + 2 * c.mentions[m].label as u32 + plausible, 0, 0),
            Head::Pronoun(p) => (hash_word(&c.lower(p)), 1, 0),
            Head::Noun(n) => {
                let seen = c.seen(n);
                (hash_word(source::noun_kind(&c.lower(n)).unwrap_or_default()) ^ plausible, seen.id, seen.fine)
            }
        }
    }

    /// What speaks for content that starts at `s`.
    pub fn start(&mut self, s: usize, right: &Right) -> u16 {
        let (c, cue) = (self.reading.context, self.reading.cue);
        let far = (s - cue.tokens.end).min(STARTS) as u32;
        let near = far.min(4);
        let [last, seen, next, then] = [c.seen(s - 1), c.seen(s), c.seen(s + 1), c.seen(s + 2)];
        let ruled = u32::from(s == self.ruled[1].start && !self.ruled[1].is_empty());
        let told = u32::from(s == right.at) + 2 * u32::from(right.addressee.as_ref().is_some_and(|a| a.end <= s));
        let region = u32::from(c.region(s).is_some());
        let takes = u32::from(cue.takes.that)
            + 2 * u32::from(cue.takes.bare)
            + 4 * u32::from(cue.takes.object)
            + 8 * u32::from(cue.takes.person)
            + 16 * u32::from(cue.takes.to);
        let verb = u32::from(clause::has_verb(c, s, self.reading.end()));
        // "Members, said Ana Lopez, are bound": not what is said, but who says it.
        let named = u32::from(self.choice.source.as_ref().is_some_and(|source| source.tokens.contains(&s)));
        let comma = (cue.tokens.end..s).filter(|&i| c.word(i) == ",").count().min(2) as u32;
        let put = &mut self.choice.ballot;
        put.put(40, [far, told, 0]);
        put.put(41, [seen.id, near, 0]);
        put.put(42, [seen.class, far, told]);
        put.put(43, [seen.id, cue.lemma, 0]);
        put.put(44, [seen.class, cue.lemma, near]);
        put.put(45, [last.id, near, 0]);
        put.put(46, [last.id, seen.class, 0]);
        put.put(47, [last.id, cue.lemma, near]);
        put.put(48, [last.class, seen.class, next.class]);
        put.put(49, [seen.class, next.class, then.class]);
        put.put(50, [seen.coarse, near, 0]);
        put.put(51, [seen.fine, 0, 0]);
        put.put(52, [ruled, told, cue.form as u32]);
        put.put(53, [ruled, cue.lemma, 0]);
        put.put(54, [ruled, seen.class, near]);
        put.put(55, [takes, seen.class, near]);
        put.put(56, [verb, seen.class, takes]);
        put.put(57, [comma, near, region]);
        put.put(58, [last.id, seen.id, 0]);
        put.put(59, [cue.lemma, near, told]);
        put.put(60, [named, seen.class, cue.form as u32]);
        put.close()
    }

    /// What speaks for an end at `e`, where the sentence ends at `limit`.
    pub fn end(&mut self, template: u32, e: usize, limit: usize) -> u16 {
        let (c, cue) = (self.reading.context, self.reading.cue);
        let [second, last, seen, next, then] =
            [c.seen(e.max(2) - 2), c.seen(e - 1), c.seen(e), c.seen(e + 1), c.seen(e + 2)];
        let from = cue.tokens.end;
        let length = bucket(e.saturating_sub(from));
        let form = cue.form as u32;
        let kind = u32::from(e == limit) + 2 * strength(c, e);
        let ruled = u32::from(e == self.ruled[1].end && e != 0);
        let (commas, inner) = self.before_end(e);
        let group = self.reading.later.iter().take_while(|l| l.group < e + 12).find(|l| l.group >= e);
        let cut = group.map_or(9, |l| (l.group - e).min(8) as u32);
        let left = bucket(limit.saturating_sub(e));
        // What the words behind the bound are about: their first that is more than grammar, and their first finite verb.
        let noun =
            (e + 1..limit.min(e + 6)).find(|&i| c.is_word(i) && !matches!(c.seen(i).class, 10..=33)).unwrap_or(limit);
        let noun = c.seen(noun);
        let outer = (e + 1..limit.min(e + 10)).find(|&i| is_verb(c, i)).map_or(0, |i| c.seen(i).id);
        let put = &mut self.choice.ballot;
        let base = 80 * template;
        put.put(base, [kind, 0, 0]);
        put.put(base + 1, [seen.id, 0, 0]);
        put.put(base + 2, [seen.id, next.id, 0]);
        put.put(base + 3, [seen.id, next.class, 0]);
        put.put(base + 4, [seen.id, next.class, then.class]);
        put.put(base + 5, [last.class, seen.class, next.class]);
        put.put(base + 6, [last.fine, seen.id, 0]);
        put.put(base + 7, [last.id, seen.class, 0]);
        put.put(base + 8, [second.class, last.class, seen.class]);
        put.put(base + 9, [length, kind, 0]);
        put.put(base + 10, [ruled, kind, cue.form as u32]);
        put.put(base + 11, [ruled, seen.id, next.class]);
        put.put(base + 12, [commas, seen.id, 0]);
        put.put(base + 13, [commas, seen.id, next.class]);
        put.put(base + 14, [cut, seen.id, 0]);
        put.put(base + 15, [left, seen.id, 0]);
        put.put(base + 16, [cue.lemma, kind, 0]);
        put.put(base + 17, [cue.lemma, seen.id, 0]);
        put.put(base + 18, [seen.id, next.fine, 0]);
        put.put(base + 19, [next.id, then.id, seen.class]);
        put.put(base + 20, [seen.id, next.id, then.id]);
        put.put(base + 21, [next.id, then.fine, seen.class]);
        put.put(base + 22, [seen.id, noun.id, 0]);
        put.put(base + 23, [seen.id, noun.fine, 0]);
        put.put(base + 24, [next.id, inner, outer]);
        put.put(base + 25, [seen.id, next.id, outer]);
        put.put(base + 26, [seen.id, form, outer]);
        put.put(base + 27, [seen.id, inner, outer]);
        put.close()
    }

    /// How many commas stand between the cue and an end, three at most, and the first finite verb there.
    fn before_end(&mut self, e: usize) -> (u32, u32) {
        let (c, behind) = (self.reading.context, &mut self.behind);
        for i in behind.seen..e {
            if behind.commas.len() < 3 && c.region(i).is_none() && c.word(i) == "," {
                behind.commas.push(i);
            }
            if behind.verb.is_none() && is_verb(c, i) {
                behind.verb = Some((i, c.seen(i).id));
            }
        }
        behind.seen = behind.seen.max(e);
        let commas = behind.commas.iter().filter(|&&i| i < e).count();
        (commas as u32, behind.verb.map_or(0, |(i, id)| if i < e { id } else { 0 }))
    }

    /// What speaks for content before the cue that starts at `s`.
    pub fn left_start(&mut self, s: usize, left: Range<usize>) -> u16 {
        let (c, cue) = (self.reading.context, self.reading.cue);
        let [last, seen, next] = [c.seen(s.max(1) - 1), c.seen(s), c.seen(s + 1)];
        let ruled = u32::from(s == self.ruled[0].start && !self.ruled[0].is_empty());
        let whole = u32::from(s == left.start);
        let verb = u32::from(clause::is_clause(c, s..left.end.min(s + FAR)));
        let lost = u32::from(s > left.start && clause::is_clause(c, left.start.max(s.saturating_sub(FAR))..s));
        let length = bucket(left.end - s);
        let put = &mut self.choice.ballot;
        put.put(400, [ruled, whole, 0]);
        put.put(401, [seen.id, whole, 0]);
        put.put(402, [seen.class, whole, ruled]);
        put.put(403, [last.id, seen.class, 0]);
        put.put(404, [seen.class, next.class, whole]);
        put.put(405, [verb, lost, whole]);
        put.put(406, [verb, length, whole]);
        put.put(407, [cue.lemma, whole, verb]);
        put.put(408, [cue.form as u32, whole, ruled]);
        put.put(409, [seen.fine, whole, 0]);
        put.close()
    }

    /// What speaks for content before the cue going on behind it, or not.
    pub fn goes_on(&mut self, behind: Range<usize>, left: Range<usize>, limit: usize) -> u16 {
        let c = self.reading.context;
        let ruled = u32::from(behind.end == self.ruled[1].end) + 2 * u32::from(!self.ruled[0].is_empty());
        let verb = u32::from(clause::is_clause(c, left.start.max(left.end.saturating_sub(FAR))..left.end));
        let length = bucket(left.len());
        if behind.is_empty() {
            let put = &mut self.choice.ballot;
            put.put(420, [ruled, verb, 0]);
            put.put(421, [length, verb, 0]);
            return put.close();
        }
        let first = c.seen(behind.start);
        let next = c.seen(behind.start + 1);
        let put = &mut self.choice.ballot;
        put.put(422, [ruled, verb, 0]);
        put.put(423, [first.id, verb, 0]);
        put.put(424, [first.class, next.class, verb]);
        put.put(425, [length, verb, 0]);
        put.put(426, [first.fine, verb, 0]);
        self.end(3, behind.end, limit)
    }
}

/// Whether a word is a form of "be" or "have" or a modal verb.
fn is_verb(c: &Context, i: usize) -> bool {
    matches!(c.seen(i).class, 20..=22)
}
