//! `bench`. In: nothing; out: tables of the time that an analysis takes, native and as wasm in Node.

use anyhow::Result;

use crate::command::{cargo, program, run};
use crate::{paths, wasm};

/// Measures both; each table is made in one run, so that its ratios hold on any machine.
pub(crate) fn all() -> Result<()> {
    run(cargo("bench").args(["--package", "article-highlighter", "--bench", "analyze"]))?;
    wasm::build(false)?;
    run(program("node").arg("benches/wasm.mjs").arg(paths::target().join("tmp/bench")))
}
