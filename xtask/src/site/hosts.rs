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
    for page in ["/", "/index.html", "/frame.html", "/frame"] {
        out += &format!("{page}\n  Content-Security-Policy: {STRICT_POLICY}\n");
    }
    for release in releases {
        out += &format!(
            "/{release}/*\n  ! Cache-Control\n  Cache-Control: {FOR_GOOD}\n/{release}/frame.html\n  Content-Security-Policy: {STRICT_POLICY}\n"
        );
    }
    out + "/*.wasm\n  Content-Type: application/wasm\n/manifest.webmanifest\n  Content-Type: application/manifest+json\n"
}

fn nginx() -> String {
    // add_header is not inherited by a location that has one of its own, so the values come from maps.
    format!(
        "# Two parts. In http {{ }}:\n\
         map $uri $aftermile_policy {{\n    default \"\";\n    ~(/|index\\.html|frame\\.html)$ \"{STRICT_POLICY}\";\n}}\n\
         map $uri $aftermile_cache {{\n    default \"{ASKED}\";\n    ~/v[0-9]+\\.[0-9]+\\.[0-9]+/ \"{FOR_GOOD}\";\n}}\n\n\
         # In server {{ }}, with root set to the folder of these files:\n\
         location / {{\n    include mime.types;\n    types {{ application/wasm wasm; application/manifest+json webmanifest; text/javascript js; }}\n    gzip on;\n    gzip_types text/css text/javascript application/wasm application/manifest+json image/svg+xml;\n\
         {}    add_header Content-Security-Policy $aftermile_policy always;\n    add_header Cache-Control $aftermile_cache always;\n}}\n",
        COMMON
            .iter()
            .map(|(name, value)| format!("    add_header {name} \"{value}\" always;\n"))
            .collect::<String>()
    )
}

fn caddy() -> String {
    format!(
        "# Put your own name in place of the first line.\nrun.example {{\n\troot * /srv/aftermile\n\tencode zstd gzip\n\tfile_server {{\n\t\tprecompressed br gzip\n\t}}\n\theader {{\n{}\t\tCache-Control \"{ASKED}\"\n\t}}\n\t@pages path / /index.html /frame.html /v*/frame.html\n\theader @pages Content-Security-Policy \"{STRICT_POLICY}\"\n\t@release path_regexp ^/v[0-9]+\\.[0-9]+\\.[0-9]+/\n\theader @release Cache-Control \"{FOR_GOOD}\"\n}}\n",
        COMMON
            .iter()
            .map(|(name, value)| format!("\t\t{name} \"{value}\"\n"))
            .collect::<String>()
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
