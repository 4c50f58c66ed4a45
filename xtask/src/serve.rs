//! `serve`. In: a port, or none; out: the page on 127.0.0.1 until the process is stopped.

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Instant;

use anyhow::{Context, Result, anyhow, bail};
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;

use crate::command::program;
use crate::site::Site;
use crate::{dist, paths, wasm};

/// The first port to try where none is asked for, and how many after it.
const PORT: u16 = 8080;
const PORTS: u16 = 20;

/// Builds the page and serves it until stopped.
pub(crate) fn run(options: &[&str]) -> Result<()> {
    let (port, open) = read_options(options)?;
    let started = Instant::now();
    wasm::build(false)?;
    println!("Built the page in {:.1} s:", started.elapsed().as_secs_f32());
    dist::print_sizes(&paths::www(), &dist::page_files()?)?;

    let listener = match port {
        Some(port) => listen(port).with_context(|| format!("port {port} cannot be used"))?,
        None => (PORT..PORT + PORTS).find_map(|port| listen(port).ok()).context("no free port; give one: --port N")?,
    };
    let (address, server) = start(Site::new(vec![("/", paths::www())]), listener)?;
    println!("\nServing on http://{address}/  (stop with Ctrl-C)");
    if open {
        open_browser(&format!("http://{address}/"));
    }
    server.join().map_err(|_| anyhow!("the server stopped"))
}

/// A socket on this machine alone; port 0 is any free one.
pub(crate) fn listen(port: u16) -> std::io::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
}

/// Serves the site from a thread of its own.
pub(crate) fn start(site: Site, listener: TcpListener) -> Result<(SocketAddr, JoinHandle<()>)> {
    let address = listener.local_addr()?;
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_io().build()?;
    let site = Arc::new(site);
    let server = std::thread::spawn(move || runtime.block_on(accept(listener, site)));
    Ok((address, server))
}

async fn accept(listener: TcpListener, site: Arc<Site>) {
    let listener = tokio::net::TcpListener::from_std(listener).expect("a listening socket, inside the runtime");
    loop {
        // A connection that fails is the browser's affair; the next one may not.
        let Ok((stream, _)) = listener.accept().await else { continue };
        let site = Arc::clone(&site);
        tokio::spawn(async move {
            let answer = service_fn(move |request: Request<Incoming>| {
                let response: Response<Vec<u8>> = site.answer(&request);
                async move { Ok::<_, Infallible>(response.map(|body| Full::new(Bytes::from(body)))) }
            });
            let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), answer).await;
        });
    }
}

fn read_options(options: &[&str]) -> Result<(Option<u16>, bool)> {
    let (mut port, mut open) = (None, false);
    let mut rest = options.iter();
    while let Some(option) = rest.next() {
        match *option {
            "--open" => open = true,
            "--port" => {
                let number = rest.next().context("--port needs a number")?;
                port = Some(number.parse().with_context(|| format!("`{number}` is not a port"))?);
            }
            other => bail!("`serve` takes [--port N] [--open], not `{other}`"),
        }
    }
    Ok((port, open))
}

fn open_browser(address: &str) {
    let opener = if cfg!(target_os = "macos") {
        program("open").arg(address).spawn()
    } else if cfg!(windows) {
        program("cmd").args(["/C", "start", address]).spawn()
    } else {
        program("xdg-open").arg(address).spawn()
    };
    if let Err(error) = opener {
        eprintln!("cannot open a browser ({error}); open {address} yourself");
    }
}
