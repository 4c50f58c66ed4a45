//! Trains the tagger of names: annotated articles in, `tagger.bin` out.
use std::collections::HashMap;
use std::path::Path;

use article_highlighter::entity::decode::{Lattice, Scores, legal_steps, names, viterbi};
use article_highlighter::entity::features::LEXICAL;
use article_highlighter::entity::heard::{Heard, Seen};
use article_highlighter::entity::model::{LABELS, Model, pack, begins};

use crate::corpus::{CORPORA, Corpus, Document};

fn knob(name: &str, default: f32) -> f32 {
    std::env::var(name).map_or(default, |v| v.parse().unwrap())
}

#[derive(Clone)]
struct Settings {
    rounds: usize,
    seen: u32,
    rate: f32,
    penalties: [f32; 2],
    kept: usize,
    dropout: f32,
    /// share of articles whose rest is not asked
    deaf: f32,
}

impl Settings {
    fn new() -> Self {
        Self {
            rounds: knob("ROUNDS", 4.0) as usize,
            seen: knob("SEEN", 3.0) as u32,
            rate: knob("RATE", 0.06),
            penalties: [knob("L1", 2.5), knob("L2", 4.0)],
            kept: knob("KEPT", 120_000.0) as usize,
            dropout: knob("DROP", 0.3),
            deaf: knob("DEAF", 0.5),
        }
    }
}

type Row = [f32; LABELS + 1];

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

struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11
    }
    fn share(&mut self) -> f32 {
        (self.next() % (1 << 20)) as f32 / (1 << 20) as f32
    }
    fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            let j = (self.next() % (i as u64 + 1)) as usize;
            items.swap(i, j);
        }
    }
}

/// rows without words, rows with words, rows of what the rest says
#[derive(Clone, Default)]
struct Token {
    plain: Vec<u32>,
    lexical: Vec<u32>,
    heard: Vec<u32>,
}

struct Example {
    corpus: usize,
    doc: usize,
    tokens: Vec<Token>,
    seen: Vec<Seen>,
    allowed: Vec<u16>,
}

struct Trained {
    /// shared, then own of each corpus
    emissions: Vec<Weights>,
    steps: Vec<Weights>,
}

impl Trained {
    fn scores(&self, corpus: usize, rows: &[&[u32]]) -> Scores {
        let mut own = [0.0; LABELS];
        let mut copies = vec![&self.emissions[0]];
        if self.emissions.len() > 1 { copies.push(&self.emissions[1 + corpus]); }
        for copy in copies {
            for part in rows {
                for &row in *part {
                    for (score, weight) in own.iter_mut().zip(&copy.w[row as usize]) {
                        *score += weight;
                    }
                }
            }
        }
        own
    }
    fn transitions(&self, corpus: usize) -> [Scores; LABELS] {
        let own = |n: usize, l: usize| if self.steps.len() > 1 { self.steps[1 + corpus].w[n][l] } else { 0.0 };
        std::array::from_fn(|next| std::array::from_fn(|label| self.steps[0].w[next][label] + own(next, label)))
    }
}

