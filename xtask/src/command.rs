//! Other programs. In: a command; out: its success, or an error that names it.

use std::ffi::OsStr;
use std::io::{ErrorKind, Read};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::paths;

/// A program to be run in the root of the repository.
pub(crate) fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(paths::root());
    command
}

/// The cargo that runs xtask. Dependencies stay as `Cargo.lock` has them.
pub(crate) fn cargo(verb: &str) -> Command {
    let mut command = program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args([verb, "--locked"]);
    command
}

/// Runs a command whose output the user sees as it comes.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| not_started(command))?;
    if !status.success() {
        bail!("{} failed ({status})", shown(command));
    }
    Ok(())
}

/// Runs a command and answers with all that it printed; on failure that output is the error.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let (mut reader, writer) = std::io::pipe()?;
    command.stdin(Stdio::null()).stdout(writer.try_clone()?).stderr(writer);
    let mut child = command.spawn().with_context(|| not_started(command))?;
    // The command holds the writing ends; without this the reader would wait for them for ever.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes)?;
    let status = child.wait()?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    if !status.success() {
        bail!("{} failed ({status})\n{}", shown(command), text.trim_end());
    }
    Ok(text)
}

/// Whether a program of this name can be started.
pub(crate) fn exists(name: &str) -> bool {
    let mut command = Command::new(name);
    let found = command.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    !matches!(found.status(), Err(error) if error.kind() == ErrorKind::NotFound)
}

fn not_started(command: &Command) -> String {
    format!("cannot start {}: is it installed?", shown(command))
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
