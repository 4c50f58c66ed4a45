//! Trains the tagger of names: annotated articles in, `tagger.bin` out.
//!
//! One conditional random field over the stretches of a text that may hold names. What an article says of a word elsewhere
//! is among its features, told from first guesses; so that these are no better in training than in use, a model trained
//! without an article guesses at it. Corpora mark different things: every weight is a shared one plus the corpus's own,
//! and a mixture of the first corpus's own and our articles' own is shipped.

use std::ops::Range;
use std::path::Path;
use std::thread;

use article_highlighter::entity::decode::{Lattice, Scores, legal_steps};
use article_highlighter::entity::heard::{Heard, Seen, tell};
use article_highlighter::entity::model::{LABELS, Model, pack};
use article_highlighter::entity::templates::LEXICAL;

use crate::articles;
use crate::corpus::{CORPORA, DEVS, Document, fingerprint};
use crate::ftrl::{Mean, Pace, Row, Weights};
use crate::names_score::score;
use crate::random::Random;
use crate::table::Table;

/// The number of our own articles among the corpora.
const OWN: usize = CORPORA.len();
/// How much of what all but words say is our articles' own, instead of the first corpus's.
const OWN_SHARE: f32 = 0.2;
/// Rounds over all articles.
const ROUNDS: usize = 4;
/// So many models are trained, and their mean is shipped.
const RUNS: u64 = 4;
/// Rounds of the models that guess at what they have not seen.
const GUESSING_ROUNDS: usize = 3;
/// How many parts those leave out in turn.
const FOLDS: usize = 4;
/// A feature must occur this often.
const SEEN: usize = 3;
/// The same of what the article says elsewhere.
const HEARD: usize = 5;
const PACE: Pace = Pace { rate: 0.06, l1: 2.5, l2: 4.0 };
/// Transitions are few and known well.
const STEP_PACE: Pace = Pace { rate: 0.06, l1: 0.0, l2: 0.1 };
/// The share of tokens whose features without words must do in a round.
const DROPOUT: f32 = 0.3;
/// The share of stretches that hear nothing of the rest in a round.
const DEAF: f32 = 0.2;
/// In the last two rounds the mean takes in the weights so often.
const MEANS: usize = 6;
/// What one step of a packed weight is worth.
const STEP: f32 = 1.0 / 24.0;

/// The features of a token as rows of the weights.
struct Token {
    plain: Vec<u32>,
    /// Those that hold words.
    lexical: Vec<u32>,
    /// What the article says elsewhere.
    heard: Vec<u32>,
}

/// A stretch.
struct Example {
    corpus: usize,
    article: usize,
    tokens: Vec<Token>,
    seen: Vec<Seen>,
    /// The labels that each token may have, a bit each.
    allowed: Vec<u16>,
}

impl Example {
    /// The features of a token, and the corpora whose weights they have. Our articles mark names as the first corpus does, but are
    /// fuller of them: what words say is learnt together, what all else says apart.
    fn parts<'a>(&self, token: &'a Token) -> [(usize, &'a [u32]); 3] {
        let words = if self.corpus == OWN { 0 } else { self.corpus };
        [(self.corpus, &token.plain), (words, &token.lexical), (self.corpus, &token.heard)]
    }
}

/// Trains on the corpora below `corpora` and writes the model to `to`.
pub fn train(corpora: &Path, to: &Path) -> Result<String, String> {
    let folder = corpora.join("corpora/ner");
    let mut articles = Vec::new();
    for (number, corpus) in CORPORA.iter().enumerate() {
        articles.extend(corpus.read(&folder)?.into_iter().map(|article| (number, article)));
    }
    articles.extend(articles::read()?.into_iter().map(|article| (OWN, article)));
    let mut table = Table::default();
    let stretches = || articles.iter().flat_map(|a| &a.1.stretches);
    table.extend(stretches().flat_map(|s| s.features.iter().flatten().copied()).collect(), SEEN);
    let mut examples = rows(articles, &table);
    let guesses = jackknife(&examples, table.features.len());
    hear(&mut examples, &guesses, &mut table);

    let all: Vec<usize> = (0..examples.len()).collect();
    let trained = run_each(&examples, &all, table.features.len());
    let bytes = trained.pack(&table, fingerprint(&folder)?);
    std::fs::write(to, &bytes).map_err(|e| format!("{}: {e}", to.display()))?;
    let model = Model::from_bytes(&bytes).map_err(|e| e.to_string())?;
    let mut said = format!("tagger.bin {} bytes", bytes.len());
    for dev in &DEVS {
        said += &format!("\n{}: {}", dev.path, score(&model, &dev.read(&folder)?));
    }
    Ok(said)
}

