//! The engine's WebDriver program, one for each browser.

use std::fs::File;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::display::Display;
use crate::engine::Engine;
use crate::settings::Settings;

const STARTS_WITHIN: Duration = Duration::from_secs(20);

/// A running driver; it ends with the value.
#[derive(Debug)]
pub struct Driver {
    process: Child,
    port: u16,
    _display: Option<Display>,
}

impl Driver {
    /// Starts the driver on a free port; what it prints goes into `folder`.
    pub fn start(engine: Engine, settings: &Settings, folder: &Path) -> Result<Self> {
        let program = engine.driver()?;
        let port = free_port()?;
        let output = File::create(folder.join("driver.log"))
            .context("the driver's log cannot be written")?;
        let mut command = Command::new(&program);
        command
            .arg(format!("--port={port}"))
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output);
        if let Some(zone) = &settings.time_zone {
            command.env("TZ", zone);
        }
        if engine == Engine::Webkit {
            // It takes its language from the environment; of `C.UTF-8` it would make a language "C".
            command.env("LANG", "en_US.UTF-8").env_remove("LC_ALL");
        }
        let display = if engine == Engine::Webkit {
            Some(Display::start()?)
        } else {
            None
        };
        if let Some(display) = &display {
            command.env("DISPLAY", display.name());
        }
        let process = command
            .spawn()
            .with_context(|| format!("{} could not be started", program.display()))?;
        let mut driver = Self {
            process,
            port,
            _display: display,
        };
        driver.wait_until_ready(folder)?;
        Ok(driver)
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn wait_until_ready(&mut self, folder: &Path) -> Result<()> {
        let begun = Instant::now();
        loop {
            if TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_ok() {
                return Ok(());
            }
            let ended = self.process.try_wait()?;
            if ended.is_some() || begun.elapsed() > STARTS_WITHIN {
                let said = std::fs::read_to_string(folder.join("driver.log")).unwrap_or_default();
                bail!(
                    "the browser's driver did not start; it printed: {}",
                    said.trim()
                );
            }
            sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn free_port() -> Result<u16> {
    let listener =
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no free port on 127.0.0.1")?;
    Ok(listener.local_addr()?.port())
}
