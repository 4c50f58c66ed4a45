//! FTRL-proximal, a row of weights for each feature: gradients in, sparse weights out (McMahan and others, 2013).

use article_highlighter::entity::decode::Scores;
use article_highlighter::entity::model::LABELS;

/// How fast steps grow smaller from the start.
const CALM: f32 = 0.3;

/// Weights for a label each, padded to a power of two for speed.
pub type Row = [f32; LABELS + 1];

/// How it learns.
#[derive(Clone, Copy)]
pub struct Pace {
    /// Learning rate.
    pub rate: f32,
    /// What keeps weights at nothing.
    pub l1: f32,
    /// What keeps weights small.
    pub l2: f32,
}

/// Weights and what the method remembers of their gradients.
pub struct Weights {
    /// The weights.
    pub rows: Vec<Row>,
    sums: Vec<Row>,
    squares: Vec<Row>,
}

impl Weights {
    /// Nothing is known.
    pub fn new(rows: usize) -> Self {
        let zeros = || vec![[0.0; LABELS + 1]; rows];
        Self { rows: zeros(), sums: zeros(), squares: zeros() }
    }

    /// One step against the gradient.
    pub fn update(&mut self, row: usize, gradient: &Scores, pace: Pace) {
        let (weights, sums, squares) = (&mut self.rows[row], &mut self.sums[row], &mut self.squares[row]);
        for l in 0..LABELS {
            let g = gradient[l];
            let root = (squares[l] + g * g).sqrt();
            sums[l] += g - (root - squares[l].sqrt()) / pace.rate * weights[l];
            squares[l] += g * g;
            let over = sums[l].abs() - pace.l1;
            weights[l] =
                if over <= 0.0 { 0.0 } else { -over.copysign(sums[l]) / ((CALM + root) / pace.rate + pace.l2) };
        }
    }
}

/// The mean of weights at several times: steadier than those of any one time.
#[derive(Default)]
pub struct Mean {
    rows: Vec<Row>,
    times: f32,
}

impl Mean {
    /// Takes in the weights as they are now.
    pub fn add(&mut self, weights: &Weights) {
        self.rows.resize(weights.rows.len(), [0.0; LABELS + 1]);
        for (sum, row) in self.rows.iter_mut().zip(&weights.rows) {
            sum.iter_mut().zip(row).for_each(|(s, w)| *s += w);
        }
        self.times += 1.0;
    }

    /// The mean.
    pub fn rows(mut self) -> Vec<Row> {
        self.rows.iter_mut().flatten().for_each(|w| *w /= self.times);
        self.rows
    }
}
