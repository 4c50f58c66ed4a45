//! Scores linking: in, articles with gold sources and what the engine made of them; out, B³, CEAF and the share of right merges.
//!
//! GOLD is JSON Lines of `corpora/quotes` (offsets in code points); PRED is what `analyze --jsonl GOLD` prints (UTF-16). A gold
//! mention is the head of a source that is a name: it begins with a capital and is no pronoun. Its gold entity is the source's
//! `speaker_name`, which in GUM comes from gold coreference; in PolNeAR a tool gave it, whose names are right by surname only, so
//! there a surname is an entity. It is aligned with the predicted mention that
//! covers the head, and so with that mention's entity; where there is none, it is an entity of its own. What the engine marks
//! elsewhere is not scored, for it has no gold.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use serde_json::Value;

/// Words in capitals that are no names.
const PRONOUNS: &[&str] =
    &["I", "He", "She", "It", "We", "They", "You", "This", "That", "These", "Those", "His", "Her", "Their", "Who"];

/// The mentions of all articles, each with its gold and its predicted entity.
#[derive(Default)]
struct Pairs {
    gold: Vec<usize>,
    predicted: Vec<usize>,
    unmarked: usize,
}

/// The sizes of entities, and of what a gold and a predicted one share.
#[derive(Default)]
struct Overlaps {
    gold: HashMap<usize, f64>,
    predicted: HashMap<usize, f64>,
    both: HashMap<(usize, usize), f64>,
}

/// Reads both files and says how well they agree.
pub fn score(gold: &Path, predicted: &Path) -> Result<String, String> {
    let mut answers = HashMap::new();
    for line in lines(predicted)? {
        let id = line["id"].as_str().ok_or("an answer without id")?.to_owned();
        answers.insert(id, line);
    }
    let mut pairs = Pairs::default();
    let mut articles = 0;
    for article in lines(gold)? {
        let id = article["id"].as_str().ok_or("an article without id")?;
        let answer = answers.get(id).ok_or_else(|| format!("no answer for {id}"))?;
        pairs.add(&article, answer);
        articles += 1;
    }
    let ([b3_p, b3_r, b3_f], [ceaf_p, ceaf_r, ceaf_f]) = (pairs.b_cubed(), pairs.ceaf());
    let (right, joined, same) = pairs.merges();
    let percent = |a: usize, b: usize| 100.0 * a as f64 / b.max(1) as f64;
    Ok(format!(
        "{articles} articles, {} named mentions of {} entities, {} of them not marked\n\
         B³        P {b3_p:.1}  R {b3_r:.1}  F1 {b3_f:.1}\n\
         CEAF-e    P {ceaf_p:.1}  R {ceaf_r:.1}  F1 {ceaf_f:.1}\n\
         merges    P {:.1} ({right} of {joined} pairs)  R {:.1} ({right} of {same})",
        pairs.gold.len(),
        count(&pairs.gold),
        pairs.unmarked,
        percent(right, joined),
        percent(right, same),
    ))
}

fn lines(path: &Path) -> Result<Vec<Value>, String> {
    let source = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let lines = source.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| serde_json::from_str(line).map_err(|e| format!("{}: {e}", path.display()))).collect()
}

fn count(entities: &[usize]) -> usize {
    entities.iter().collect::<std::collections::HashSet<_>>().len()
}

impl Pairs {
    fn add(&mut self, article: &Value, answer: &Value) {
        let text: Vec<char> = article["text"].as_str().unwrap_or_default().chars().collect();
        let mut units = vec![0];
        for c in &text {
            units.push(units[units.len() - 1] + c.len_utf16());
        }
        let mut heads: BTreeMap<(usize, usize), String> = BTreeMap::new();
        for source in article["attributions"].as_array().into_iter().flatten() {
            let at = |i: usize| source["source_head"][i].as_u64().map(|at| at as usize);
            if let (Some(start), Some(end), Some(name)) = (at(0), at(1), source["speaker_name"].as_str()) {
                let word: String = text[start..end].iter().collect();
                if word.starts_with(char::is_uppercase) && !PRONOUNS.contains(&word.as_str()) {
                    let name = name.to_lowercase();
                    let sure = source["speaker_via"] == "gold coreference";
                    let surname = name.rsplit(' ').next().unwrap_or_default();
                    heads.insert((units[start], units[end]), if sure { name.clone() } else { surname.to_owned() });
                }
            }
        }
        let (gold_before, predicted_before) = (self.next(true), self.next(false));
        let mut names: HashMap<String, usize> = HashMap::new();
        let marked: Vec<[usize; 3]> = answer["mentions"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|m| ["start", "end", "entity"].map(|key| m[key].as_u64().unwrap_or_default() as usize))
            .collect();
        let entities = answer["entities"].as_array().map_or(0, Vec::len);
        for ((start, end), name) in heads {
            let new = names.len();
            self.gold.push(gold_before + *names.entry(name).or_insert(new));
            let found = marked.iter().find(|[from, to, _]| *from <= start && end <= *to);
            self.unmarked += usize::from(found.is_none());
            let own = predicted_before + entities + self.predicted.len();
            self.predicted.push(found.map_or(own, |[_, _, entity]| predicted_before + entity));
        }
    }

    fn next(&self, gold: bool) -> usize {
        let of = if gold { &self.gold } else { &self.predicted };
        of.iter().max().map_or(0, |last| last + 1)
    }