fn rows(articles: Vec<(usize, Document)>, table: &Table) -> Vec<Example> {
    let mut examples = Vec::new();
    for (article, (corpus, document)) in articles.into_iter().enumerate() {
        for stretch in document.stretches {
            let token = |own: &Vec<u32>| Token {
                plain: table.rows(own.iter().filter(|f| **f & LEXICAL == 0)),
                lexical: table.rows(own.iter().filter(|f| **f & LEXICAL != 0)),
                heard: Vec::new(),
            };
            let tokens = stretch.features.iter().map(token).collect();
            examples.push(Example { corpus, article, tokens, seen: stretch.seen, allowed: stretch.allowed });
        }
    }
    examples
}

/// First guesses at every stretch, by models that have not seen its article.
fn jackknife(examples: &[Example], features: usize) -> Vec<Vec<Scores>> {
    let guess = |fold: usize| {
        let (left_out, rest): (Vec<usize>, Vec<usize>) =
            (0..examples.len()).partition(|&i| examples[i].article % FOLDS == fold);
        let model = run(examples, rest, features, GUESSING_ROUNDS, false, 0);
        left_out.into_iter().map(|i| (i, model.guess(&examples[i]))).collect::<Vec<_>>()
    };
    let mut guesses = vec![Vec::new(); examples.len()];
    for pair in (0..FOLDS).collect::<Vec<_>>().chunks(2) {
        let guess = &guess;
        let told = thread::scope(|scope| {
            let threads: Vec<_> = pair.iter().map(|&fold| scope.spawn(move || guess(fold))).collect();
            threads.into_iter().flat_map(|t| t.join().expect("training does not panic")).collect::<Vec<_>>()
        });
        told.into_iter().for_each(|(i, guess)| guesses[i] = guess);
    }
    guesses
}

/// Adds what each article says of its words to the features.
fn hear(examples: &mut [Example], guesses: &[Vec<Scores>], table: &mut Table) {
    let mut told: Vec<Vec<Vec<u32>>> = Vec::with_capacity(examples.len());
    for article in by_article(examples) {
        let mut heard = Heard::default();
        article.clone().for_each(|i| heard.add(&examples[i].seen, &guesses[i]));
        for i in article {
            let mut features = vec![Vec::new(); examples[i].tokens.len()];
            tell(&examples[i].seen, &heard.listen(&examples[i].seen, &guesses[i]), |token, told| {
                features[token].extend_from_slice(told)
            });
            told.push(features);
        }
    }
    table.extend(told.iter().flatten().flatten().copied().collect(), HEARD);
    for (example, features) in examples.iter_mut().zip(&told) {
        for (token, features) in example.tokens.iter_mut().zip(features) {
            token.heard = table.rows(features);
        }
    }
}

fn by_article(examples: &[Example]) -> Vec<Range<usize>> {
    let mut start = 0;
    let articles = examples.chunk_by(|a, b| a.article == b.article).map(|same| {
        start += same.len();
        start - same.len()..start
    });
    articles.collect()
}

/// Weights: the shared ones first, then each corpus's own.
struct Trained<W> {
    emissions: Vec<W>,
    steps: Vec<W>,
}

/// Rows of weights, as they are learnt or as their mean.
trait Rows {
    fn rows(&self) -> &[Row];
}

impl Rows for Weights {
    fn rows(&self) -> &[Row] {
        &self.rows
    }
}

impl Rows for Vec<Row> {
    fn rows(&self) -> &[Row] {
        self
    }
}

