//! What a host shows where nothing is. Cloudflare Pages would answer with the page itself instead, as if it were there.

use std::fs;
use std::path::Path;

use anyhow::Result;

use super::policy;

/// GitHub Pages, Netlify and Cloudflare Pages look for it under this name.
pub const NAME: &str = "404.html";

pub fn write(dist: &Path) -> Result<()> {
    // It is shown at any depth, so no address in it can be relative.
    let page = format!(
        r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
{}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Nothing is here</title>
</head>
<body>
<main>
<h1>Nothing is here</h1>
<p>No page or file stands at this address. Look whether it was written down rightly.</p>
<p><a href="/">To the start of this site</a></p>
</main>
</body>
</html>
"#,
        policy::meta()
    );
    Ok(fs::write(dist.join(NAME), page)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_has_the_policy_and_is_neither_kept_offline_nor_part_of_a_release() {
        let folder = std::env::temp_dir().join(format!("aftermile-missing-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        write(&folder).unwrap();
        let page = fs::read_to_string(folder.join(NAME)).unwrap();
        assert!(page.contains(aftermile_server::STRICT_POLICY));
        assert!(crate::site::is_aside(Path::new(NAME)));
        fs::remove_dir_all(folder).unwrap();
    }
}
