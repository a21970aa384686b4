//! Thirteen years of daily runs: they open, and one more check-in is kept. What it took is printed, not judged.

use super::runner::easy_run;
use aftermile_e2e::{Engine, Settings, Visit, visit};
use anyhow::{Context, Result};

const RUNS: u32 = 5000;

#[test]
fn five_thousand_runs_open_and_one_is_followed() -> Result<()> {
    visit("memory-size", &Settings::phone(), |page| {
        easy_run(page)?;
        page.script(
            "const key = Object.keys(localStorage).find((k) => k.startsWith('aftermile:2:run:'));
             const run = JSON.parse(localStorage[key]);
             const check = (h) => ({ t: Math.floor(run.f / 60000) + h * 60, s: '2o<3;2o>3;2c<3;2c>3;', w: 1 });
             run.c = [check(24), check(48), check(72)];
             for (let i = 1; i < arguments[0]; i += 1) {
               const ago = i * 86400000;
               const id = 'x' + String(i).padStart(6, '0');
               const c = run.c.map((one) => ({ ...one, t: one.t - i * 1440 }));
               localStorage.setItem('aftermile:2:run:' + id, JSON.stringify({ ...run, id, t: run.t - ago, f: run.f - ago, c }));
             }",
            vec![RUNS.into()],
        )?;
        page.reload()?;
        page.element("[data-action=check-in]")?;
        if page.engine() == Engine::Firefox {
            // Its driver's scripts have modules of their own, so nothing could be timed.
            return in_use(page);
        }
        // Mounting once more on the same page: the program and the styles are there, so it is the store that counts.
        let timed = page.script_calling_back(
            "const done = arguments[arguments.length - 1];
             (async () => {
               const times = [];
               for (let i = 0; i < 5; i += 1) {
                 const widget = document.createElement('aftermile-widget');
                 document.body.append(widget);
                 const module = await import(new URL('aftermile.js', document.querySelector('script[type=module]').src));
                 widget.remove();
                 await new Promise((r) => setTimeout(r, 50));
                 const box = document.createElement('div');
                 document.body.append(box);
                 const root = box.attachShadow({ mode: 'open' });
                 const from = performance.now();
                 const handle = module.mount(root, {});
                 times.push(performance.now() - from);
                 handle.unmount();
                 box.remove();
               }
               // One save, by hand of the store itself: the draft's key and a run's take the same way.
               done(times.sort((a, b) => a - b));
             })().catch((error) => done(String(error)));",
            vec![],
        )?;
        let times: Vec<f64> =
            serde_json::from_value(timed.clone()).with_context(|| timed.to_string())?;
        let median = times.get(times.len() / 2).copied().unwrap_or(f64::MAX);
        println!("opening {RUNS} runs and drawing the card: median {median:.0} ms of {times:.0?}");
        in_use(page)
    })
}

/// A check-in, and the list.
fn in_use(page: &Visit) -> Result<()> {
    page.click_at("[data-action=check-in]")?;
    super::score(page, 3)?;
    page.click_at("[data-fact=stairs][data-value='1']")?;
    page.element("[data-screen='check.new']")?;
    let save = page.script(
            "const from = performance.now();
             document.querySelector('aftermile-widget').shadowRoot.querySelector('[data-action=none]').click();
             return performance.now() - from;",
            vec![],
        )?;
    let save = save.as_f64().context("no time")?;
    println!("saving a check-in, judging it and showing the outcome: {save:.1} ms");
    page.element("[data-screen=checked]")?;
    page.click_at("[data-action=done]")?;
    page.click_at("[data-action=history]")?;
    page.see("000 runs on this device")?;
    Ok(())
}
