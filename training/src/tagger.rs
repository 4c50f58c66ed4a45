//! Trains the tagger of names: annotated paragraphs in, `tagger.bin` out.
//!
//! A linear-chain conditional random field, trained by FTRL-proximal (a learning rate for each weight, an L1 penalty that
//! keeps most weights at nothing), paragraph by paragraph in an order that a seed decides. Then only the heaviest weights
//! are kept, the rest is trained once more around them, and all are rounded to steps of a signed byte.

use std::collections::HashMap;
use std::path::Path;

use article_highlighter::entity::decode::{Lattice, Scores, legal_steps, names, viterbi};
use article_highlighter::entity::features::LEXICAL;
use article_highlighter::entity::model::{LABELS, Model, pack};

use crate::corpus::{self, Paragraph};

/// How it is trained; chosen on the development part.
struct Settings {
    /// Rounds over the corpus before the lightest weights are dropped.
    rounds: usize,
    /// Features seen less often are left out.
    seen: u32,
    /// Learning rate.
    rate: f32,
    /// L1 and L2 penalties.
    penalties: [f32; 2],
    /// So many weights are kept.
    kept: usize,
    /// How often a token's lexical features are left out, in a round.
    dropout: f32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { rounds: 4, seen: 3, rate: 0.06, penalties: [2.5, 4.0], kept: 120_000, dropout: 0.3 }
    }
}

type Row = [f32; LABELS + 1];

/// The rows of a token's features, and how many of them hold no word; these come first.
type Rows = (Vec<u32>, usize);

/// The weights of one kind with what FTRL remembers of each.
struct Weights {
    w: Vec<Row>,
    z: Vec<Row>,
    n: Vec<Row>,
}

impl Weights {
    fn new(rows: usize) -> Self {
        let zeros = || vec![[0.0; LABELS + 1]; rows];
        Self { w: zeros(), z: zeros(), n: zeros() }
    }

    fn update(&mut self, row: usize, gradient: &Scores, rate: f32, [l1, l2]: [f32; 2]) {
        let (w, z, n) = (&mut self.w[row], &mut self.z[row], &mut self.n[row]);
        for l in 0..LABELS {
            let g = gradient[l];
            let root = (n[l] + g * g).sqrt();
            z[l] += g - (root - n[l].sqrt()) / rate * w[l];
            n[l] += g * g;
            let over = z[l].abs() - l1;
            w[l] = if over <= 0.0 { 0.0 } else { -over.copysign(z[l]) / ((0.3 + root) / rate + l2) };
        }
    }
}

/// A small generator of numbers, the same on every machine.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11
    }

    fn share(&mut self) -> f32 {
        (self.next() % (1 << 20)) as f32 / (1 << 20) as f32
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            let j = (self.next() % (i as u64 + 1)) as usize;
            items.swap(i, j);
        }
    }
}

/// Trains on worldwide/train of `corpora` and writes `to`; says what it does.
pub fn train(corpora: &Path, to: &Path) -> Result<String, String> {
    let settings = Settings::default();
    let folder = corpora.join("corpora/ner/worldwide");
    let (train, hash) = corpus::read(&folder.join("train.tsv"))?;
    let (dev, _) = corpus::read(&folder.join("dev.tsv"))?;
    let features = count(&train, settings.seen);
    let known: HashMap<u32, u32> = features.iter().enumerate().map(|(row, &f)| (f, row as u32)).collect();
    eprintln!("{} paragraphs, {} features", train.len(), features.len());
    let mut examples: Vec<(Vec<Rows>, Vec<usize>)> = train
        .into_iter()
        .map(|p| {
            let rows = p.features.iter().map(|own| {
                let (lexical, plain): (Vec<u32>, Vec<u32>) = own.iter().partition(|f| **f & LEXICAL != 0);
                let row = |f: &u32| known.get(f).copied();
                let mut rows: Vec<u32> = plain.iter().filter_map(row).collect();
                let first = rows.len();
                rows.extend(lexical.iter().filter_map(row));
                (rows, first)
            });
            (rows.collect(), p.labels)
        })
        .collect();
    let mut random = Random(0x5eed_0003);
    let mut emissions = Weights::new(features.len());
    let mut steps = Weights::new(LABELS);
    let mut kept: Option<Vec<u16>> = None;
    for round in 0..settings.rounds + 1 {
        if round == settings.rounds {
            kept = Some(prune(&mut emissions, settings.kept));
        }
        // Pruned weights are trained without a penalty for being there.
        let penalties = if kept.is_some() { [0.0, settings.penalties[1]] } else { settings.penalties };
        random.shuffle(&mut examples);
        let mut loss = 0.0;
        for (tokens, labels) in &examples {
            loss +=
                learn(tokens, labels, &mut emissions, &mut steps, &settings, penalties, kept.as_deref(), &mut random);
        }
        let weights = emissions.w.iter().flat_map(|row| &row[..LABELS]).filter(|w| **w != 0.0).count();
        let model = packed(&features, &emissions, &steps, hash);
        let score = score(&Model::from_bytes(&model).map_err(|e| e.to_string())?, &dev);
        eprintln!("round {round}: loss {loss:.0}, {weights} weights, {} bytes, dev {score}", model.len());
    }
    let model = packed(&features, &emissions, &steps, hash);
    std::fs::write(to, &model).map_err(|e| format!("{}: {e}", to.display()))?;
    Ok(format!("tagger.bin {} bytes", model.len()))
}

