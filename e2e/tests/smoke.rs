//! The page opens without complaint, on a telephone and on a laptop, light and dark.

use aftermile_e2e::{Settings, visit};
use anyhow::Result;

fn opens(name: &str, settings: &Settings) -> Result<()> {
    visit(name, settings, |page| {
        page.see("Aftermile")?;
        page.check_width()?;
        page.picture(name)?;
        page.check_accessibility()?;
        let misses = page.site()?.misses();
        anyhow::ensure!(
            misses.is_empty(),
            "the page asked for what is not there: {misses:?}"
        );
        Ok(())
    })
}

#[test]
fn on_a_phone() -> Result<()> {
    opens("smoke-phone", &Settings::phone())
}

#[test]
fn on_a_phone_in_the_dark() -> Result<()> {
    opens("smoke-phone-dark", &Settings::phone().in_the_dark())
}

#[test]
fn on_a_laptop() -> Result<()> {
    opens("smoke-desktop", &Settings::desktop())
}
