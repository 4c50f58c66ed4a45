//! The project's own commands. In: a verb and its options; out: a built, served, tested or packaged project.
//!
//! One file for each verb; `paths`, `command`, `brotli` and `wasm` are what the verbs share.

mod bench;
mod brotli;
mod browsers;
mod command;
mod dist;
mod npm;
mod package;
mod paths;
mod serve;
mod site;
mod test;
mod wasm;

use std::process::ExitCode;

use anyhow::{Result, bail};

const HELP: &str = "\
Usage: cargo xtask <command>

  serve [--port N] [--open]   build the page and serve it on 127.0.0.1 (port 8080, or the next free one)
  build                       build the page into dist/, for any static host, under any path
  test [STEP...]              everything that must hold, or the named steps and what they need:
                              format clippy clippy-wasm rust docs build sizes npm types package node chromium firefox
  bench                       how long an analysis takes, native and as wasm in Node, over growing texts
  package                     make target/npm/, ready for `npm publish`
  help                        print this text

The first run compiles everything and takes minutes; later runs build only what changed.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result<()> {
    match arguments {
        ["serve", options @ ..] => serve::run(options),
        ["build"] => dist::run(),
        ["test", steps @ ..] => test::run(steps),
        ["bench"] => bench::all(),
        ["package"] => package::run(),
        ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        [] => bail!("no command given\n\n{HELP}"),
        [verb @ ("build" | "bench" | "package" | "help"), rest @ ..] => {
            bail!("`{verb}` does not take {}\n\n{HELP}", rest.join(" "))
        }
        [verb, ..] => bail!("there is no command `{verb}`\n\n{HELP}"),
    }
}