    /// How many mentions each gold and each predicted entity has, and each pair of them together.
    fn overlaps(&self) -> Overlaps {
        let mut overlaps = Overlaps::default();
        for (&g, &p) in self.gold.iter().zip(&self.predicted) {
            *overlaps.gold.entry(g).or_default() += 1.0;
            *overlaps.predicted.entry(p).or_default() += 1.0;
            *overlaps.both.entry((g, p)).or_default() += 1.0;
        }
        overlaps
    }

    fn b_cubed(&self) -> [f64; 3] {
        let Overlaps { gold, predicted, both } = self.overlaps();
        let total = self.gold.len().max(1) as f64;
        let precision: f64 = both.iter().map(|((_, p), n)| n * n / predicted[p]).sum();
        let recall: f64 = both.iter().map(|((g, _), n)| n * n / gold[g]).sum();
        with_f1(precision / total, recall / total)
    }

    /// CEAF with the similarity of entities (φ4). Entities of two articles share no mention, so each article's are paired apart.
    fn ceaf(&self) -> [f64; 3] {
        let Overlaps { gold, predicted, both } = self.overlaps();
        let similarity = |g: usize, p: usize| both.get(&(g, p)).map_or(0.0, |n| 2.0 * n / (gold[&g] + predicted[&p]));
        // Parts that share no mention with each other are paired apart; each is small.
        let mut part_of: HashMap<usize, usize> = gold.keys().map(|&g| (g, g)).collect();
        let mut by_predicted: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (g, p) in both.keys() {
            by_predicted.entry(*p).or_default().push(*g);
        }
        for group in by_predicted.values() {
            let root = part_of[&group[0]];
            for g in &group[1..] {
                let other = part_of[g];
                part_of.values_mut().filter(|part| **part == other).for_each(|part| *part = root);
            }
        }
        let mut parts: BTreeMap<usize, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for (&g, &part) in &part_of {
            parts.entry(part).or_default().0.push(g);
        }
        for (&p, group) in &by_predicted {
            parts.entry(part_of[&group[0]]).or_default().1.push(p);
        }
        let total: f64 =
            parts.values().map(|(of_gold, of_predicted)| best_pairing(of_gold, of_predicted, &similarity)).sum();
        with_f1(total / predicted.len().max(1) as f64, total / gold.len().max(1) as f64)
    }

    /// Pairs of one article's mentions: joined rightly, joined, and to be joined.
    fn merges(&self) -> (usize, usize, usize) {
        let Overlaps { gold, predicted, both } = self.overlaps();
        let pairs = |n: &f64| (n * (n - 1.0) / 2.0) as usize;
        (both.values().map(pairs).sum(), predicted.values().map(pairs).sum(), gold.values().map(pairs).sum())
    }
}

/// The greatest sum of similarities where each entity is paired at most once: exact, over subsets, while they are few.
fn best_pairing(gold: &[usize], predicted: &[usize], similarity: &dyn Fn(usize, usize) -> f64) -> f64 {
    let (few, many) = if gold.len() <= predicted.len() { (gold, predicted) } else { (predicted, gold) };
    let swapped = gold.len() > predicted.len();
    let of = |a: usize, b: usize| if swapped { similarity(b, a) } else { similarity(a, b) };
    assert!(few.len() <= 16, "{} entities hang together: pair them another way", few.len());
    // The best sum for each subset of `few` that is paired already.
    let mut best = vec![0.0f64; 1 << few.len()];
    for &other in many {
        for used in (0..best.len()).rev() {
            for (bit, &one) in few.iter().enumerate().filter(|(bit, _)| used >> bit & 1 == 0) {
                best[used | 1 << bit] = best[used | 1 << bit].max(best[used] + of(one, other));
            }
        }
    }
    best.into_iter().fold(0.0, f64::max)
}

/// In percent, with their harmonic mean.
fn with_f1(precision: f64, recall: f64) -> [f64; 3] {
    let sum = precision + recall;
    [precision, recall, if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 }].map(|x| 100.0 * x)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the reference scorer's paper: gold 1234567 89 and so on, in small.
    #[test]
    fn figures_by_hand() {
        let same = Pairs { gold: vec![0, 0, 1], predicted: vec![4, 4, 2], unmarked: 0 };
        assert_eq!((same.b_cubed(), same.ceaf(), same.merges()), ([100.0; 3], [100.0; 3], (1, 1, 1)));
        // All joined: precision (2·2/3 + 1·1/3) / 3, recall 1; the best pair is {a, a} with the three: 2·2/5.
        let joined = Pairs { gold: vec![0, 0, 1], predicted: vec![7, 7, 7], unmarked: 0 };
        let round = |figures: [f64; 3]| figures.map(|x| x.round());
        assert_eq!(round(joined.b_cubed()), [56.0, 100.0, 71.0]);
        assert_eq!(round(joined.ceaf()), [80.0, 40.0, 53.0]);
        assert_eq!(joined.merges(), (1, 3, 1));
        // None joined: precision 1, recall (1/2 + 1/2 + 1) / 3; pairs {a}–{a, a} 2/3 and {b}–{b} 1.
        let apart = Pairs { gold: vec![0, 0, 1], predicted: vec![0, 1, 2], unmarked: 0 };
        assert_eq!(round(apart.b_cubed()), [100.0, 67.0, 80.0]);
        assert_eq!(round(apart.ceaf()), [56.0, 83.0, 67.0]);
    }
}
