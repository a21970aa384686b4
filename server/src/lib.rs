//! A static file server for this machine only. `cargo xtask serve` shows dist with it and the
//! end-to-end tests drive browsers against it, so both meet the headers that a strict host sends.
//!
//! Path checks, media types, ranges and the refusal of anything but GET and HEAD are
//! `tower_http::services::ServeDir`'s; this crate adds the headers, the log and the recorder.

mod pages;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use tokio::sync::oneshot;

/// The policy the page has to run under. Nothing in it allows inline script or style.
pub const STRICT_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
     style-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; \
     img-src 'self'; base-uri 'self'; form-action 'none'";

/// `Cache-Control` of what is asked about at each visit and answered by a few bytes when nothing has changed.
pub const ASKED: &str = "no-cache";

/// `Cache-Control` of a release, which never changes.
pub const FOR_GOOD: &str = "public, max-age=31536000, immutable";

/// The address under which [`Options::recorder`] is served.
pub const RECORDER_PATH: &str = "/__recorder.js";

/// What to serve, and how.
#[derive(Debug, Clone)]
pub struct Options {
    /// Folders by the path prefix they appear under; the longest matching prefix wins. `/` is the root.
    pub folders: Vec<(String, PathBuf)>,
    /// The Content-Security-Policy of every answer; none when a test is about a page without one.
    pub policy: Option<String>,
    /// Policies of parts of the site, by the beginning of their paths, in place of [`Self::policy`].
    pub policies: Vec<(String, String)>,
    /// A script that becomes the first in every HTML page.
    pub recorder: Option<String>,
    /// Further headers for every answer.
    pub headers: Vec<(String, String)>,
    /// `Cache-Control` of parts of the site, by the beginning of their paths; `no-store` elsewhere.
    pub caching: Vec<(String, String)>,
    /// `page.html` is sent on to `page`, and `index.html` to its folder, as some hosts do.
    pub without_endings: bool,
    /// How long an answer waits, by the end of its path: a slow network, for tests.
    pub delays: Vec<(String, Duration)>,
}

impl Options {
    /// One folder at `/` under [`STRICT_POLICY`].
    #[must_use]
    pub fn strict(root: PathBuf) -> Self {
        Self {
            folders: vec![("/".to_owned(), root)],
            policy: Some(STRICT_POLICY.to_owned()),
            policies: Vec::new(),
            recorder: None,
            headers: Vec::new(),
            caching: Vec::new(),
            without_endings: false,
            delays: Vec::new(),
        }
    }
}

/// Which port to listen on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Port {
    /// Exactly this one; an error when it is taken.
    Exactly(u16),
    /// This one or the next free one of the following hundred.
    From(u16),
    /// Any free one.
    Any,
}

/// One request that was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// `GET`, `HEAD`, or what was refused.
    pub method: String,
    /// The path with its query.
    pub path: String,
    /// The status of the answer.
    pub status: u16,
    /// Bytes of its content as they went out, compressed where a compressed file lies beside the asked one.
    pub bytes: u64,
}

type Log = Arc<Mutex<Vec<Hit>>>;

/// A running server. Dropping it closes the port and every open connection.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    log: Log,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts serving on 127.0.0.1.
    ///
    /// # Errors
    /// When the port is taken, or a thread or socket cannot be had.
    pub fn start(options: Options, port: Port) -> Result<Self> {
        let listener = bind(port)?;
        let address = listener.local_addr()?;
        listener.set_nonblocking(true)?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .context("could not start the server's event loop")?;
        let log = Log::default();
        let service = pages::service(options, log.clone())?;
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::Builder::new()
            .name("server".to_owned())
            .spawn(move || {
                runtime.block_on(async move {
                    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else {
                        return;
                    };
                    tokio::select! {
                        _ = axum::serve(listener, service) => {}
                        _ = stopped => {}
                    }
                });
                // Not graceful: a test that takes the network away wants open connections closed too.
                runtime.shutdown_background();
            })?;
        Ok(Self {
            address,
            log,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// `http://127.0.0.1:PORT/`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// The port it listens on.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Every request answered so far, oldest first.
    #[must_use]
    pub fn hits(&self) -> Vec<Hit> {
        self.log
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Forgets the requests answered so far.
    pub fn forget_hits(&self) {
        self.log
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }

    /// Serves until the process ends.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }

    fn close(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }

    /// Closes the port and every open connection.
    pub fn stop(mut self) {
        self.close();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.close();
    }
}

fn bind(port: Port) -> Result<std::net::TcpListener> {
    let listen = |port| std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    match port {
        Port::Any => listen(0).context("no free port on 127.0.0.1"),
        Port::Exactly(port) => listen(port).with_context(|| {
            format!("port {port} on 127.0.0.1 cannot be used, so nothing is served; choose another with --port, or leave --port out to take the next free one")
        }),
        Port::From(first) => (first..first.saturating_add(100))
            .find_map(|port| listen(port).ok())
            .ok_or_else(|| anyhow!("no port from {first} to {} is free on 127.0.0.1, so nothing is served; name one with --port", first.saturating_add(99))),
    }
}
