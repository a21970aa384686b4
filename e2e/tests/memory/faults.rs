//! The storage fails in every way that it can: it is said, nothing is lost, and the page goes on.

use super::runner::easy_run;
use super::stored;
use aftermile_e2e::{Settings, Storage, Visit, visit};
use anyhow::{Result, ensure};
use serde_json::json;

fn get(page: &Visit, key: &str) -> Result<Option<String>> {
    let found = page.script(
        "return localStorage.getItem(arguments[0]);",
        vec![key.into()],
    )?;
    Ok(found.as_str().map(str::to_owned))
}

fn set(page: &Visit, key: &str, value: &str) -> Result<()> {
    page.script(
        "localStorage.setItem(arguments[0], arguments[1]);",
        vec![key.into(), value.into()],
    )?;
    Ok(())
}

#[test]
fn denied_storage_is_said_and_the_data_page_works() -> Result<()> {
    for storage in [Storage::Denied, Storage::Absent] {
        let settings = Settings::phone().with_storage(storage);
        visit("memory-denied", &settings, |page| {
            page.see("This browser keeps nothing for this page")?;
            easy_run(page)?;
            page.click_at("[data-action=history]")?;
            page.see("1 run on this device")?;
            page.click_at("[data-action=data]")?;
            page.see("This browser keeps nothing for this page")?;
            page.check_accessibility()?;
            Ok(())
        })?;
    }
    Ok(())
}

#[test]
fn a_full_storage_is_said_and_loses_nothing() -> Result<()> {
    visit("memory-full", &Settings::phone(), |page| {
        easy_run(page)?;
        let before = stored(page)?;
        page.script(
            "let size = 4000000;
             for (let i = 0; size > 0; ) {
               try { localStorage.setItem('other:' + i, 'x'.repeat(size)); i += 1; } catch { size = Math.floor(size / 2); }
             }",
            vec![],
        )?;
        page.reload()?;
        easy_run(page)?;
        page.see("storage is full")?;
        page.see("Not saved")?;
        ensure!(stored(page)? == before, "what was there has changed");
        page.click_at("[data-action=history]")?;
        page.see("2 runs on this device")?;
        page.picture("memory-full")?;
        page.script("for (const k of Object.keys(localStorage)) if (k.startsWith('other:')) localStorage.removeItem(k);", vec![])?;
        Ok(())
    })
}

#[test]
fn corrupted_truncated_and_newer_entries_are_kept_byte_for_byte() -> Result<()> {
    visit("memory-torn", &Settings::phone(), |page| {
        easy_run(page)?;
        let run = stored(page)?;
        let whole = serde_json::to_string(run.first().unwrap_or(&json!(null)))?;
        let half: String = whole.chars().take(whole.len() / 2).collect();
        let torn = [
            ("run:corrupted", "caf\u{e9} {\"v\":2,"),
            ("run:truncated", half.as_str()),
            ("run:newer", "{\"v\":9,\"id\":\"newer\",\"shape\":[1,2]}"),
            ("settings", "{\"v\":9,\"body\":{}}"),
        ];
        for (name, value) in torn {
            set(page, &format!("aftermile:2:{name}"), value)?;
        }
        page.reload()?;
        page.see("4 stored entries could not be read")?;
        page.check_accessibility()?;
        page.picture("memory-torn")?;
        for (name, value) in torn {
            let kept = get(page, &format!("aftermile:2:kept:{name}:1"))?;
            ensure!(kept.as_deref() == Some(value), "{name}: {kept:?}");
        }
        page.see("Last time")?;
        Ok(())
    })
}

#[test]
fn a_store_of_a_newer_version_is_left_alone() -> Result<()> {
    visit("memory-newer", &Settings::phone(), |page| {
        easy_run(page)?;
        set(page, "aftermile:3:runs", "of a later day")?;
        let before = page.script(
            "return JSON.stringify(Object.entries(localStorage).sort());",
            vec![],
        )?;
        page.reload()?;
        page.see("A newer Aftermile keeps your runs")?;
        page.see("Last time")?;
        easy_run(page)?;
        page.see("Not saved")?;
        page.check_accessibility()?;
        let after = page.script(
            "return JSON.stringify(Object.entries(localStorage).sort());",
            vec![],
        )?;
        ensure!(before == after, "{before}\n{after}");
        Ok(())
    })
}

#[test]
fn runs_of_the_first_version_are_there_after_the_update() -> Result<()> {
    visit("memory-first", &Settings::phone(), |page| {
        let fixture = include_str!("../../../src/history/fixtures/store-1.json");
        page.script(
            "localStorage.clear(); for (const [k, v] of Object.entries(JSON.parse(arguments[0]))) localStorage.setItem(k, v);",
            vec![fixture.into()],
        )?;
        page.reload()?;
        page.click_at("[data-action=history]")?;
        page.see("3 runs on this device")?;
        page.click_at("[data-run='1700000000000']")?;
        // With other rules than today's it is shown in short, as it was told.
        page.element("[data-screen=old-run], [data-screen=answer]")?;
        page.check_accessibility()?;
        page.picture("memory-old-run")?;
        Ok(())
    })
}

#[test]
fn a_file_of_something_else_is_refused_with_its_reason() -> Result<()> {
    visit("memory-refused", &Settings::phone(), |page| {
        easy_run(page)?;
        page.click_at("[data-action=history]")?;
        page.click_at("[data-action=data]")?;
        page.click("Or paste what you copied")?;
        for (text, says) in [
            ("nonsense", "damaged or of another kind"),
            ("{\"format\":\"recipes\"}", "a file of another program"),
            (
                "{\"format\":\"aftermile-export\",\"version\":99,\"runs\":[]}",
                "A newer Aftermile wrote this file",
            ),
        ] {
            page.script(
                "const area = document.querySelector('aftermile-widget').shadowRoot.querySelector('[data-action=paste]');
                 area.value = arguments[0]; area.dispatchEvent(new Event('input', { bubbles: true }));",
                vec![text.into()],
            )?;
            page.click_at("[data-action=read-pasted]")?;
            page.see(says)?;
        }
        ensure!(stored(page)?.len() == 1);
        Ok(())
    })
}