pub fn train(corpora: &Path, to: &Path) -> Result<String, String> {
    let settings = Settings::new();
    let folder = corpora.join("corpora/ner");
    let which = std::env::var("CORPORA").unwrap_or("worldwide".into());
    let mut hash = 0;
    let mut sets = Vec::new();
    for corpus in CORPORA.iter().filter(|c| which.split(',').any(|w| c.path.starts_with(w))) {
        let (docs, h) = corpus.read(&folder)?;
        hash ^= h;
        eprintln!("{}: {} docs, {} stretches", corpus.path, docs.len(), docs.iter().map(|d| d.stretches.len()).sum::<usize>());
        sets.push(docs);
    }
    let dev_corpus = Corpus { path: "worldwide/dev.tsv", labels: CORPORA[0].labels, outside: "-", only: &[] };
    let (dev, _) = dev_corpus.read(&folder)?;
    // features
    let mut all: Vec<u32> = sets.iter().flatten().flat_map(|d| &d.stretches).flat_map(|s| s.features.iter().flatten().copied()).collect();
    all.sort_unstable();
    let features: Vec<u32> = all.chunk_by(|a, b| a == b).filter(|same| same.len() >= settings.seen as usize && same[0] != 0).map(|same| same[0]).collect();
    drop(all);
    let known: HashMap<u32, u32> = features.iter().enumerate().map(|(row, &f)| (f, row as u32)).collect();
    let mut examples: Vec<Example> = Vec::new();
    let mut doc = 0;
    for (corpus, docs) in sets.into_iter().enumerate() {
        for d in docs {
            for s in d.stretches {
                let tokens = s.features.iter().map(|own| {
                    let (lexical, plain): (Vec<u32>, Vec<u32>) = own.iter().partition(|f| **f & LEXICAL != 0);
                    let rows = |f: Vec<u32>| f.iter().filter_map(|f| known.get(f).copied()).collect();
                    Token { plain: rows(plain), lexical: rows(lexical), heard: Vec::new() }
                });
                examples.push(Example { corpus, doc, tokens: tokens.collect(), seen: s.seen, allowed: s.allowed });
            }
            doc += 1;
        }
    }
    eprintln!("{} examples, {} features", examples.len(), features.len());
    let single = std::env::var("SINGLE").is_ok();
    let corpora = examples.iter().map(|e| e.corpus).max().unwrap() + 1;
    let copies = if corpora > 1 && std::env::var("NOCOPY").is_err() { corpora } else { 0 };
    let mut features = features;
    if !single {
        // jackknife
        let folds = 4;
        let mut guesses: Vec<Vec<Scores>> = vec![Vec::new(); examples.len()];
        for fold in 0..folds {
            let part: Vec<usize> = (0..examples.len()).filter(|&i| examples[i].doc % folds != fold).collect();
            let mut s = settings.clone();
            s.rounds = 3;
            s.kept = usize::MAX;
            let model = run(&examples, part, features.len(), copies, &s, true, |_, _| {});
            for i in (0..examples.len()).filter(|&i| examples[i].doc % folds == fold) {
                guesses[i] = guess(&model, &examples[i]);
            }
            eprint!(".");
        }
        // features of the rest
        let mut told: Vec<Vec<Vec<u32>>> = Vec::with_capacity(examples.len());
        for same in by_doc(&examples) {
            let mut heard = Heard::default();
            for i in same.clone() { heard.add(&examples[i].seen, &guesses[i]); }
            for i in same {
                let mut out = vec![Vec::new(); examples[i].tokens.len()];
                heard.tell(&examples[i].seen, &guesses[i], |t, f| out[t].push(f));
                told.push(out);
            }
        }
        let mut all: Vec<u32> = told.iter().flatten().flatten().copied().collect();
        all.sort_unstable();
        let more: Vec<u32> = all.chunk_by(|a, b| a == b).filter(|same| same.len() >= 5 && !known.contains_key(&same[0])).map(|same| same[0]).collect();
        let start = features.len();
        let rows: HashMap<u32, u32> = more.iter().enumerate().map(|(i, &f)| (f, (start + i) as u32)).collect();
        eprintln!("{} features of the rest", more.len());
        features.extend(more);
        for (e, out) in examples.iter_mut().zip(told) {
            for (t, fs) in e.tokens.iter_mut().zip(out) {
                t.heard = fs.iter().filter_map(|f| rows.get(f).copied()).collect();
            }
        }
    }
    let part: Vec<usize> = (0..examples.len()).collect();
    let mut last = Vec::new();
    run(&examples, part, features.len(), copies, &settings, false, |round, model| {
        let bytes = packed(&features, model, hash);
        let m = Model::from_bytes(&bytes).unwrap();
        eprintln!("round {round}: {} bytes, {}", bytes.len(), score(&m, &dev, !single));
        last = bytes;
    });
    std::fs::write(to, &last).map_err(|e| format!("{}: {e}", to.display()))?;
    Ok(format!("tagger.bin {} bytes", last.len()))
}

fn by_doc(examples: &[Example]) -> Vec<std::ops::Range<usize>> {
    let mut out: Vec<std::ops::Range<usize>> = Vec::new();
    for i in 0..examples.len() {
        match out.last_mut().filter(|r| examples[r.start].doc == examples[i].doc) {
            Some(r) => r.end = i + 1,
            None => out.push(i..i + 1),
        }
    }
    out
}

