//! Scores of labels for each token in, the likeliest legal sequence of labels (Viterbi) and exact probabilities of names
//! (forward and backward sums) out.

use std::ops::Range;

use super::exp::exp;
use super::model::{CLASSES, Class, LABELS, WIDTH, begins, inside, may_follow};

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

/// Scores in whole vectors: those of the labels, and beyond them what is none.
type Row = [f32; WIDTH];

/// The steps from label to label, laid out for vectors.
pub struct Steps {
    /// For each label the weights of the steps from it to every label; those that are not legal weigh nothing less.
    weights: [Row; LABELS],
    /// The exponentials of these.
    from: [Row; LABELS],
    /// For each label the exponentials of the steps to it from every label.
    to: [Row; LABELS],
}

/// Transitions (rows: to, columns: from) as steps, those that are not legal left out.
#[must_use]
pub fn legal_steps(transitions: &[Scores; LABELS]) -> Steps {
    let none = [[0.0; WIDTH]; LABELS];
    let mut steps = Steps { weights: [[f32::NEG_INFINITY; WIDTH]; LABELS], from: none, to: none };
    for (next, row) in transitions.iter().enumerate() {
        for (label, &weight) in row.iter().enumerate().filter(|(label, _)| may_follow(Some(*label), next)) {
            steps.weights[label][next] = weight;
            steps.from[label][next] = weight.exp();
            steps.to[next][label] = weight.exp();
        }
    }
    steps
}

/// Sums over all legal sequences of a stretch with no name before and behind it, kept near 1 by dividing each token's by `scale`.
pub struct Lattice<'s> {
    nodes: Vec<Node>,
    steps: &'s Steps,
}

/// The sums at one token.
struct Node {
    /// Probability weight of all beginnings that end here with a label.
    forward: Row,
    /// The same of all ends after it.
    backward: Row,
    /// Exponentials of the scores, over `scale`.
    emitted: Row,
}

impl<'s> Lattice<'s> {
    /// Sums up. Every sum runs over the labels in their order, so that the result is the same on all machines.
    #[must_use]
    pub fn new(scores: &[Scores], steps: &'s Steps) -> Self {
        let n = scores.len();
        let mut nodes: Vec<Node> = Vec::with_capacity(n);
        for (i, own) in scores.iter().enumerate() {
            // What is no label is as unlikely as can be: its exponential is 0.
            let mut e = [f32::NEG_INFINITY; WIDTH];
            e[..LABELS].copy_from_slice(own);
            let top = e.iter().fold(f32::MIN, |top, &s| if s > top { s } else { top });
            e.iter_mut().for_each(|e| *e = exp(*e - top));
            if i + 1 == n {
                e.iter_mut().zip(&steps.to[0]).for_each(|(e, step)| *e *= step);
            }
            let mut sums = match nodes.last() {
                Some(before) => weighed(&before.forward, &steps.from),
                // No name goes on before the first token.
                None => steps.from[0],
            };
            sums.iter_mut().zip(&e).for_each(|(sum, e)| *sum *= e);
            let scale: f32 = sums[..LABELS].iter().sum::<f32>().max(f32::MIN_POSITIVE);
            sums.iter_mut().for_each(|s| *s /= scale);
            e.iter_mut().for_each(|e| *e /= scale);
            nodes.push(Node { forward: sums, backward: [1.0; WIDTH], emitted: e });
        }
        for i in (0..n.saturating_sub(1)).rev() {
            let mut after = nodes[i + 1].emitted;
            after.iter_mut().zip(&nodes[i + 1].backward).for_each(|(e, b)| *e *= b);
            nodes[i].backward = weighed(&after, &steps.to);
        }
        Self { nodes, steps }
    }

    /// The probability of each label of token `i`.
    #[must_use]
    pub fn marginals(&self, i: usize) -> Scores {
        let Node { forward, backward, .. } = &self.nodes[i];
        std::array::from_fn(|l| forward[l] * backward[l])
    }

    /// The probability of `next` at token `i` after `label` at the one before.
    #[must_use]
    pub fn pair(&self, i: usize, label: usize, next: usize) -> f32 {
        let (before, node) = (&self.nodes[i - 1], &self.nodes[i]);
        before.forward[label] * self.steps.from[label][next] * node.emitted[next] * node.backward[next]
    }

    /// The probability that exactly these tokens are one name of class number `class`.
    #[must_use]
    pub fn share(&self, tokens: Range<usize>, class: usize) -> f32 {
        let (mut label, further) = (begins(class), inside(class));
        let mut share = self.nodes[tokens.start].forward[label];
        for i in tokens.start + 1..tokens.end {
            share *= self.steps.from[label][further] * self.nodes[i].emitted[further];
            label = further;
        }
        let Some(Node { emitted: e, backward: b, .. }) = self.nodes.get(tokens.end) else { return share.min(1.0) };
        let ends: f32 = (0..LABELS).filter(|&l| l != further).map(|l| self.steps.from[label][l] * e[l] * b[l]).sum();
        (share * ends).clamp(0.0, 1.0)
    }
}

/// The sum of the rows, each as often as the value with its number says.
fn weighed(values: &Row, rows: &[Row; LABELS]) -> Row {
    let mut sums = [0.0; WIDTH];
    for (value, row) in values.iter().zip(rows) {
        sums.iter_mut().zip(row).for_each(|(sum, step)| *sum += value * step);
    }
    sums
}

/// The likeliest legal sequence of labels of a stretch with no name before and behind it.
#[must_use]
pub fn viterbi(scores: &[Scores], steps: &Steps) -> Vec<usize> {
    let mut back: Vec<[u32; WIDTH]> = Vec::with_capacity(scores.len());
    let mut best = [0.0; WIDTH];
    for (i, own) in scores.iter().enumerate() {
        let mut next = [f32::NEG_INFINITY; WIDTH];
        let mut from = [0; WIDTH];
        // No name goes on before the first token.
        let labels = if i == 0 { 1 } else { LABELS };
        for (label, (before, row)) in best.iter().zip(&steps.weights).enumerate().take(labels) {
            for ((next, from), weight) in next.iter_mut().zip(&mut from).zip(row) {
                let score = before + weight;
                let better = score > *next;
                *next = if better { score } else { *next };
                *from = if better { label as u32 } else { *from };
            }
        }
        next.iter_mut().zip(own).for_each(|(next, own)| *next += own);
        best = next;
        back.push(from);
    }
    best.iter_mut().zip(&steps.weights).for_each(|(b, row)| *b += row[0]);
    let mut label = (0..LABELS).max_by(|&a, &b| best[a].total_cmp(&best[b])).unwrap_or(0);
    let mut labels = vec![0; scores.len()];
    for i in (0..scores.len()).rev() {
        labels[i] = label;
        label = back[i][label] as usize;
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
pub fn decode(scores: &[Scores], steps: &Steps) -> Vec<Tagged> {
    let found = names(&viterbi(scores, steps));
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
        let steps = legal_steps(&transitions);
        let lattice = Lattice::new(&scores, &steps);
        assert!((f64::from(lattice.share(0..2, 0)) - share / all).abs() < 1e-5);
        assert_eq!(viterbi(&scores, &steps), best.1);
    }

    #[test]
    fn no_name_goes_on_where_none_began() {
        let mut scores = scores(40);
        scores.iter_mut().for_each(|s| s[4] += 3.0);
        let labels = viterbi(&scores, &legal_steps(&[[0.0; LABELS]; LABELS]));
        assert!(may_follow(None, labels[0]) && labels.windows(2).all(|w| may_follow(Some(w[0]), w[1])));
    }
}
