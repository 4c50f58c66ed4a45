//! The browsers that the tests drive. In: a name; out: the program, installed from Debian's packages if need be.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::command::{output, program};

/// A browser, the programs that are it, and Debian's package of it.
pub(crate) struct Browser {
    pub(crate) name: &'static str,
    programs: &'static [&'static str],
    package: &'static str,
}

/// The page and the element are tested in each of these.
pub(crate) const BROWSERS: [Browser; 2] = [
    Browser {
        name: "chromium",
        programs: &[
            "chromium",
            "chromium-browser",
            "google-chrome-stable",
            "google-chrome",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        ],
        package: "chromium",
    },
    Browser {
        name: "firefox",
        programs: &["firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"],
        package: "firefox-esr",
    },
];

impl Browser {
    /// The program; where it is missing it is installed, or the error says what to install.
    pub(crate) fn ensure(&self) -> Result<PathBuf> {
        if let Some(found) = self.find() {
            return Ok(found);
        }
        if !root_on_debian() {
            bail!("{} is missing: install it (on Debian: apt-get install {})", self.name, self.package);
        }
        let apt = || {
            let mut apt = program("apt-get");
            apt.env("DEBIAN_FRONTEND", "noninteractive").arg("-qq");
            apt
        };
        output(apt().arg("update"))?;
        output(apt().args(["install", "--yes", "--no-install-recommends", self.package]))?;
        self.find().with_context(|| format!("Debian's package {} brought no {}", self.package, self.name))
    }

    fn find(&self) -> Option<PathBuf> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
        // Joining an absolute program to a folder gives the program itself.
        self.programs.iter().find_map(|name| folders.iter().map(|folder| folder.join(name)).find(|file| file.is_file()))
    }
}

/// What the program says of itself: "Chromium 142.0.1", "Mozilla Firefox 140.4".
pub(crate) fn version(browser: &Path) -> Result<String> {
    let printed = output(program(browser).arg("--version"))?;
    // Warnings may stand before it.
    Ok(printed.lines().last().unwrap_or_default().trim().to_owned())
}

fn root_on_debian() -> bool {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let debian = release.lines().any(|line| line == "ID=debian");
    debian && output(program("id").arg("-u")).is_ok_and(|user| user.trim() == "0")
}
