//! Sizes and compression. In: bytes; out: the same in brotli, remembered on disk by content.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::io::Write;
use std::path::PathBuf;

use anyhow::Result;
use brotli::CompressorWriter;

use crate::paths;

/// The best that static hosts use.
const QUALITY: u32 = 11;
/// log2 of the window; the largest that browsers accept.
const WINDOW: u32 = 24;

/// The bytes in brotli. Compressing takes seconds for a megabyte, so the answer is kept.
pub(crate) fn compress(bytes: &[u8]) -> Result<Vec<u8>> {
    let folder = folder();
    let file = folder.join(format!("{}.br", fingerprint(bytes)));
    if let Ok(known) = fs::read(&file) {
        return Ok(known);
    }
    let mut writer = CompressorWriter::new(Vec::new(), 1 << 16, QUALITY, WINDOW);
    writer.write_all(bytes)?;
    let packed = writer.into_inner();
    fs::create_dir_all(&folder)?;
    // Written whole under another name first: two servers may want the same file.
    let partial = file.with_extension(format!("{}.part", std::process::id()));
    fs::write(&partial, &packed)?;
    fs::rename(&partial, &file)?;
    Ok(packed)
}

/// Forgets everything compressed so far, so that the folder does not grow with every build.
pub(crate) fn forget() {
    // Nothing to forget is fine.
    let _ = fs::remove_dir_all(folder());
}

/// A name for these bytes, the same from run to run.
pub(crate) fn fingerprint(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    format!("{:016x}{:x}", hasher.finish(), bytes.len())
}

/// "1 234 567" reads badly; "1.23 MB" does not.
pub(crate) fn size(bytes: usize) -> String {
    #[expect(clippy::cast_precision_loss, reason = "shown with three digits")]
    let kilobytes = bytes as f64 / 1000.0;
    if kilobytes < 1000.0 { format!("{kilobytes:.1} kB") } else { format!("{:.2} MB", kilobytes / 1000.0) }
}

fn folder() -> PathBuf {
    paths::cache().join("brotli")
}