fn guess(model: &Trained, e: &Example) -> Vec<Scores> {
    let scores: Vec<Scores> = e.tokens.iter().map(|t| model.scores(e.corpus, &[&t.plain, &t.lexical])).collect();
    let lattice = Lattice::new(&scores, &legal_steps(&model.transitions(e.corpus)));
    (0..scores.len()).map(|i| lattice.marginals(i)).collect()
}

fn run(examples: &[Example], mut part: Vec<usize>, features: usize, copies: usize, settings: &Settings, first: bool, mut told: impl FnMut(usize, &Trained)) -> Trained {
    let mut random = Random(0x5eed_0003);
    let mut model = Trained {
        emissions: (0..=copies).map(|_| Weights::new(features)).collect(),
        steps: (0..=copies).map(|_| Weights::new(LABELS)).collect(),
    };
    let mut kept: Option<Vec<u16>> = None;
    let last = settings.rounds + usize::from(settings.kept < usize::MAX);
    for round in 0..last {
        if round == settings.rounds {
            // one table from here
            if copies > 0 {
                let own = model.emissions.swap_remove(1);
                let own_steps = model.steps.swap_remove(1);
                model.emissions.truncate(1);
                model.steps.truncate(1);
                for (a, b) in [(&mut model.emissions[0], own), (&mut model.steps[0], own_steps)] {
                    for r in 0..a.w.len() {
                        for l in 0..LABELS {
                            // start FTRL's state so that the weight is the sum
                            a.w[r][l] += b.w[r][l];
                            a.n[r][l] = a.n[r][l].max(b.n[r][l]);
                            let (l1, l2) = (0.0, settings.penalties[1]);
                            a.z[r][l] = -a.w[r][l] * ((0.3 + a.n[r][l].sqrt()) / settings.rate + l2) - l1;
                        }
                    }
                }
                part.retain(|&i| examples[i].corpus == 0);
            }
            kept = Some(prune(&mut model.emissions[0], settings.kept));
        }
        let penalties = if kept.is_some() { [0.0, settings.penalties[1]] } else { settings.penalties };
        random.shuffle(&mut part);
        for &i in &part {
            learn(&examples[i], &mut model, settings, penalties, kept.as_deref(), first, &mut random);
        }
        if round + 1 >= settings.rounds { told(round, &model); }
    }
    model
}

fn learn(e: &Example, model: &mut Trained, settings: &Settings, penalties: [f32; 2], kept: Option<&[u16]>, first: bool, random: &mut Random) {
    let deaf = first || random.share() < settings.deaf;
    let none: &[u32] = &[];
    let used: Vec<[&[u32]; 3]> = e
        .tokens
        .iter()
        .map(|t| [&t.plain[..], if random.share() < settings.dropout { none } else { &t.lexical[..] }, if deaf { none } else { &t.heard[..] }])
        .collect();
    let scores: Vec<Scores> = used.iter().map(|rows| model.scores(e.corpus, rows)).collect();
    let moves = model.transitions(e.corpus);
    let steps = legal_steps(&moves);
    let lattice = Lattice::new(&scores, &steps);
    let exact = e.allowed.iter().all(|a| a.is_power_of_two());
    let bound = (!exact).then(|| {
        let masked: Vec<Scores> = scores.iter().zip(&e.allowed).map(|(s, a)| std::array::from_fn(|l| if a >> l & 1 == 1 { s[l] } else { -1e4 })).collect();
        Lattice::new(&masked, &steps)
    });
    let gold: Vec<usize> = e.allowed.iter().map(|a| a.trailing_zeros() as usize).collect();
    let mut pairs = [[0.0_f32; LABELS]; LABELS];
    let copies: Vec<usize> = if model.emissions.len() > 1 { vec![0, 1 + e.corpus] } else { vec![0] };
    for (i, rows) in used.iter().enumerate() {
        if i > 0 {
            for (next, row) in pairs.iter_mut().enumerate() {
                for (label, sum) in row.iter_mut().enumerate() {
                    *sum += lattice.pair(i, label, next) - bound.as_ref().map_or(0.0, |b| b.pair(i, label, next));
                }
            }
            if exact {
                pairs[gold[i]][gold[i - 1]] -= 1.0;
            }
        }
        let mut gradient = lattice.marginals(i);
        match &bound {
            Some(b) => gradient.iter_mut().zip(b.marginals(i)).for_each(|(g, m)| *g -= m),
            None => gradient[gold[i]] -= 1.0,
        }
        if gradient.iter().any(|g| !g.is_finite()) { return; }
        for l in 0..LABELS {
            if i == 0 { pairs[l][0] += gradient[l]; }
            if i + 1 == used.len() { pairs[0][l] += gradient[l]; }
        }
        if gradient.iter().all(|g| g.abs() < 0.002) {
            continue;
        }
        for &copy in &copies {
            for &row in rows.iter().flat_map(|r| r.iter()) {
                let row = row as usize;
                let Some(kept) = kept else {
                    model.emissions[copy].update(row, &gradient, settings.rate, penalties);
                    continue;
                };
                if kept[row] != 0 {
                    let masked = std::array::from_fn(|l| if kept[row] >> l & 1 == 1 { gradient[l] } else { 0.0 });
                    model.emissions[copy].update(row, &masked, settings.rate, penalties);
                }
            }
        }
    }
    for &copy in &copies {
        for (next, row) in pairs.iter().enumerate() {
            model.steps[copy].update(next, row, settings.rate, [0.0, 0.1]);
        }
    }
}

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

