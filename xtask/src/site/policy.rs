//! The content security policies: the page's own, and what a host page has to allow.

use std::fs;
use std::path::Path;

use aftermile_server::STRICT_POLICY;
use anyhow::{Context, Result, ensure};

/// Pages that carry the policy themselves, for hosts that cannot send headers.
const PAGES: [&str; 3] = ["index.html", "frame.html", "rulebook.html"];

/// Fails when a page's own policy is not the one that the tests run under.
pub fn check(dist: &Path) -> Result<()> {
    for page in PAGES {
        let text = fs::read_to_string(dist.join(page))
            .with_context(|| format!("{page} did not reach dist"))?;
        ensure!(
            text.contains(&meta()),
            "{page} does not carry the policy; its head begins with:\n  {}",
            meta()
        );
    }
    Ok(())
}

/// The policy as a page carries it.
pub fn meta() -> String {
    format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{STRICT_POLICY}\">")
}

/// What an embedding page's own policy has to allow, by mode.
pub fn for_hosts(origin: &str) -> [(&'static str, String); 3] {
    [
        (
            "private frame (the default on another origin)",
            format!("script-src {origin}; frame-src {origin}"),
        ),
        (
            "in the page (mode=\"page\")",
            format!("script-src {origin} 'wasm-unsafe-eval'; connect-src {origin}"),
        ),
        // Browsers start no worker of another origin.
        (
            "in the page, files on its own origin (the default there; the worker reads run files)",
            "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'"
                .to_owned(),
        ),
    ]
}

/// `cargo xtask csp`.
pub fn print(origin: Option<&str>) {
    let origin = origin.unwrap_or("'self'");
    println!("Aftermile's own pages, as a header or as they carry it themselves:\n");
    println!("  Content-Security-Policy: {STRICT_POLICY}\n");
    println!("A page that embeds the widget needs, added to what its own policy allows:\n");
    for (mode, directives) in for_hosts(origin) {
        println!("  {mode}:\n    {directives}\n");
    }
    if origin == "'self'" {
        println!(
            "For files on another origin: cargo xtask csp --origin https://that.origin. No style-src is needed in either mode."
        );
    }
}

#[cfg(test)]
mod tests {
    use super::{PAGES, for_hosts, meta};

    #[test]
    fn the_pages_carry_the_policy() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        // The rulebook is written with it.
        for page in PAGES.into_iter().filter(|page| *page != "rulebook.html") {
            let path = if page == "index.html" {
                root.join(page)
            } else {
                root.join("web").join(page)
            };
            assert!(
                std::fs::read_to_string(path).unwrap().contains(&meta()),
                "{page}: {}",
                meta()
            );
        }
    }

    #[test]
    fn what_hosting_says_is_what_is_printed() {
        let hosting = include_str!("../../../HOSTING.md");
        for (_, directives) in for_hosts("https://aftermile.example") {
            assert!(
                hosting.contains(&directives),
                "HOSTING.md lacks: {directives}"
            );
        }
        assert!(hosting.contains(aftermile_server::STRICT_POLICY));
    }
}
