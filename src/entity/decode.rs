//! Scores of labels for each token in, the likeliest legal sequence of labels (Viterbi) and exact probabilities of names
//! (forward and backward sums) out.

use std::ops::Range;

use super::model::{CLASSES, Class, LABELS, begins, inside, may_follow, predecessors};

/// Scores of the labels of one token.
pub type Scores = [f32; LABELS];

/// A stretch that the labels make a name, with the probability of each class for just this stretch.
#[derive(Clone, Debug, PartialEq)]
pub struct Tagged {
    /// The tokens.
    pub tokens: Range<usize>,
    /// That they are a name of each of [`CLASSES`], bounds and class.
    pub shares: [f32; CLASSES.len()],
}

impl Tagged {
    /// The likeliest class.
    #[must_use]
    pub fn likeliest(&self) -> Class {
        let best = (0..CLASSES.len()).max_by(|&a, &b| self.shares[a].total_cmp(&self.shares[b]));
        CLASSES[best.unwrap_or(0)]
    }
}

/// Sums over all legal sequences of a stretch with no name before and behind it, kept near 1 by dividing each token's by `scale`.
pub struct Lattice {
    /// Probability weight of all beginnings that end at a token with a label.
    forward: Vec<Scores>,
    /// The same of all ends after it.
    backward: Vec<Scores>,
    /// Exponentials of the scores, over `scale`.
    emitted: Vec<Scores>,
    /// Exponentials of the transitions, 0 where not legal: row after column.
    steps: [Scores; LABELS],
}

/// Exponentials of transitions, 0 where they are not legal.
#[must_use]
pub fn legal_steps(transitions: &[Scores; LABELS]) -> [Scores; LABELS] {
    let mut steps = [[0.0; LABELS]; LABELS];
    for (next, row) in steps.iter_mut().enumerate() {
        for (label, step) in row.iter_mut().enumerate() {
            if may_follow(Some(label), next) {
                *step = transitions[next][label].exp();
            }
        }
    }
    steps
}

impl Lattice {
    /// Sums up.
    #[must_use]
    pub fn new(scores: &[Scores], steps: &[Scores; LABELS]) -> Self {
        let n = scores.len();
        let mut emitted = Vec::with_capacity(n);
        let mut forward: Vec<Scores> = Vec::with_capacity(n);
        for (i, own) in scores.iter().enumerate() {
            let top = own.iter().copied().fold(f32::MIN, f32::max);
            let mut e = own.map(|s| (s - top).exp());
            if i + 1 == n {
                e.iter_mut().zip(&steps[0]).for_each(|(e, step)| *e *= step);
            }
            let mut sums = [0.0; LABELS];
            for (next, sum) in sums.iter_mut().enumerate() {
                let reached: f32 = match i.checked_sub(1) {
                    Some(before) => {
                        let labels = predecessors(next);
                        steps[next][labels.clone()].iter().zip(&forward[before][labels]).map(|(a, b)| a * b).sum()
                    }
                    None => steps[next][0],
                };
                *sum = reached * e[next];
            }
            let scale: f32 = sums.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            sums.iter_mut().for_each(|s| *s /= scale);
            e.iter_mut().for_each(|e| *e /= scale);
            forward.push(sums);
            emitted.push(e);
        }
        let mut backward = vec![[1.0; LABELS]; n];
        for i in (0..n.saturating_sub(1)).rev() {
            let after: [f32; LABELS] = std::array::from_fn(|l| emitted[i + 1][l] * backward[i + 1][l]);
            let mut sums = [0.0; LABELS];
            for (next, &a) in after.iter().enumerate() {
                let before = predecessors(next);
                for (sum, step) in sums[before.clone()].iter_mut().zip(&steps[next][before]) {
                    *sum += a * step;
                }
            }
            backward[i] = sums;
        }
        Self { forward, backward, emitted, steps: *steps }
    }

    /// The probability of each label of token `i`.
    #[must_use]
    pub fn marginals(&self, i: usize) -> Scores {
        std::array::from_fn(|l| self.forward[i][l] * self.backward[i][l])
    }

    /// The probability of `next` at token `i` after `label` at the one before.
    #[must_use]
    pub fn pair(&self, i: usize, label: usize, next: usize) -> f32 {
        self.forward[i - 1][label] * self.steps[next][label] * self.emitted[i][next] * self.backward[i][next]
    }

    /// The probability that exactly these tokens are one name of class number `class`.
    #[must_use]
    pub fn share(&self, tokens: Range<usize>, class: usize) -> f32 {
        let (mut label, further) = (begins(class), inside(class));
        let mut share = self.forward[tokens.start][label];
        for i in tokens.start + 1..tokens.end {
            share *= self.steps[further][label] * self.emitted[i][further];
            label = further;
        }
        if tokens.end == self.forward.len() {
            return share.min(1.0);
        }
        let (e, b) = (&self.emitted[tokens.end], &self.backward[tokens.end]);
        let ends: f32 = (0..LABELS).filter(|&l| l != further).map(|l| self.steps[l][label] * e[l] * b[l]).sum();
        (share * ends).clamp(0.0, 1.0)
    }
}

