//! How well a tagger does on the product's own tokens: a model and articles in, F1 out.

use std::ops::Range;

use article_highlighter::entity::decode::{Lattice, Scores, legal_steps, names, viterbi};
use article_highlighter::entity::heard::{Heard, tell};
use article_highlighter::entity::model::{Model, Sums, begins};

use crate::corpus::{Document, all_begins};

/// Strict F1 on the product's own tokens and of bounds alone, by the block alone and with the rest of the article.
pub fn score(model: &Model, articles: &[Document]) -> String {
    let steps = legal_steps(&model.transitions);
    let scores = |sums: &[Sums]| sums.iter().map(|sums| model.scores(sums)).collect::<Vec<Scores>>();
    let (mut right, mut bounds, mut found, mut gold) = ([0; 2], [0; 2], [0; 2], 0);
    for article in articles {
        gold += article.beyond;
        let mut heard = Heard::default();
        let mut guesses = Vec::new();
        for stretch in &article.stretches {
            let mut sums = vec![Sums::default(); stretch.features.len()];
            for (own, features) in sums.iter_mut().zip(&stretch.features) {
                model.add(features, own);
            }
            let lattice = Lattice::new(&scores(&sums), &steps);
            let guess: Vec<Scores> = (0..sums.len()).map(|i| lattice.marginals(i)).collect();
            heard.add(&stretch.seen, &guess);
            guesses.push((sums, guess));
        }
        for (stretch, (first, guess)) in article.stretches.iter().zip(guesses) {
            let meant = meant(&stretch.allowed);
            gold += meant.len();
            let mut second = first.clone();
            tell(&stretch.seen, &heard.listen(&stretch.seen, &guess), |token, features| {
                model.add(features, &mut second[token])
            });
            for (stage, sums) in [first, second].iter().enumerate() {
                let mut said = names(&viterbi(&scores(sums), &steps));
                // What the corpus leaves open counts neither way.
                said.retain(|(tokens, class)| {
                    let allowed = stretch.allowed[tokens.start];
                    allowed & 1 == 0 || allowed >> begins(*class) & 1 == 0
                });
                let is_right =
                    |n: &&(Range<usize>, usize)| meant.iter().any(|m| m.0 == n.0 && m.1 >> begins(n.1) & 1 == 1);
                right[stage] += said.iter().filter(is_right).count();
                bounds[stage] += said.iter().filter(|n| meant.iter().any(|m| m.0 == n.0)).count();
                found[stage] += said.len();
            }
        }
    }
    let f1 = |right: usize, found: usize| 200.0 * right as f64 / (found + gold) as f64;
    let stage = |s: usize| format!("F1 {:.2}, bounds {:.2}", f1(right[s], found[s]), f1(bounds[s], found[s]));
    format!("{}; by the block alone {}", stage(1), stage(0))
}

/// The names that a corpus marks in a stretch, each with the labels that its first word may have.
fn meant(allowed: &[u16]) -> Vec<(Range<usize>, u16)> {
    let mut meant: Vec<(Range<usize>, u16)> = Vec::new();
    for (i, &labels) in allowed.iter().enumerate().filter(|(_, labels)| **labels & 1 == 0) {
        match meant.last_mut().filter(|(tokens, _)| tokens.end == i && labels & all_begins() == 0) {
            Some((tokens, _)) => tokens.end = i + 1,
            None => meant.push((i..i + 1, labels)),
        }
    }
    meant
}
