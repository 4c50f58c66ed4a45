//! Re-analysis after an edit: one cache of block layers, keyed by the block's text.
//!
//! The one law: an `Analyzer` that has seen other texts answers exactly as a fresh one.

use std::rc::Rc;

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::analysis::{self, BlockLayers};
use crate::entity::Forms;
use crate::text::blocks;
use crate::view::{Analysis, Options};

/// Analyses text that is being edited, remembering the paragraphs of the text before.
///
/// ```
/// let mut analyzer = article_highlighter::Analyzer::new();
/// let first = analyzer.analyze("Talks opened in Geneva.\n\nNobody spoke.");
/// let edited = analyzer.analyze("Talks opened in Geneva.\n\nNobody spoke at all.");
/// assert_eq!(first.mentions, edited.mentions);
/// ```
#[derive(Default)]
pub struct Analyzer {
    cache: FxHashMap<String, Rc<BlockLayers>>,
}

impl Analyzer {
    /// An analyzer that has seen nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Analyses the whole text. Only blocks that the previous text did not hold are read anew, so
    /// the cache never grows beyond one article.
    pub fn analyze(&mut self, text: &str) -> Analysis {
        self.analyze_with(text, &Options::default())
    }

    /// The same with what the caller knows of the article. Only passes over the whole text ask for it: what is remembered
    /// serves every day of writing.
    pub fn analyze_with(&mut self, text: &str, options: &Options) -> Analysis {
        let spans = blocks::split(text);
        let mut next = FxHashMap::with_capacity_and_hasher(spans.len(), FxBuildHasher);
        let mut forms = Forms::default();
        let layers: Vec<Rc<BlockLayers>> = spans
            .iter()
            .map(|span| {
                let block = span.of(text);
                if let Some(known) = next.get(block) {
                    return Rc::clone(known);
                }
                let (key, layers) = self
                    .cache
                    .remove_entry(block)
                    .unwrap_or_else(|| (block.to_owned(), Rc::new(analysis::read_block(block, &mut forms))));
                next.insert(key, Rc::clone(&layers));
                layers
            })
            .collect();
        self.cache = next;
        analysis::read_document(text, &spans, &layers, options)
    }
}
