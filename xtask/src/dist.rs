//! `build`. In: `www/` with its package; out: `dist/`, which any static host can serve under any path.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::{brotli, paths, site, wasm};

/// Builds `dist/` and prints what lies in it.
pub(crate) fn run() -> Result<()> {
    build(false)?;
    println!("dist/ is ready for any static host, under any path:");
    print_sizes(&paths::dist(), &files(&paths::dist())?)
}

/// Builds `dist/` afresh.
pub(crate) fn build(quiet: bool) -> Result<()> {
    wasm::build(quiet)?;
    let dist = paths::dist();
    if dist.exists() {
        fs::remove_dir_all(&dist)?;
    }
    for file in page_files()? {
        let copy = dist.join(&file);
        fs::create_dir_all(copy.parent().context("a file lies in a folder")?)?;
        fs::copy(paths::www().join(&file), copy)?;
    }
    Ok(())
}

/// The files of `www/` that are for readers; the others are for npm and for compilers.
pub(crate) fn page_files() -> Result<Vec<PathBuf>> {
    let mut found = files(&paths::www())?;
    found
        .retain(|file| file != Path::new("package.json") && file.extension().is_none_or(|extension| extension != "ts"));
    Ok(found)
}

/// Prints every file of the folder with its size as it is and in brotli, and the sums.
pub(crate) fn print_sizes(folder: &Path, files: &[PathBuf]) -> Result<()> {
    let (mut raw, mut packed) = (0, 0);
    for file in files {
        let (as_it_is, small) = weigh(&folder.join(file))?;
        print_row(&file.display().to_string(), as_it_is, small);
        raw += as_it_is;
        packed += small;
    }
    print_row("all", raw, packed);
    Ok(())
}

/// The size of a file as it is, and as it is sent.
pub(crate) fn weigh(file: &Path) -> Result<(usize, usize)> {
    let bytes = fs::read(file)?;
    let sent = if site::compressible(file) { brotli::compress(&bytes)?.len() } else { bytes.len() };
    Ok((bytes.len(), sent))
}

fn print_row(name: &str, raw: usize, packed: usize) {
    println!("  {name:<40} {:>9}   brotli {:>9}", brotli::size(raw), brotli::size(packed));
}

/// The files under a folder, relative to it, in order; names that start with a dot are left out.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut waiting = vec![PathBuf::new()];
    while let Some(inner) = waiting.pop() {
        let entries = fs::read_dir(folder.join(&inner)).with_context(|| folder.join(&inner).display().to_string())?;
        for entry in entries {
            let entry = entry?;
            let path = inner.join(entry.file_name());
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            if entry.file_type()?.is_dir() { waiting.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}