impl<W: Rows> Trained<W> {
    fn scores(&self, parts: &[(usize, &[u32])]) -> Scores {
        let mut scores = [0.0; LABELS];
        for (corpus, rows) in parts {
            for copy in [&self.emissions[0], &self.emissions[1 + corpus]] {
                for &row in *rows {
                    scores.iter_mut().zip(&copy.rows()[row as usize]).for_each(|(score, weight)| *score += weight);
                }
            }
        }
        scores
    }

    fn transitions(&self, corpus: usize) -> [Scores; LABELS] {
        let [shared, own] = [&self.steps[0], &self.steps[1 + corpus]];
        std::array::from_fn(|next| std::array::from_fn(|l| shared.rows()[next][l] + own.rows()[next][l]))
    }

    /// The probability of each label of each token, by what stands in the block alone.
    fn guess(&self, example: &Example) -> Vec<Scores> {
        let scores = example.tokens.iter().map(|t| self.scores(&example.parts(t)[..2]));
        let steps = legal_steps(&self.transitions(example.corpus));
        let lattice = Lattice::new(&scores.collect::<Vec<_>>(), &steps);
        (0..example.tokens.len()).map(|i| lattice.marginals(i)).collect()
    }

    /// Packs the shared weights with a mixture of the first corpus's own and our articles' own.
    fn pack(&self, table: &Table, hash: u64) -> Vec<u8> {
        let mix = |first: &Row, ours: &Row, share: f32| -> Row {
            std::array::from_fn(|l| (1.0 - share) * first[l] + share * ours[l])
        };
        let weights = |(row, &feature): (usize, &u32)| {
            let [shared, first, ours] = [0, 1, 1 + OWN].map(|copy: usize| &self.emissions[copy].rows()[row]);
            let share = if feature & LEXICAL == 0 { OWN_SHARE } else { 0.0 };
            let own = mix(first, ours, share);
            (feature, std::array::from_fn(|l| shared[l] + own[l]))
        };
        let mut rows: Vec<(u32, Scores)> = table.features.iter().enumerate().map(weights).collect();
        let steps = std::array::from_fn(|next| {
            let [shared, first, ours] = [0, 1, 1 + OWN].map(|copy: usize| &self.steps[copy].rows()[next]);
            let own = mix(first, ours, OWN_SHARE);
            std::array::from_fn(|l| shared[l] + own[l])
        });
        pack(&mut rows, &steps, STEP, hash)
    }
}

/// The mean of models that met the examples in other orders.
fn run_each(examples: &[Example], all: &[usize], features: usize) -> Trained<Vec<Row>> {
    let mut trained = thread::scope(|scope| {
        let run = |seed| scope.spawn(move || run(examples, all.to_vec(), features, ROUNDS, true, seed));
        let threads: Vec<_> = (0..RUNS).map(run).collect();
        threads.into_iter().map(|t| t.join().expect("training does not panic")).collect::<Vec<_>>().into_iter()
    });
    let mut mean = trained.next().expect("there is a run");
    for other in trained {
        let add = |sums: &mut Vec<Vec<Row>>, rows: Vec<Vec<Row>>| {
            let (sums, rows) = (sums.iter_mut().flatten().flatten(), rows.iter().flatten().flatten());
            sums.zip(rows).for_each(|(sum, weight)| *sum += weight);
        };
        add(&mut mean.emissions, other.emissions);
        add(&mut mean.steps, other.steps);
    }
    let all = mean.emissions.iter_mut().chain(&mut mean.steps).flatten().flatten();
    all.for_each(|sum| *sum /= RUNS as f32);
    mean
}

