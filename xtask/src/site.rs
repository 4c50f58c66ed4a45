//! What the server answers. In: a request's path and headers; out: a response made of a file and the right headers.

use std::fs;
use std::path::{Path, PathBuf};

use hyper::header::{
    ACCEPT_ENCODING, ALLOW, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HeaderMap,
    HeaderValue, IF_NONE_MATCH, LOCATION, REFERRER_POLICY, VARY, X_CONTENT_TYPE_OPTIONS,
};
use hyper::{Method, Request, Response, StatusCode};

use crate::brotli;

/// Nothing but the page's own files, no inline script or style, and WebAssembly.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; \
    connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Extension, media type, and whether brotli makes it smaller.
const TYPES: [(&str, &str, bool); 13] = [
    ("html", "text/html; charset=utf-8", true),
    ("css", "text/css; charset=utf-8", true),
    ("js", "text/javascript; charset=utf-8", true),
    ("mjs", "text/javascript; charset=utf-8", true),
    ("ts", "text/plain; charset=utf-8", true),
    ("json", "application/json", true),
    ("webmanifest", "application/manifest+json", true),
    ("txt", "text/plain; charset=utf-8", true),
    ("svg", "image/svg+xml", true),
    ("wasm", "application/wasm", true),
    ("png", "image/png", false),
    ("woff2", "font/woff2", false),
    ("ico", "image/x-icon", false),
];

