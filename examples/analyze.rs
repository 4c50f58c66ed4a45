//! Analyses files and prints one line of JSON for each: the Analysis with an `id`.

use std::io::Write;

fn main() -> std::io::Result<()> {
    for path in std::env::args_os().skip(1) {
        let path = std::path::PathBuf::from(path);
        let text = std::fs::read_to_string(&path)?;
        let mut value = serde_json::to_value(article_highlighter::analyze(&text))?;
        value["id"] = path.file_stem().map_or_else(String::new, |s| s.to_string_lossy().into_owned()).into();
        writeln!(std::io::stdout(), "{value}")?;
    }
    Ok(())
}
