//! Ready-made files for hosts: Netlify and Cloudflare Pages read `_headers`; for nginx and Caddy
//! there are files to include.

use std::fs;
use std::path::Path;

use aftermile_server::{ASKED, FOR_GOOD, STRICT_POLICY};
use anyhow::Result;

use super::release;

pub fn write(dist: &Path) -> Result<()> {
    write_headers(dist, &[release::name()])?;
    let folder = dist.join("hosts");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("nginx.conf"), nginx())?;
    fs::write(folder.join("Caddyfile"), caddy())?;
    Ok(())
}

/// `_headers` knows a release only by its name, so it names all whose folders stand there.
pub fn write_headers(folder: &Path, releases: &[String]) -> Result<()> {
    fs::write(folder.join("_headers"), headers(releases))?;
    Ok(())
}

/// Name and value, without the policy, which the single file carries itself in another form.
const COMMON: [(&str, &str); 3] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Access-Control-Allow-Origin", "*"),
];

fn headers(releases: &[String]) -> String {
    let mut out = String::from("# Read by Netlify and Cloudflare Pages.\n/*\n");
    for (name, value) in COMMON {
        out += &format!("  {name}: {value}\n");
    }
    out += &format!("  Cache-Control: {ASKED}\n");
    // Both hosts may leave out the ending. Cloudflare takes a hundred rules, so a release has one of its own.
    for page in [
        "/",
        "/index.html",
        "/frame.html",
        "/frame",
        "/rulebook.html",
        "/rulebook",
        "/:release/frame.html",
        "/:release/frame",
        "/:release/rulebook.html",
        "/:release/rulebook",
    ] {
        out += &format!("{page}\n  Content-Security-Policy: {STRICT_POLICY}\n");
    }
    for release in releases {
        out += &format!("/{release}/*\n  ! Cache-Control\n  Cache-Control: {FOR_GOOD}\n");
    }
    out + "/*.wasm\n  Content-Type: application/wasm\n/manifest.webmanifest\n  Content-Type: application/manifest+json\n"
}

/// `v1.2.3/` in an address.
const RELEASE: &str = r"/v[0-9]+\.[0-9]+\.[0-9]+/";

fn nginx() -> String {
    // add_header is not inherited by a location that has one of its own, so the values come from maps.
    let common: String = COMMON
        .iter()
        .map(|(name, value)| format!("    add_header {name} \"{value}\" always;\n"))
        .collect();
    format!(
        r#"# Two parts. In http {{ }}:
map $uri $aftermile_policy {{
    default "";
    ~(/|/index\.html|/frame\.html|/rulebook\.html)$ "{STRICT_POLICY}";
}}
# A release stays for good. That a file is not there does not: a later release may bring it.
map "$status$uri" $aftermile_cache {{
    default "{ASKED}";
    ~^(200|206|304).*{RELEASE} "{FOR_GOOD}";
}}

# In server {{ }}, with root set to the folder of these files:
location / {{
    include mime.types;
    types {{ application/wasm wasm; application/manifest+json webmanifest; text/javascript js; }}
    # The compressed files of `cargo xtask publish --compressed`, else compressed at each answer.
    gzip_static on;
    gzip on;
    gzip_vary on;
    gzip_types text/css text/javascript application/json application/wasm application/manifest+json image/svg+xml;
    # With the module ngx_brotli, which Debian has as libnginx-mod-http-brotli-static:
    # brotli_static on;
{common}    add_header Content-Security-Policy $aftermile_policy always;
    add_header Cache-Control $aftermile_cache always;
}}
"#
    )
}

fn caddy() -> String {
    let common: String = COMMON
        .iter()
        .map(|(name, value)| format!("\t\t{name} \"{value}\"\n"))
        .collect();
    format!(
        r#"# Put your own name in place of the first line.
run.example {{
	root * /srv/aftermile
	encode zstd gzip
	file_server {{
		# The compressed files of `cargo xtask publish --compressed`.
		precompressed br gzip
	}}
	header {{
{common}		# Only where nothing else is said below, whichever Caddy looks at first.
		?Cache-Control "{ASKED}"
	}}
	@pages path */ */index.html */frame.html */rulebook.html
	header @pages Content-Security-Policy "{STRICT_POLICY}"
	# A release stays for good. That a file is not there does not: a later release may bring it.
	@release {{
		path_regexp {RELEASE}
		file
	}}
	header @release Cache-Control "{FOR_GOOD}"
}}
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_host_sends_the_policy_and_keeps_releases_for_good() {
        for text in [headers(&[release::name()]), nginx(), caddy()] {
            assert!(
                text.contains(STRICT_POLICY) && text.contains(FOR_GOOD),
                "{text}"
            );
            assert!(text.contains("Access-Control-Allow-Origin") && text.contains("nosniff"));
        }
    }
}
