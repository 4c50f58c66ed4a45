//! `package`. In: `www/` with its package; out: `target/npm/`, ready for `npm publish`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::command::{output, program};
use crate::{dist, paths, wasm};

/// Folders of `www/` that are the package; the rest is the page.
const FOLDERS: [&str; 3] = ["pkg", "engine", "element"];
/// Tells tools what elements the package has.
const ELEMENTS: &str = "custom-elements.json";
/// Files of the root that belong beside them.
const PAPERS: [&str; 4] = ["README.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE"];

/// Builds the folder and says what lies in it.
pub(crate) fn run() -> Result<()> {
    build(false)?;
    println!("target/npm is ready for npm publish:");
    dist::print_sizes(&folder(), &dist::files(&folder())?)?;
    println!("{}", check()?);
    Ok(())
}

/// Builds the folder afresh.
pub(crate) fn build(quiet: bool) -> Result<()> {
    wasm::build(quiet)?;
    let folder = folder();
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    for part in FOLDERS {
        for file in dist::files(&paths::www().join(part))? {
            copy(&paths::www(), &Path::new(part).join(file), &folder)?;
        }
    }
    copy(&paths::www(), Path::new(ELEMENTS), &folder)?;
    for paper in PAPERS {
        copy(paths::root(), Path::new(paper), &folder)?;
    }
    let manifest = fs::read_to_string(paths::www().join("package.json"))?;
    fs::write(folder.join("package.json"), with_version(&manifest)?)?;
    Ok(())
}

/// Has npm list what it would publish; every file that `exports` names must be there.
pub(crate) fn check() -> Result<String> {
    let listed =
        output(program("npm").args(["pack", "--dry-run", "--json", "--loglevel=error"]).current_dir(folder()))?;
    let start = listed.find('[').context("npm pack printed no list")?;
    let pack: Value = serde_json::from_str(&listed[start..]).context("npm pack printed no JSON")?;
    let packed: Vec<&str> =
        pack[0]["files"].as_array().into_iter().flatten().filter_map(|file| file["path"].as_str()).collect();
    let manifest: Value = serde_json::from_str(&fs::read_to_string(folder().join("package.json"))?)?;
    let mut named = Vec::new();
    collect_paths(&manifest["exports"], &mut named);
    collect_paths(&manifest["customElements"], &mut named);
    let missing: Vec<&str> = named.iter().copied().filter(|path| !packed.contains(path)).collect();
    if named.is_empty() || !missing.is_empty() {
        bail!("the package lacks files that its exports name: {}", missing.join(" "));
    }
    Ok(format!("{} files, every export among them", packed.len()))
}

/// The version is Cargo's; the manifest in the sources has none that could go stale.
fn with_version(manifest: &str) -> Result<String> {
    let place = "\"type\": \"module\",";
    if !manifest.contains(place) {
        bail!("www/package.json lacks {place}");
    }
    let version = env!("CARGO_PKG_VERSION");
    Ok(manifest.replacen(place, &format!("\"version\": \"{version}\",\n  {place}"), 1))
}

/// The files that an `exports` value names, relative to the package.
fn collect_paths<'a>(exports: &'a Value, into: &mut Vec<&'a str>) {
    match exports {
        Value::String(path) => into.extend(path.strip_prefix("./")),
        Value::Object(conditions) => conditions.values().for_each(|value| collect_paths(value, into)),
        _ => {}
    }
}

fn copy(from: &Path, file: &Path, to: &Path) -> Result<()> {
    let copy = to.join(file);
    fs::create_dir_all(copy.parent().context("a file lies in a folder")?)?;
    fs::copy(from.join(file), &copy).with_context(|| from.join(file).display().to_string())?;
    Ok(())
}

fn folder() -> PathBuf {
    paths::target().join("npm")
}