fn packed(features: &[u32], model: &Trained, hash: u64) -> Vec<u8> {
    let own = |row: usize, l: usize| model.emissions.get(1).map_or(0.0, |e| e.w[row][l]);
    let mut rows: Vec<(u32, Scores)> = features
        .iter()
        .enumerate()
        .map(|(row, &f)| (f, std::array::from_fn(|l| model.emissions[0].w[row][l] + own(row, l))))
        .filter(|(_, r)| r.iter().any(|w| *w != 0.0))
        .collect();
    pack(&mut rows, &model.transitions(0), 1.0 / 24.0, hash)
}

fn score(model: &Model, documents: &[Document], heed: bool) -> String {
    let (mut right, mut bounds, mut found, mut gold) = ([0, 0], [0, 0], [0, 0], 0);
    let steps = legal_steps(&model.transitions);
    for d in documents {
        gold += d.beyond;
        let mut heard = Heard::default();
        let all: Vec<(Vec<Scores>, Vec<Scores>)> = d.stretches.iter().map(|s| {
            let mut scores = vec![[0.0; LABELS]; s.features.len()];
            for (own, features) in scores.iter_mut().zip(&s.features) {
                features.iter().for_each(|&f| model.add(f, own));
            }
            let lattice = Lattice::new(&scores, &steps);
            let guess: Vec<Scores> = (0..scores.len()).map(|i| lattice.marginals(i)).collect();
            heard.add(&s.seen, &guess);
            (scores, guess)
        }).collect();
        for (s, (mut scores, guess)) in d.stretches.iter().zip(all) {
            let labels: Vec<usize> = s.allowed.iter().map(|a| a.trailing_zeros() as usize).collect();
            let meant = names(&labels);
            gold += meant.len();
            for stage in 0..2 {
                if stage == 1 {
                    if !heed { continue; }
                    heard.tell(&s.seen, &guess, |t, f| model.add(f, &mut scores[t]));
                }
                let said = names(&viterbi(&scores, &model.transitions));
                right[stage] += said.iter().filter(|n| meant.contains(n)).count();
                bounds[stage] += said.iter().filter(|n| meant.iter().any(|m| m.0 == n.0)).count();
                found[stage] += said.len();
            }
        }
    }
    let _ = begins(0);
    let f1 = |right: usize, found: usize| 200.0 * right as f64 / (found + gold) as f64;
    let one = |s: usize| format!("F1 {:.2}, bounds {:.2} (P {:.2})", f1(right[s], found[s]), f1(bounds[s], found[s]), 100.0 * right[s] as f64 / found[s] as f64);
    format!("{} | heard {} gold {gold} beyond {}", one(0), one(1), documents.iter().map(|d| d.beyond).sum::<usize>())
}