/// Trains on the examples numbered in `part`; where they are `hearing`, with what articles say elsewhere.
fn run(
    examples: &[Example],
    mut part: Vec<usize>,
    features: usize,
    rounds: usize,
    hearing: bool,
    seed: u64,
) -> Trained<Vec<Row>> {
    let copies = 2 + OWN;
    let weights = |rows| (0..copies).map(|_| Weights::new(rows)).collect();
    let mut learner = Learner {
        model: Trained { emissions: weights(features), steps: weights(LABELS) },
        random: Random(0x5eed_0003 + seed),
        hearing,
    };
    let means = || (0..copies).map(|_| Mean::default()).collect();
    let (mut emissions, mut steps): (Vec<Mean>, Vec<Mean>) = (means(), means());
    let every = part.len() / MEANS + 1;
    for round in 0..rounds {
        learner.random.shuffle(&mut part);
        for (k, &i) in part.iter().enumerate() {
            learner.learn(&examples[i]);
            if round + 2 >= rounds && k % every == every - 1 {
                emissions.iter_mut().zip(&learner.model.emissions).for_each(|(mean, now)| mean.add(now));
                steps.iter_mut().zip(&learner.model.steps).for_each(|(mean, now)| mean.add(now));
            }
        }
    }
    let rows = |means: Vec<Mean>| means.into_iter().map(Mean::rows).collect();
    Trained { emissions: rows(emissions), steps: rows(steps) }
}

struct Learner {
    model: Trained<Weights>,
    random: Random,
    hearing: bool,
}

impl Learner {
    /// One step towards the labels that the stretch may have.
    fn learn(&mut self, example: &Example) {
        let deaf = !self.hearing || self.random.share() < DEAF;
        let used: Vec<[(usize, &[u32]); 3]> = example
            .tokens
            .iter()
            .map(|token| {
                let mut parts = example.parts(token);
                if self.random.share() < DROPOUT {
                    parts[1].1 = &[];
                }
                if deaf {
                    parts[2].1 = &[];
                }
                parts
            })
            .collect();
        let scores: Vec<Scores> = used.iter().map(|parts| self.model.scores(parts)).collect();
        let steps = legal_steps(&self.model.transitions(example.corpus));
        let allowed = |(scores, allowed): (&Scores, &u16)| {
            std::array::from_fn(|l| if allowed >> l & 1 == 1 { scores[l] } else { -1e4 })
        };
        let meant: Vec<Scores> = scores.iter().zip(&example.allowed).map(allowed).collect();
        let (all, meant) = (Lattice::new(&scores, &steps), Lattice::new(&meant, &steps));

        let mut pairs = [[0.0_f32; LABELS]; LABELS];
        for (i, parts) in used.iter().enumerate() {
            let meant_here = meant.marginals(i);
            let mut gradient = all.marginals(i);
            gradient.iter_mut().zip(meant_here).for_each(|(g, m)| *g -= m);
            if gradient.iter().any(|g| !g.is_finite()) {
                return;
            }
            for (next, row) in pairs.iter_mut().enumerate() {
                for (label, sum) in row.iter_mut().enumerate() {
                    *sum += if i > 0 { all.pair(i, label, next) - meant.pair(i, label, next) } else { 0.0 };
                    *sum += if i == 0 && label == 0 { gradient[next] } else { 0.0 };
                    *sum += if i + 1 == used.len() && next == 0 { gradient[label] } else { 0.0 };
                }
            }
            if gradient.iter().all(|g| g.abs() < 0.002) {
                continue;
            }
            for (corpus, rows) in parts {
                for copy in [0, 1 + corpus] {
                    for &row in *rows {
                        self.model.emissions[copy].update(row as usize, &gradient, PACE);
                    }
                }
            }
        }
        for copy in [0, 1 + example.corpus] {
            for (next, row) in pairs.iter().enumerate() {
                self.model.steps[copy].update(next, row, STEP_PACE);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;
    use std::path::Path;

    use article_highlighter::entity::model::Model;

    /// The corpora lie beside the repository where models are trained, and nowhere else.
    #[test]
    fn the_tagger_knows_the_features_as_they_are() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folder = here.join("../../shared/corpora/ner");
        if !folder.exists() {
            // Written past the test runner, which would keep it to itself.
            let _ = writeln!(std::io::stderr(), "SKIPPED: the tagger's features: {} is not there", folder.display());
            return;
        }
        let bytes = std::fs::read(here.join("../data/model/tagger.bin")).unwrap();
        let fresh = super::fingerprint(&folder).unwrap() == Model::from_bytes(&bytes).unwrap().fingerprint;
        assert!(fresh, "tagger.bin is stale: run `cargo run --release -p training -- train names --corpora ...`");
    }
}
