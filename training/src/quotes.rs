//! Trains the judgement of quotations: annotated articles in, `quotes.bin` out.
//!
//! A log-linear model over what each word that may be a cue may attribute (`src/quote/propose.rs`), nothing included, trained by
//! FTRL-proximal in an order that a seed decides. Weights lie in a table of 2^18 by the hash of their feature; most end as nothing.

use std::path::Path;

use article_highlighter::quote::weights::{BITS, HEADER, pack};

use crate::quote_corpus::{self, Corpus, Example};
use crate::random::Random;

/// How it is trained; chosen on the development part.
struct Settings {
    /// How often it is trained anew, in other orders.
    runs: usize,
    /// Rounds over the corpus.
    rounds: usize,
    /// Learning rate.
    rate: f32,
    /// L1 and L2 penalties.
    penalties: [f32; 2],
    /// How often a feature is left out.
    dropout: f32,
    /// What one step of a packed weight is worth.
    step: f32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { runs: 8, rounds: 12, rate: 0.08, penalties: [1.0, 2.0], dropout: 0.1, step: 1.0 / 48.0 }
    }
}

/// Weights with what FTRL remembers of each.
struct Weights {
    w: Vec<f32>,
    z: Vec<f32>,
    n: Vec<f32>,
}

const MASK: u32 = (1 << BITS) - 1;

impl Weights {
    fn update(&mut self, feature: u32, g: f32, settings: &Settings) {
        let f = (feature & MASK) as usize;
        let (w, z, n) = (&mut self.w[f], &mut self.z[f], &mut self.n[f]);
        let root = (*n + g * g).sqrt();
        *z += g - (root - n.sqrt()) / settings.rate * *w;
        *n += g * g;
        let [l1, l2] = settings.penalties;
        let over = z.abs() - l1;
        *w = if over <= 0.0 { 0.0 } else { -over.copysign(*z) / ((0.3 + root) / settings.rate + l2) };
    }
}

/// Trains on the training parts of PolNeAR and GUM in `corpora` and on our own articles, and writes `to`; says what it does. What is `without` is left out, to be
/// scored by a model that has not seen it: every fifth article of GUM from a number on, or our own articles of one kind.
pub fn train(corpora: &Path, to: &Path, without: Option<&str>) -> Result<String, String> {
    let settings = Settings::default();
    let folder = corpora.join("corpora/quotes");
    let (mut train, mut dev) = (Corpus::default(), Corpus::default());
    train.read(&folder.join("polnear/train.jsonl"), None)?;
    let fold = without.and_then(|without| without.parse().ok());
    train.read(&folder.join("gum-news/train.jsonl"), fold)?;
    train.read_own(without.filter(|_| fold.is_none()))?;
    dev.read(&folder.join("polnear/dev.jsonl"), None)?;
    let sizes = [&train.contents, &train.sources, &train.pronouns].map(Vec::len);
    eprintln!("{} candidates, {} sources, {} pronouns, dev: {}", sizes[0], sizes[1], sizes[2], reach(&dev.contents));
    let zeros = || vec![0.0; 1 << BITS];
    let mut order: Vec<&Example> =
        train.contents.iter().chain(&train.sources).chain(&train.pronouns).filter(|e| !e.right.is_empty()).collect();
    // Weights are averaged over the way to them, the first round apart, and over runs in other orders.
    let (mut sum, mut summed) = (zeros(), 0.0);
    let mut random = Random(0x5eed_0004);
    for run in 0..settings.runs {
        let mut weights = Weights { w: zeros(), z: zeros(), n: zeros() };
        let mut loss = 0.0;
        for round in 0..settings.rounds {
            random.shuffle(&mut order);
            loss = 0.0;
            for (n, example) in order.iter().enumerate() {
                loss += learn(example, &mut weights, &settings, random.next() as u32);
                if n % 1000 == 999 && round > 0 {
                    summed += 1.0;
                    sum.iter_mut().zip(&weights.w).for_each(|(sum, w)| *sum += w);
                }
            }
        }
        eprintln!("run {run}: loss {loss:.0}, dev {}", score(&weights.w, &dev));
    }
    let mean: Vec<f32> = sum.iter().map(|w| w / f32::max(summed, 1.0)).collect();
    let model = pack(&mean, settings.step, [train.hash, quote_corpus::fingerprint()]);
    std::fs::write(to, &model).map_err(|e| format!("{}: {e}", to.display()))?;
    let used = model[HEADER..].iter().filter(|&&w| w != 0).count();
    Ok(format!("quotes.bin {} bytes, {used} weights, dev {}", model.len(), score(&mean, &dev)))
}

