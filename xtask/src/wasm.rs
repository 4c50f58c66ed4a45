//! The browser package. In: the crate's sources; out: `www/pkg/`, wasm, JavaScript glue and types.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::command::{cargo, exists, output, program, run};
use crate::{brotli, paths};

/// The one target that the browser package is built for.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";
/// The wasm file of the package, which the size budget is about.
pub(crate) const WASM: &str = "article_highlighter_bg.wasm";

/// Every file of the package.
pub(crate) const FILES: [&str; 5] =
    ["article_highlighter.js", WASM, "article_highlighter.d.ts", "article_highlighter_bg.wasm.d.ts", "analysis.d.ts"];

/// Brings `www/pkg/` up to date; cargo's progress is shown unless `quiet`.
pub(crate) fn build(quiet: bool) -> Result<()> {
    ensure_target()?;
    let mut command = cargo("build");
    command.args(["--package", "article-highlighter", "--lib", "--profile", "wasm", "--target", TARGET]);
    if quiet { output(&mut command).map(drop) } else { run(&mut command) }?;
    let compiled = paths::target().join(TARGET).join("wasm/article_highlighter.wasm");
    let contract = paths::root().join("src/analysis.d.ts");

    // Files are compared by content, not by time: a checkout changes times, and cargo relinks needlessly.
    let inputs = [fs::read(&compiled).with_context(|| compiled.display().to_string())?, fs::read(&contract)?];
    let wanted = format!("{} {}", env!("CARGO_PKG_VERSION"), inputs.map(|bytes| brotli::fingerprint(&bytes)).join(" "));
    let stamp = paths::cache().join("pkg.stamp");
    let complete = FILES.iter().all(|file| paths::pkg().join(file).is_file());
    if complete && fs::read_to_string(&stamp).is_ok_and(|made| made == wanted) {
        return Ok(());
    }
    brotli::forget();
    make_glue(&compiled, &contract)?;
    fs::create_dir_all(paths::cache())?;
    fs::write(&stamp, wanted)?;
    Ok(())
}

fn make_glue(compiled: &Path, contract: &Path) -> Result<()> {
    let pkg = paths::pkg();
    if pkg.exists() {
        fs::remove_dir_all(&pkg)?;
    }
    let mut bindgen = Bindgen::new();
    bindgen.input_path(compiled).out_name("article_highlighter").typescript(true);
    // The names of functions and tools serve debuggers alone, and are two percent of the download.
    bindgen.remove_name_section(true).remove_producers_section(true);
    bindgen.web(true)?.generate(&pkg).context("wasm-bindgen")?;
    fs::copy(contract, pkg.join("analysis.d.ts"))?;
    Ok(())
}

/// Makes sure that the standard library for the target is there.
pub(crate) fn ensure_target() -> Result<()> {
    let mut ask = program("rustc");
    let library = output(ask.args(["--print", "target-libdir", "--target", TARGET]))?;
    if PathBuf::from(library.trim()).is_dir() {
        return Ok(());
    }
    let add = ["target", "add", TARGET];
    if exists("rustup") {
        eprintln!("Adding the target {TARGET}: rustup {}", add.join(" "));
        return run(program("rustup").args(add));
    }
    bail!("the Rust target {TARGET} is missing; install rustup and run: rustup {}", add.join(" "))
}
