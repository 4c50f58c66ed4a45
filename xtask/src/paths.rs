//! Where things lie in the project. Nothing in; absolute paths out.

use std::path::{Path, PathBuf};

/// The root of the repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the root")
}

/// The page's sources, served as they are.
pub(crate) fn www() -> PathBuf {
    root().join("www")
}

/// The built browser package, inside the page.
pub(crate) fn pkg() -> PathBuf {
    www().join("pkg")
}

/// The page as a static host serves it.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// Cargo's output.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// What xtask remembers from run to run; safe to delete.
pub(crate) fn cache() -> PathBuf {
    target().join("xtask")
}
