//! What the tests need from npm. In: `tests/package-lock.json`; out: `tests/node_modules/` that agrees with it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::command::{output, program};
use crate::{brotli, paths};

/// The oldest Node that the tests are written for.
const NODE: u32 = 20;

/// Runs `npm ci` where the lock file changed since the last time, or nothing is installed.
pub(crate) fn install() -> Result<String> {
    let version = node_version()?;
    let folder = folder();
    let lock = brotli::fingerprint(&fs::read(folder.join("package-lock.json"))?);
    let stamp = folder.join("node_modules/.installed");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(format!("unchanged, Node {version}"));
    }
    output(program("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder))?;
    fs::write(stamp, lock)?;
    Ok(format!("npm ci, Node {version}"))
}

/// Runs the test files with Node's own test runner; answers with what it counted.
pub(crate) fn run_tests(folder: &Path, variables: &[(&str, String)]) -> Result<String> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".test.mjs") {
            files.push(path);
        }
    }
    if files.is_empty() {
        bail!("{} holds no *.test.mjs", folder.display());
    }
    files.sort();
    let mut node = program("node");
    // The limit holds for a whole file, too; a busy machine takes minutes for one.
    node.args(["--test", "--test-concurrency=1", "--test-timeout=600000", "--test-reporter=spec"]);
    node.args(files).envs(variables.iter().map(|(name, value)| (name, value)));
    match output(&mut node) {
        Ok(printed) => count(&printed),
        Err(error) => bail!(failures(&error.to_string()).to_owned()),
    }
}

/// The end of the report, where the failing tests stand with their reasons; all of it where there is no such end.
fn failures(printed: &str) -> &str {
    printed.find("✖ failing tests:").map_or(printed, |start| &printed[start..])
}

/// The numbers at the end of the report. No tests at all is a failure.
fn count(printed: &str) -> Result<String> {
    let number = |name: &str| {
        let line = printed.lines().rev().find_map(|line| line.strip_prefix("ℹ ")?.strip_prefix(name));
        line.and_then(|rest| rest.trim().parse::<usize>().ok())
    };
    match (number("tests "), number("pass "), number("skipped "), number("todo ")) {
        (Some(tests), Some(passed), skipped, todo) if tests > 0 => {
            let left = skipped.unwrap_or(0) + todo.unwrap_or(0);
            Ok(if left == 0 { format!("{passed} tests") } else { format!("{passed} tests, {left} SKIPPED") })
        }
        _ => bail!("Node ran no test\n{printed}"),
    }
}

fn node_version() -> Result<String> {
    let version = output(program("node").arg("--version"))?;
    let version = version.trim().trim_start_matches('v').to_owned();
    let major = version.split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < NODE) {
        bail!("Node {NODE} or newer is needed, this is {version}");
    }
    Ok(version)
}

fn folder() -> PathBuf {
    paths::root().join("tests")
}

#[cfg(test)]
mod tests {
    use super::{count, failures};

    #[test]
    fn shows_failing_tests_alone() {
        assert_eq!(failures("✔ a\n✖ b\n\n✖ failing tests:\n\n✖ b\n"), "✖ failing tests:\n\n✖ b\n");
        assert_eq!(failures("node: bad option"), "node: bad option");
    }

    #[test]
    fn counts_and_shows_what_was_skipped() {
        let report = "✔ a (1ms)\nℹ tests 3\nℹ suites 0\nℹ pass 2\nℹ fail 0\nℹ skipped 1\nℹ todo 0\n";
        assert_eq!(count(report).unwrap(), "2 tests, 1 SKIPPED");
        assert_eq!(count(&report.replace("skipped 1", "skipped 0")).unwrap(), "2 tests");
        assert!(count("ℹ tests 0\nℹ pass 0\n").is_err());
        assert!(count("").is_err());
    }
}
