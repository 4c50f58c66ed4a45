//! `test`. In: names of steps, or none for all; out: one line a step, a summary, and whether everything passed.

use std::io::{IsTerminal, Write};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::browsers::{self, BROWSERS};
use crate::command::{cargo, output, program};
use crate::site::Site;
use crate::{brotli, dist, npm, package, paths, serve, wasm};

/// Most that the wasm file may weigh in brotli, in bytes.
const WASM_BUDGET: usize = 1_600_000;
/// Most that the whole of `dist/` may weigh in brotli, in bytes.
const PAGE_BUDGET: usize = 1_750_000;

/// One step: its name, the steps it cannot do without, and what it does. It answers with a detail for its line.
struct Step {
    name: &'static str,
    needs: &'static [&'static str],
    run: fn() -> Result<String>,
}

const fn step(name: &'static str, needs: &'static [&'static str], run: fn() -> Result<String>) -> Step {
    Step { name, needs, run }
}

/// All steps, each after those that it needs.
const STEPS: [Step; 13] = [
    step("format", &[], format),
    step("clippy", &[], clippy_host),
    step("clippy-wasm", &[], clippy_wasm),
    step("rust", &[], rust),
    step("docs", &[], docs),
    step("build", &[], build),
    step("sizes", &["build"], sizes),
    step("npm", &[], npm::install),
    step("types", &["build", "npm"], types),
    step("package", &["build"], package_folder),
    step("node", &["build", "npm", "package"], node),
    step("chromium", &["build", "npm"], || browser("chromium")),
    step("firefox", &["build", "npm"], || browser("firefox")),
];

/// Runs the steps whose names are given and those that they need, or all.
pub(crate) fn run(wanted: &[&str]) -> Result<()> {
    if let Some(unknown) = wanted.iter().find(|name| STEPS.iter().all(|step| step.name != **name)) {
        let names = STEPS.each_ref().map(|step| step.name);
        bail!("there is no step `{unknown}`; the steps are: {}", names.join(" "));
    }
    let asked = |step: &Step| {
        let needed = |name: &&str| STEPS.iter().any(|other| other.name == *name && other.needs.contains(&step.name));
        wanted.is_empty() || wanted.contains(&step.name) || wanted.iter().any(needed)
    };
    let started = Instant::now();
    let (mut passed, mut failed) = (0, Vec::<&str>::new());
    for step in STEPS.iter().filter(|step| asked(step)) {
        if let Some(lost) = step.needs.iter().find(|need| failed.contains(need)) {
            println!("{:<12} FAILED           not run, for `{lost}` failed", step.name);
            failed.push(step.name);
        } else if report(step) {
            passed += 1;
        } else {
            failed.push(step.name);
        }
    }
    let seconds = started.elapsed().as_secs_f32();
    if !failed.is_empty() {
        bail!("{} of {} steps failed in {seconds:.1} s: {}", failed.len(), passed + failed.len(), failed.join(", "));
    }
    let left = STEPS.len() - passed;
    let rest = if left == 0 { String::new() } else { format!(" ({left} not asked for)") };
    println!("\n{passed} steps passed in {seconds:.1} s{rest}");
    Ok(())
}

/// Runs one step and prints its line; below it, where it failed, all that the failing command printed.
fn report(step: &Step) -> bool {
    // On a terminal the name stands there while the step runs.
    if std::io::stdout().is_terminal() {
        print!("{:<12} …\r", step.name);
        let _ = std::io::stdout().flush();
    }
    let started = Instant::now();
    let outcome = (step.run)();
    let seconds = started.elapsed().as_secs_f32();
    match &outcome {
        Ok(detail) => println!("{:<12} ok     {seconds:>6.1} s  {detail}", step.name),
        Err(error) => println!("{:<12} FAILED {seconds:>6.1} s\n{error:#}\n", step.name),
    }
    outcome.is_ok()
}

fn format() -> Result<String> {
    let mut fmt = program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    output(fmt.args(["fmt", "--all", "--check"]))?;
    Ok(String::new())
}

fn clippy_host() -> Result<String> {
    output(cargo("clippy").args(["--workspace", "--all-targets", "--", "--deny", "warnings"]))?;
    Ok("warnings denied".to_owned())
}

fn clippy_wasm() -> Result<String> {
    wasm::ensure_target()?;
    let mut clippy = cargo("clippy");
    clippy.args(["--package", "article-highlighter", "--lib", "--target", wasm::TARGET]);
    output(clippy.args(["--", "--deny", "warnings"]))?;
    Ok("warnings denied".to_owned())
}

/// Unit, integration and documentation tests of every crate. A test that lacks what it compares with writes a line
/// with `SKIPPED: `, which is shown.
fn rust() -> Result<String> {
    let printed = output(cargo("test").args(["--workspace", "--no-fail-fast"]))?;
    let mut sums = [0; 2];
    for line in printed.lines().filter_map(|line| line.strip_prefix("test result: ok. ")) {
        for (sum, what) in sums.iter_mut().zip([" passed", " ignored"]) {
            let count = line.split("; ").find_map(|part| part.strip_suffix(what)?.parse::<usize>().ok());
            *sum += count.context("a test result without counts")?;
        }
    }
    let [passed, ignored] = sums;
    let mut detail = format!("{passed} tests");
    if ignored > 0 {
        detail += &format!(", {ignored} IGNORED");
    }
    for skipped in printed.lines().filter_map(|line| line.find("SKIPPED: ").map(|start| &line[start..])) {
        detail += &format!("\n             {skipped}");
    }
    Ok(detail)
}

fn docs() -> Result<String> {
    let mut doc = cargo("doc");
    doc.args(["--package", "article-highlighter", "--no-deps"]).env("RUSTDOCFLAGS", "--deny warnings");
    output(&mut doc)?;
    Ok("warnings denied".to_owned())
}

fn build() -> Result<String> {
    dist::build(true)?;
    Ok("www/pkg, dist".to_owned())
}

fn sizes() -> Result<String> {
    let (_, wasm) = dist::weigh(&paths::pkg().join(wasm::WASM))?;
    let mut page = 0;
    for file in dist::files(&paths::dist())? {
        page += dist::weigh(&paths::dist().join(file))?.1;
    }
    let shown = |bytes, budget| format!("{} of {}", brotli::size(bytes), brotli::size(budget));
    let detail = format!("brotli: wasm {}, page {}", shown(wasm, WASM_BUDGET), shown(page, PAGE_BUDGET));
    if wasm > WASM_BUDGET || page > PAGE_BUDGET {
        bail!("too large: {detail}");
    }
    Ok(detail)
}

fn package_folder() -> Result<String> {
    package::build(true)?;
    package::check()
}

fn types() -> Result<String> {
    output(program("node").args(["tests/node_modules/typescript/bin/tsc", "--project", "tests/types"]))?;
    Ok("the generated types agree with analysis.d.ts".to_owned())
}

fn node() -> Result<String> {
    npm::run_tests(&paths::root().join("tests/node"), &[])
}

/// The page from the server's root, and `dist/` under a path of some depth.
fn browser(name: &str) -> Result<String> {
    let browser = BROWSERS.iter().find(|browser| browser.name == name).context("a known browser")?;
    let program = browser.ensure()?;
    let version = browsers::version(&program)?;
    let site = Site::new(vec![("/some/where/", paths::dist()), ("/", paths::www())]);
    let (address, _) = serve::start(site, serve::listen(0)?)?;
    let variables = [
        ("AH_URL", format!("http://{address}/")),
        ("AH_DIST_URL", format!("http://{address}/some/where/")),
        ("BROWSER", name.to_owned()),
        ("BROWSER_PATH", program.display().to_string()),
    ];
    let counted = npm::run_tests(&paths::root().join("tests/browser"), &variables)?;
    Ok(format!("{counted}, {version}"))
}
