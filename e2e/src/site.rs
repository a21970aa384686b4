//! The finished page on a server of this process.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use aftermile_server::{Hit, Options, Port, STRICT_POLICY, Server};
use anyhow::{Result, bail, ensure};

use crate::recorder;

/// What the browser itself asks for, unasked by the page.
const BROWSERS_OWN: &str = "/favicon.ico";

/// How the site is served.
#[derive(Debug, Clone)]
pub struct SiteOptions {
    /// The folder at the root.
    pub root: PathBuf,
    /// Further folders by their path, such as host pages: `("/pages", ..)`.
    pub folders: Vec<(String, PathBuf)>,
    /// The Content-Security-Policy, when there is one.
    pub policy: Option<String>,
    /// Policies of parts of the site, by the beginning of their paths.
    pub policies: Vec<(String, String)>,
    /// Further headers of every answer.
    pub headers: Vec<(String, String)>,
    /// `Cache-Control` of parts of the site, by the beginning of their paths; `no-store` elsewhere.
    pub caching: Vec<(String, String)>,
    /// Whether `page.html` is sent on to `page`, as some hosts do.
    pub without_endings: bool,
    /// How long answers wait, by the end of their path.
    pub delays: Vec<(String, Duration)>,
    /// Whether each page begins with the recorder of errors.
    pub recorder: bool,
}

impl SiteOptions {
    /// dist under the strict policy, recorded.
    ///
    /// # Errors
    /// When there is no finished page.
    pub fn dist() -> Result<Self> {
        let root = std::env::var_os("AFTERMILE_DIST")
            .map_or_else(|| checkout().join("dist"), PathBuf::from);
        if !root.join("index.html").is_file() {
            bail!(
                "{} holds no page, so there is nothing to test; build it with: cargo xtask dist",
                root.display()
            );
        }
        Ok(Self::of(root))
    }

    /// Any folder under the strict policy, recorded.
    #[must_use]
    pub fn of(root: PathBuf) -> Self {
        Self {
            root,
            folders: Vec::new(),
            policy: Some(STRICT_POLICY.to_owned()),
            policies: Vec::new(),
            headers: Vec::new(),
            caching: Vec::new(),
            without_endings: false,
            delays: Vec::new(),
            recorder: true,
        }
    }
}

/// A running site. Dropping it takes it off the network.
#[derive(Debug)]
pub struct Site {
    server: Server,
    options: SiteOptions,
}

impl Site {
    /// Serves on a free port.
    ///
    /// # Errors
    /// When the server cannot be started.
    pub fn start(options: SiteOptions) -> Result<Self> {
        let server = serve(&options, Port::Any)?;
        Ok(Self { server, options })
    }

    /// The address of a path, given relative to the root.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{}", self.server.url(), path.trim_start_matches('/'))
    }

    /// Every request answered so far, oldest first.
    #[must_use]
    pub fn hits(&self) -> Vec<Hit> {
        self.server.hits()
    }

    /// Which files were asked for so far, and how often.
    ///
    /// # Errors
    /// When a request was no plain GET, carried a query, or found no file of the root.
    pub fn asked(&self) -> Result<BTreeMap<String, usize>> {
        let mut asked = BTreeMap::new();
        for hit in self.hits() {
            if hit.path == BROWSERS_OWN {
                continue;
            }
            ensure!(hit.method == "GET", "no GET: {hit:?}");
            ensure!(!hit.path.contains('?'), "with a query: {hit:?}");
            ensure!(hit.status < 400, "refused: {hit:?}");
            let name = hit.path.trim_start_matches('/');
            let file = if name.is_empty() { "index.html" } else { name };
            ensure!(
                self.options.root.join(file).is_file(),
                "{file} is no file of the site"
            );
            *asked.entry(file.to_owned()).or_default() += 1;
        }
        Ok(asked)
    }

    /// The requests that did not find what they asked for.
    #[must_use]
    pub fn misses(&self) -> Vec<Hit> {
        self.hits()
            .into_iter()
            .filter(|hit| hit.status >= 400)
            .collect()
    }

    /// Forgets the requests answered so far.
    pub fn forget_hits(&self) {
        self.server.forget_hits();
    }

    /// Goes off the network: the port is closed, and so is every open connection.
    #[must_use]
    pub fn stop(self) -> Stopped {
        let port = self.server.port();
        self.server.stop();
        Stopped {
            port,
            options: self.options,
        }
    }
}

/// A site that can come back at its old address.
#[derive(Debug)]
pub struct Stopped {
    port: u16,
    options: SiteOptions,
}

impl Stopped {
    /// Serves again at the same address.
    ///
    /// # Errors
    /// When something else has taken the port.
    pub fn resume(self) -> Result<Site> {
        let server = serve(&self.options, Port::Exactly(self.port))?;
        Ok(Site {
            server,
            options: self.options,
        })
    }
}

fn serve(options: &SiteOptions, port: Port) -> Result<Server> {
    let mut folders = vec![("/".to_owned(), options.root.clone())];
    folders.extend(options.folders.iter().cloned());
    let options = Options {
        folders,
        policy: options.policy.clone(),
        recorder: options.recorder.then(|| recorder::SCRIPT.to_owned()),
        policies: options.policies.clone(),
        headers: options.headers.clone(),
        caching: options.caching.clone(),
        without_endings: options.without_endings,
        delays: options.delays.clone(),
    };
    Server::start(options, port)
}

pub(crate) fn checkout() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap_or(Path::new("."))
        .to_owned()
}
