//! What a learned judgement weighs: options, each with the groups of features that speak for it.
//!
//! A feature is the hash of a template's number and of what it sees. An option scores the sum of what the features of its groups are worth,
//! and the scores make shares of one (a log-linear model).

/// The group without features.
pub const NOTHING: u16 = 0;

/// Options and what speaks for each.
#[derive(Clone, Debug)]
pub struct Ballot {
    /// The groups of each option.
    pub options: Vec<[u16; 3]>,
    features: Vec<u32>,
    ends: Vec<u32>,
}

impl Ballot {
    /// One option, that none of the others is right, with nothing that speaks for it.
    pub fn new(features: usize) -> Self {
        Self { options: vec![[NOTHING; 3]], features: Vec::with_capacity(features), ends: vec![0] }
    }

    /// The groups of features.
    pub fn groups(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.ends.len()).map(|g| {
            let start = if g == 0 { 0 } else { self.ends[g - 1] as usize };
            &self.features[start..self.ends[g] as usize]
        })
    }

    /// Ends a group of features.
    pub fn close(&mut self) -> u16 {
        self.ends.push(self.features.len() as u32);
        (self.ends.len() - 1) as u16
    }

    /// Adds a feature to the group that is open.
    pub fn put(&mut self, template: u32, sees: [u32; 3]) {
        self.features.push(sees.iter().fold(template.wrapping_mul(0x9e37_79b1), |hash, &x| {
            let hash = (hash ^ x).wrapping_mul(0x85eb_ca6b);
            hash ^ hash >> 15
        }));
    }

    /// The shares of the options by what each feature is worth.
    pub fn shares(&self, worth: impl Fn(u32) -> f32) -> Vec<f32> {
        let sums: Vec<f32> = self.groups().map(|group| group.iter().map(|&f| worth(f)).sum()).collect();
        let score = |groups: &[u16; 3]| groups.iter().map(|&g| sums[usize::from(g)]).sum::<f32>();
        let mut scores: Vec<f32> = self.options.iter().map(score).collect();
        let most = scores.iter().copied().fold(0.0_f32, f32::max);
        let mut sum = 0.0;
        for score in &mut scores {
            *score = (*score - most).exp();
            sum += *score;
        }
        scores.iter_mut().for_each(|score| *score /= sum);
        scores
    }
}