/// The likeliest legal sequence of labels of a stretch with no name before and behind it.
#[must_use]
pub fn viterbi(scores: &[Scores], transitions: &[Scores; LABELS]) -> Vec<usize> {
    let mut back: Vec<[u8; LABELS]> = Vec::with_capacity(scores.len());
    let mut best = [0.0_f32; LABELS];
    for (i, own) in scores.iter().enumerate() {
        let mut next_best = [f32::NEG_INFINITY; LABELS];
        let mut from = [0; LABELS];
        for next in 0..LABELS {
            if i == 0 {
                next_best[next] =
                    if may_follow(None, next) { own[next] + transitions[next][0] } else { f32::NEG_INFINITY };
                continue;
            }
            for label in predecessors(next) {
                let score = best[label] + transitions[next][label];
                if score > next_best[next] {
                    next_best[next] = score;
                    from[next] = label as u8;
                }
            }
            next_best[next] += own[next];
        }
        best = next_best;
        back.push(from);
    }
    best.iter_mut().zip(&transitions[0]).for_each(|(b, step)| *b += step);
    let mut label = (0..LABELS).max_by(|&a, &b| best[a].total_cmp(&best[b])).unwrap_or(0);
    let mut labels = vec![0; scores.len()];
    for i in (0..scores.len()).rev() {
        labels[i] = label;
        label = usize::from(back[i][label]);
    }
    labels
}

/// The names that a legal sequence of labels makes, with their class numbers.
#[must_use]
pub fn names(labels: &[usize]) -> Vec<(Range<usize>, usize)> {
    let mut names: Vec<(Range<usize>, usize)> = Vec::new();
    for (i, &label) in labels.iter().enumerate().filter(|(_, label)| **label > 0) {
        match names.last_mut().filter(|(tokens, _)| label % 2 == 0 && tokens.end == i) {
            Some((tokens, _)) => tokens.end = i + 1,
            None => names.push((i..i + 1, (label - 1) / 2)),
        }
    }
    names
}

/// The likeliest names and their probabilities.
#[must_use]
pub fn decode(scores: &[Scores], transitions: &[Scores; LABELS], steps: &[Scores; LABELS]) -> Vec<Tagged> {
    let found = names(&viterbi(scores, transitions));
    if found.is_empty() {
        return Vec::new();
    }
    let lattice = Lattice::new(scores, steps);
    found
        .into_iter()
        .map(|(tokens, _)| Tagged { shares: std::array::from_fn(|c| lattice.share(tokens.clone(), c)), tokens })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(n: usize) -> Vec<Scores> {
        (0..n).map(|i| std::array::from_fn(|l| ((i * 7 + l * 5) % 11) as f32 / 4.0 - 1.0)).collect()
    }

    #[test]
    fn sums_agree_with_counting_every_sequence() {
        let mut transitions = [[0.0; LABELS]; LABELS];
        transitions[2][1] = 0.7;
        transitions[0][2] = -0.3;
        let scores = scores(3);
        let (mut all, mut best, mut share) = (0.0_f64, (f64::MIN, vec![]), 0.0);
        for code in 0..LABELS.pow(3) {
            let labels = vec![code % LABELS, code / LABELS % LABELS, code / LABELS / LABELS];
            let legal = may_follow(None, labels[0]) && labels.windows(2).all(|w| may_follow(Some(w[0]), w[1]));
            if !legal {
                continue;
            }
            let mut score: f64 = (0..3).map(|i| f64::from(scores[i][labels[i]])).sum();
            score += f64::from(transitions[labels[0]][0]) + f64::from(transitions[0][labels[2]]);
            score += labels.windows(2).map(|w| f64::from(transitions[w[1]][w[0]])).sum::<f64>();
            all += score.exp();
            if names(&labels).contains(&(0..2, 0)) {
                share += score.exp();
            }
            if score > best.0 {
                best = (score, labels);
            }
        }
        let lattice = Lattice::new(&scores, &legal_steps(&transitions));
        assert!((f64::from(lattice.share(0..2, 0)) - share / all).abs() < 1e-5);
        assert_eq!(viterbi(&scores, &transitions), best.1);
    }

    #[test]
    fn no_name_goes_on_where_none_began() {
        let mut scores = scores(40);
        scores.iter_mut().for_each(|s| s[4] += 3.0);
        let labels = viterbi(&scores, &[[0.0; LABELS]; LABELS]);
        assert!(may_follow(None, labels[0]) && labels.windows(2).all(|w| may_follow(Some(w[0]), w[1])));
    }
}