/// The features seen `seen` times or more, in rising order.
fn count(paragraphs: &[Paragraph], seen: u32) -> Vec<u32> {
    let mut all: Vec<u32> = paragraphs.iter().flat_map(|p| p.features.iter().flatten().copied()).collect();
    all.sort_unstable();
    all.chunk_by(|a, b| a == b).filter(|same| same.len() >= seen as usize && same[0] != 0).map(|same| same[0]).collect()
}

fn transitions(steps: &Weights) -> [Scores; LABELS] {
    std::array::from_fn(|next| std::array::from_fn(|label| steps.w[next][label]))
}

/// One step on one paragraph; gives its loss.
#[allow(clippy::too_many_arguments, reason = "the state of training is passed openly")]
fn learn(
    tokens: &[Rows],
    labels: &[usize],
    emissions: &mut Weights,
    steps: &mut Weights,
    settings: &Settings,
    penalties: [f32; 2],
    kept: Option<&[u16]>,
    random: &mut Random,
) -> f64 {
    let used: Vec<&[u32]> = tokens
        .iter()
        .map(|(rows, first)| if random.share() < settings.dropout { &rows[..*first] } else { &rows[..] })
        .collect();
    let mut scores = vec![[0.0; LABELS]; used.len()];
    for (own, rows) in scores.iter_mut().zip(&used) {
        for &row in *rows {
            for (score, weight) in own.iter_mut().zip(&emissions.w[row as usize]) {
                *score += weight;
            }
        }
    }
    let moves = transitions(steps);
    let lattice = Lattice::new(&scores, &legal_steps(&moves));
    let mut own = 0.0;
    let mut pairs = [[0.0_f32; LABELS]; LABELS];
    for (i, rows) in used.iter().enumerate() {
        own += f64::from(scores[i][labels[i]]);
        if i > 0 {
            own += f64::from(moves[labels[i]][labels[i - 1]]);
            pairs[labels[i]][labels[i - 1]] -= 1.0;
            for (next, row) in pairs.iter_mut().enumerate() {
                for (label, sum) in row.iter_mut().enumerate() {
                    *sum += lattice.pair(i, label, next);
                }
            }
        }
        let mut gradient = lattice.marginals(i);
        gradient[labels[i]] -= 1.0;
        if gradient.iter().all(|g| g.abs() < 0.002) {
            continue;
        }
        for &row in *rows {
            let row = row as usize;
            let Some(kept) = kept else {
                emissions.update(row, &gradient, settings.rate, penalties);
                continue;
            };
            if kept[row] != 0 {
                let masked = std::array::from_fn(|l| if kept[row] >> l & 1 == 1 { gradient[l] } else { 0.0 });
                emissions.update(row, &masked, settings.rate, penalties);
            }
        }
    }
    for (next, row) in pairs.iter().enumerate() {
        steps.update(next, row, settings.rate, [0.0, 0.1]);
    }
    lattice.log_sum - own
}

/// Sets all weights but the `kept` heaviest to nothing; gives for each row the labels that remain.
fn prune(weights: &mut Weights, kept: usize) -> Vec<u16> {
    let mut sizes: Vec<f32> =
        weights.w.iter().flat_map(|row| &row[..LABELS]).map(|w| w.abs()).filter(|w| *w > 0.0).collect();
    sizes.sort_unstable_by(|a, b| b.total_cmp(a));
    let least = sizes.get(kept).copied().unwrap_or(0.0);
    (0..weights.w.len())
        .map(|row| {
            let mut labels = 0;
            for l in 0..LABELS {
                if weights.w[row][l].abs() > least {
                    labels |= 1 << l;
                } else {
                    weights.w[row][l] = 0.0;
                    weights.z[row][l] = 0.0;
                }
            }
            labels
        })
        .collect()
}

fn packed(features: &[u32], emissions: &Weights, steps: &Weights, hash: u64) -> Vec<u8> {
    let mut rows: Vec<(u32, Scores)> = features
        .iter()
        .zip(&emissions.w)
        .filter(|(_, row)| row[..LABELS].iter().any(|w| *w != 0.0))
        .map(|(&feature, row)| (feature, std::array::from_fn(|l| row[l])))
        .collect();
    pack(&mut rows, &transitions(steps), 1.0 / 24.0, hash)
}

/// Strict precision, recall and F1 on the product's own tokens, and of bounds alone.
fn score(model: &Model, paragraphs: &[Paragraph]) -> String {
    let (mut right, mut bounds, mut found, mut gold) = (0, 0, 0, 0);
    for p in paragraphs {
        let mut scores = vec![[0.0; LABELS]; p.features.len()];
        for (own, features) in scores.iter_mut().zip(&p.features) {
            features.iter().for_each(|&f| model.add(f, own));
        }
        let (said, meant) = (names(&viterbi(&scores, &model.transitions)), names(&p.labels));
        right += said.iter().filter(|n| meant.contains(n)).count();
        bounds += said.iter().filter(|n| meant.iter().any(|m| m.0 == n.0)).count();
        found += said.len();
        gold += meant.len();
    }
    let f1 = |right: usize| 200.0 * right as f64 / (found + gold) as f64;
    format!("names F1 {:.2}, bounds {:.2} (P {:.2})", f1(right), f1(bounds), 100.0 * right as f64 / found as f64)
}
