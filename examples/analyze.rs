//! Analyses files and prints one line of JSON for each: the Analysis with an `id`.
