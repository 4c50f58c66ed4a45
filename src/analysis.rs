//! The pipeline. Block passes read one block by itself and are cached; document passes see every block and run each time.

use std::rc::Rc;

use crate::entity::calendar::Day;
use crate::entity::{self, Block, BlockEntities, Forms, Mention};
use crate::link;
use crate::quote;
use crate::text::{Document, Sentence, Span, Token, blocks, language, sentences, tokens};
use crate::view::{self, Analysis, Options};

/// What one block yields by itself, in offsets local to it.
pub struct BlockLayers {
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
    entities: BlockEntities,
    quotes: quote::Memory,
}

/// The block passes. What forms of words are is a matter of the words alone: to know it from other blocks saves time and changes nothing.
pub fn read_block(block: &str, forms: &mut Forms) -> BlockLayers {
    let tokens = tokens::tokenize(block);
    let sentences = sentences::split(block, &tokens);
    let entities = entity::read_block(block, &tokens, &sentences, forms);
    BlockLayers { tokens, sentences, entities, quotes: quote::Memory::default() }
}

/// The document passes, from every block's layers to the analysis.
pub fn read_document(text: &str, spans: &[Span], layers: &[Rc<BlockLayers>], options: &Options) -> Analysis {
    let document = assemble(text, spans, layers);
    let language = language::detect(&document);
    let mentions = find_mentions(&document, spans, layers);
    let day = options.date.as_deref().and_then(Day::parse);
    let links = link::link_names(&document, &mentions, day);
    let memories: Vec<&quote::Memory> = layers.iter().map(|block| &block.quotes).collect();
    let quotes = quote::find_quotes(&document, &mentions, &links, &memories);
    view::to_utf16(&document, language, &mentions, links, &quotes)
}

/// Reads what quotations are found in, with nothing remembered: for training.
pub fn below_quotes<T>(text: &str, read: impl FnOnce(&Document, &[Mention], &link::Links) -> T) -> T {
    let spans = blocks::split(text);
    let mut forms = Forms::default();
    let layers: Vec<Rc<BlockLayers>> =
        spans.iter().map(|span| Rc::new(read_block(span.of(text), &mut forms))).collect();
    let document = assemble(text, &spans, &layers);
    let mentions = find_mentions(&document, &spans, &layers);
    let links = link::link_names(&document, &mentions, None);
    read(&document, &mentions, &links)
}

fn find_mentions(document: &Document, spans: &[Span], layers: &[Rc<BlockLayers>]) -> Vec<Mention> {
    let zipped = spans.iter().zip(layers);
    let blocks: Vec<Block> =
        zipped.map(|(&span, l)| Block { span, tokens: &l.tokens, entities: &l.entities }).collect();
    let mentions = entity::choose(document, entity::find_candidates(document.text, &blocks));
    let mentions = entity::drop_common(document, mentions);
    let mentions = entity::tell_types(document, mentions);
    let mentions = entity::tell_aliases(document, mentions);
    let mentions = entity::trim_names(document, mentions);
    let mentions = entity::trim_offices(document, mentions);
    let mentions = entity::find_told_bodies(document, mentions);
    let mentions = entity::mend_mistaken(document, mentions);
    let mentions = entity::tell_rows(document, mentions);
    let mentions = entity::find_towns(document, mentions);
    let mentions = entity::find_state_codes(document, mentions);
    entity::find_teams(document, mentions)
}

fn assemble<'t>(text: &'t str, spans: &[Span], layers: &[Rc<BlockLayers>]) -> Document<'t> {
    let outlines: Vec<_> = spans
        .iter()
        .zip(layers)
        .map(|(span, block)| blocks::Outline {
            text: span.of(text),
            tokens: &block.tokens,
            sentences: block.sentences.len(),
        })
        .collect();
    let mut document = Document::new(text);
    for ((span, block), kind) in spans.iter().zip(layers).zip(blocks::kinds(&outlines)) {
        document.push_block(*span, kind, &block.tokens, &block.sentences);
    }
    document
}