/// One step on one example; gives its loss.
fn learn(example: &Example, weights: &mut Weights, settings: &Settings, salt: u32) -> f64 {
    let dropped = |f: u32| ((f ^ salt).wrapping_mul(0x9e37_79b1) >> 8) < (settings.dropout * (1 << 24) as f32) as u32;
    let mut gradient = example.ballot.shares(|f| if dropped(f) { 0.0 } else { weights.w[(f & MASK) as usize] });
    let right: f32 = example.right.iter().map(|&p| gradient[p]).sum();
    for &p in &example.right {
        gradient[p] -= gradient[p] / right.max(1e-12);
    }
    let mut groups = vec![0.0; example.ballot.groups().count()];
    for (option, g) in example.ballot.options.iter().zip(&gradient) {
        for &group in option {
            groups[usize::from(group)] += g;
        }
    }
    for (group, g) in example.ballot.groups().zip(&groups) {
        let g = g * example.weight;
        if g.abs() > 0.001 {
            for &feature in group.iter().filter(|&&f| !dropped(f)) {
                weights.update(feature, g, settings);
            }
        }
    }
    -f64::from(right.max(1e-12).ln())
}

/// How many annotated attributions are among the proposals.
fn reach(examples: &[Example]) -> String {
    let gold = examples.iter().filter(|e| e.attributed).count();
    let near = examples.iter().filter(|e| e.overlaps.iter().any(|&o| o >= 0.8)).count();
    format!("{} candidates, {gold} attribute, {near} within reach", examples.len())
}

/// Precision, recall and F1 of contents at several thresholds, and the share of the sources that are right, by rules and by weights.
fn score(w: &[f32], dev: &Corpus) -> String {
    let shares = |example: &Example| example.ballot.shares(|f| w[(f & MASK) as usize]);
    let best = |shares: &[f32]| {
        (0..shares.len()).max_by(|&a, &b| shares[a].total_cmp(&shares[b]).then(b.cmp(&a))).unwrap_or(0)
    };
    let right = |examples: &[Example], answer: &dyn Fn(&Example) -> usize| {
        let right = examples.iter().filter(|e| e.right.contains(&answer(e))).count();
        100.0 * right as f32 / examples.len().max(1) as f32
    };
    let within_reach = |e: &Example| e.right.first().copied().unwrap_or(usize::MAX);
    let sources = format!(
        "sources {:.1} (rules {:.1}, within reach {:.1})  pronouns {:.1} (within reach {:.1})",
        right(&dev.sources, &|e| best(&shares(e))),
        right(&dev.sources, &|e| e.ruled),
        right(&dev.sources, &within_reach),
        right(&dev.pronouns, &|e| best(&shares(e))),
        right(&dev.pronouns, &within_reach)
    );
    let examples = &dev.contents;
    let mut answers: Vec<(f32, bool)> = Vec::new();
    let gold = examples.iter().filter(|e| e.attributed).count();
    for example in examples {
        let shares = shares(example);
        if let Some(best) = (1..shares.len()).max_by(|&a, &b| shares[a].total_cmp(&shares[b])) {
            answers.push((1.0 - shares[0], example.overlaps[best] >= 0.8));
        }
    }
    let contents = [0.3, 0.4, 0.5, 0.6, 0.7]
        .map(|least| {
            let given = answers.iter().filter(|a| a.0 >= least).count();
            let right = answers.iter().filter(|a| a.0 >= least && a.1).count();
            let (p, r) = (100.0 * right as f32 / given.max(1) as f32, 100.0 * right as f32 / gold as f32);
            format!("{least}: {p:.1}/{r:.1}/{:.1}", 2.0 * p * r / (p + r))
        })
        .join("  ");
    format!("{contents}  {sources}")
}

#[cfg(test)]
mod tests {
    use article_highlighter::quote::weights::Weights;

    #[test]
    fn the_packed_weights_were_trained_on_the_features_of_today() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../data/model/quotes.bin");
        let bytes = std::fs::read(path).expect("quotes.bin lies beside");
        let trained_on = Weights::from_bytes(&bytes).expect("a model").features();
        assert_eq!(
            trained_on,
            crate::quote_corpus::fingerprint(),
            "features, lists or names changed: train quotes again"
        );
    }
}
