//! Marks the entities and the quotations of an English news article and says who said what.
//!
//! [`analyze`] reads any string and answers with an [`Analysis`]: blocks, sentences, mentions of
//! entities, the entities themselves, and quotations with their speakers. It does no I/O, cannot
//! fail, and takes time and memory linear in the text. Every offset in an [`Analysis`] counts
//! UTF-16 code units of the input, as JavaScript strings do; the same data crosses the WebAssembly
//! boundary unchanged. For an editor that calls again at every keystroke keep one [`Analyzer`]: it
//! remembers the paragraphs it has seen and gives the same answer as a fresh run.
//!
//! ```
//! let analysis = article_highlighter::analyze("“We will rebuild,” said Mayor Ana Lopez in Geneva on Friday.");
//! let quote = &analysis.quotes[0];
//! let speaker = quote.speaker.as_ref().and_then(|s| s.entity).unwrap();
//! assert_eq!(analysis.entities[speaker].name, "Ana Lopez");
//! ```

#[doc(hidden)]
pub mod analysis;
#[doc(hidden)]
pub mod entity;
mod incremental;
mod lexicon;
#[doc(hidden)]
pub mod link;
#[doc(hidden)]
pub mod quote;
#[doc(hidden)]
pub mod text;
mod view;
#[cfg(target_arch = "wasm32")]
mod wasm;

pub use incremental::Analyzer;
pub use view::{
    Analysis, Block, BlockKind, Entity, EntityType, Language, Mention, Options, Quote, QuoteKind, Span, Speaker,
    SpeakerKind,
};

/// Analyses one article from scratch; see [`Analyzer`] for text that is being edited.
#[must_use]
pub fn analyze(text: &str) -> Analysis {
    Analyzer::new().analyze(text)
}

/// The same with what the caller knows of the article: the day of writing, which its dates are told from.
///
/// ```
/// use article_highlighter::{Options, analyze_with};
/// let options = Options { date: Some("2016-09-09".to_owned()) };
/// let analysis = analyze_with("The bridge fell last Friday.", &options);
/// assert_eq!(analysis.entities[0].value.as_deref(), Some("2016-09-02"));
/// ```
#[must_use]
pub fn analyze_with(text: &str, options: &Options) -> Analysis {
    Analyzer::new().analyze_with(text, options)
}
