//! The browser's door: strings in, plain JavaScript objects out. Holds no opinion about language.

use serde::Serialize;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"import type { Analysis, Options } from "./analysis.js";
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

    /// Analyses the whole text; offsets are UTF-16 code units of it. `options.date` is the day of writing, as in "2016-09-09".
    #[wasm_bindgen(unchecked_return_type = "Analysis")]
    pub fn analyze(
        &mut self,
        text: &str,
        #[wasm_bindgen(unchecked_optional_param_type = "Options | null")] options: JsValue,
    ) -> Result<JsValue, JsValue> {
        // To ask anything else for a property would make an error with a stack, at every keystroke.
        let date = options.is_object().then(|| js_sys::Reflect::get(&options, &"date".into()).ok()).flatten();
        let date = date.and_then(|date| date.as_string());
        let analysis = self.0.analyze_with(text, &crate::Options { date });
        Ok(analysis.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
    }
}
