//! The browser's door: strings in, plain JavaScript objects out. Holds no opinion about language.

use serde::Serialize;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"import type { Analysis } from "./analysis.js";
export type * from "./analysis.js";"#;

/// Analyses text that is being edited; unchanged paragraphs are not analysed again.
#[wasm_bindgen]
#[derive(Default)]
pub struct Analyzer(crate::Analyzer);

#[wasm_bindgen]
impl Analyzer {
    /// An analyzer with an empty cache.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        console_error_panic_hook::set_once();
        Self::default()
    }

    /// Analyses the whole text; offsets are UTF-16 code units of it.
    #[wasm_bindgen(unchecked_return_type = "Analysis")]
    pub fn analyze(&mut self, text: &str) -> Result<JsValue, JsValue> {
        let analysis = self.0.analyze(text);
        Ok(analysis.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
    }
}