/// Folders of files, each under a path that starts and ends with a slash.
pub(crate) struct Site {
    mounts: Vec<(&'static str, PathBuf)>,
}

impl Site {
    /// A site of these folders; a longer path must stand before a shorter one that starts it.
    pub(crate) fn new(mounts: Vec<(&'static str, PathBuf)>) -> Self {
        Self { mounts }
    }

    /// Answers one request. The body of an answer to HEAD is left to the caller to drop.
    pub(crate) fn answer<B>(&self, request: &Request<B>) -> Response<Vec<u8>> {
        if request.method() != Method::GET && request.method() != Method::HEAD {
            return with(plain(StatusCode::METHOD_NOT_ALLOWED), ALLOW, "GET, HEAD");
        }
        let path = request.uri().path();
        let Some(mut file) = self.locate(path) else { return plain(StatusCode::NOT_FOUND) };
        if file.is_dir() {
            if !path.ends_with('/') {
                return with(plain(StatusCode::PERMANENT_REDIRECT), LOCATION, &format!("{path}/"));
            }
            file.push("index.html");
        }
        match fs::read(&file) {
            Ok(bytes) => respond(&file, bytes, request.headers()),
            Err(_) => plain(StatusCode::NOT_FOUND),
        }
    }

    /// The file or folder for a path; none where the path tries to leave the folder.
    fn locate(&self, path: &str) -> Option<PathBuf> {
        let path = percent_decoded(path)?;
        let (prefix, folder) = self.mounts.iter().find(|(prefix, _)| path.starts_with(prefix))?;
        let mut file = folder.clone();
        for part in path[prefix.len()..].split('/').filter(|part| !part.is_empty()) {
            if part.starts_with('.') || part.contains(['\\', ':', '\0']) {
                return None;
            }
            file.push(part);
        }
        Some(file)
    }
}

/// Whether a file of this name is worth compressing.
pub(crate) fn compressible(file: &Path) -> bool {
    media_type(file).1
}

fn media_type(file: &Path) -> (&'static str, bool) {
    let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let known = TYPES.iter().find(|(known, ..)| *known == extension);
    known.map_or(("application/octet-stream", false), |&(_, media, small)| (media, small))
}

/// Every answer is checked again by its ETag, so an edited file is seen at the next reload and nothing is sent twice.
fn respond(file: &Path, bytes: Vec<u8>, headers: &HeaderMap) -> Response<Vec<u8>> {
    let (media, compressible) = media_type(file);
    let packed = if compressible && accepts_brotli(headers) { brotli::compress(&bytes).ok() } else { None };
    let encoding = if packed.is_some() { "-br" } else { "" };
    let etag = format!("\"{}{encoding}\"", brotli::fingerprint(&bytes));
    let known = headers.get(IF_NONE_MATCH).and_then(|tags| tags.to_str().ok());
    let unchanged = known.is_some_and(|tags| tags.split(',').any(|tag| tag.trim() == etag));

    let mut response = Response::new(Vec::new());
    let out = response.headers_mut();
    out.insert(ETAG, HeaderValue::from_str(&etag).expect("letters and digits"));
    out.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    out.insert(VARY, HeaderValue::from_static("accept-encoding"));
    out.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    if unchanged {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    out.insert(CONTENT_TYPE, HeaderValue::from_static(media));
    out.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    out.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    if packed.is_some() {
        out.insert(CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    *response.body_mut() = packed.unwrap_or(bytes);
    response
}

fn accepts_brotli(headers: &HeaderMap) -> bool {
    let offered = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    offered.split(',').any(|coding| coding.split(';').next().is_some_and(|name| name.trim() == "br"))
}

fn plain(status: StatusCode) -> Response<Vec<u8>> {
    let mut response = Response::new(format!("{status}\n").into_bytes());
    *response.status_mut() = status;
    with(response, CONTENT_TYPE, "text/plain; charset=utf-8")
}

fn with(mut response: Response<Vec<u8>>, name: hyper::header::HeaderName, value: &str) -> Response<Vec<u8>> {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
    response
}

fn percent_decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [rest.next()?, rest.next()?];
        bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(method: &str, path: &str, headers: &[(&str, &str)]) -> Response<Vec<u8>> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let site = Site::new(vec![("/deep/path/", root.join("src")), ("/", root.to_path_buf())]);
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        site.answer(&request.body(()).unwrap())
    }

    #[test]
    fn serves_files_of_the_longest_mount() {
        let this = include_bytes!("site.rs");
        assert_eq!(ask("GET", "/deep/path/site.rs", &[]).body(), this);
        assert_eq!(ask("GET", "/src/site.rs", &[]).body(), this);
        assert_eq!(ask("GET", "/src/site%2Ers?x=1", &[]).body(), this);
        assert_eq!(ask("GET", "/src", &[]).headers()[LOCATION], "/src/");
        assert_eq!(ask("GET", "/src/nothing.rs", &[]).status(), StatusCode::NOT_FOUND);
    }

    #[test]
    fn never_leaves_its_folder() {
        for path in ["/../README.md", "/%2e%2e/Cargo.toml", "/src/../../Cargo.toml", "/..%2fCargo.toml", "/%ff", "/%2"]
        {
            assert_eq!(ask("GET", path, &[]).status(), StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(ask("POST", "/Cargo.toml", &[]).status(), StatusCode::METHOD_NOT_ALLOWED);
    }

    #[test]
    fn answers_a_known_etag_without_a_body() {
        let first = ask("GET", "/Cargo.toml", &[]);
        let etag = first.headers()[ETAG].to_str().unwrap();
        let second = ask("GET", "/Cargo.toml", &[("if-none-match", etag)]);
        assert_eq!(second.status(), StatusCode::NOT_MODIFIED);
        assert!(second.body().is_empty());
        assert!(
            first.headers()[CONTENT_SECURITY_POLICY].to_str().unwrap().starts_with("default-src 'none'; script-src")
        );
    }

    #[test]
    fn compresses_where_the_browser_accepts_it() {
        let html = b"<p>one</p>".repeat(50);
        let headers = HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static("gzip, br;q=1.0"))]);
        let packed = respond(Path::new("a.html"), html.clone(), &headers);
        assert_eq!(packed.headers()[CONTENT_ENCODING], "br");
        assert_eq!(packed.headers()[CONTENT_TYPE], "text/html; charset=utf-8");
        let mut unpacked = Vec::new();
        ::brotli::BrotliDecompress(&mut packed.body().as_slice(), &mut unpacked).unwrap();
        assert_eq!(unpacked, html);
        let as_it_is = respond(Path::new("a.png"), html.clone(), &headers);
        assert_eq!((as_it_is.headers().get(CONTENT_ENCODING), as_it_is.body()), (None, &html));
    }
}
