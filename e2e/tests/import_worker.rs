//! The worker that reads run files, apart from what the page makes of it: under the strict policy, with files as large
//! as there are, and with a page that stays responsive.

use aftermile_e2e::{Settings, Visit, visit};
use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// Reads the file that `make` gives; answers with the last message, and with what is printed: the time, and the longest
/// time in which the page could do nothing.
const READ: &str = "
const [stop, back] = arguments;
const file = make();
const worker = new Worker('./import-worker.js');
const begun = performance.now();
let before = begun, longest = 0, told = 0;
const timer = setInterval(() => {
  const now = performance.now();
  longest = Math.max(longest, now - before);
  before = now;
}, 10);
const end = (answer) => {
  clearInterval(timer);
  worker.terminate();
  back({ ...answer, ms: performance.now() - begun, size: file.size, longest, told });
};
worker.onerror = (error) => end({ type: 'error', json: String(error.message) });
worker.onmessage = ({ data }) => {
  if (data.type !== 'progress') return end(data);
  told += 1;
  if (stop) end({ type: 'stopped' });
};
worker.postMessage({ files: [file] });
";

const RUN: &str = r#"return new Blob(['<gpx><trk><type>running</type><trkseg><trkpt lat="0" lon="0"><time>2024-05-01T07:00:00Z</time></trkpt><trkpt lat="0" lon="0.01"><time>2024-05-01T07:06:00Z</time></trkpt></trkseg></trk></gpx>']);"#;

/// 100 MB of records and one workout, as Apple Health writes them.
const APPLE: &str = r#"
const record = ' <Record type="HKQuantityTypeIdentifierHeartRate" sourceName="Watch" sourceVersion="10.4" unit="count/min" creationDate="2024-05-01 07:00:00 +0200" startDate="2024-05-01 07:00:00 +0200" endDate="2024-05-01 07:00:00 +0200" value="61"/>\n';
const workout = '<Workout workoutActivityType="HKWorkoutActivityTypeRunning" duration="30" durationUnit="min" totalDistance="5" totalDistanceUnit="km" startDate="2024-05-01 09:00:00 +0200" endDate="2024-05-01 09:31:00 +0200"/>';
const part = record.repeat(Math.ceil(1e6 / record.length));
return new Blob(['<?xml version="1.0"?><HealthData>', ...Array(100).fill(part), workout, '</HealthData>']);
"#;

/// 20 MB of points and no summary, as a watch writes them whose battery ran out; the check sum is left wrong.
const FIT: &str = "
const fields = [[253, 4, 0x86], [0, 4, 0x85], [1, 4, 0x85], [2, 2, 0x84], [3, 1, 2], [4, 1, 2], [5, 4, 0x86], [6, 2, 0x84]];
const define = [0x40, 0, 0, 20, 0, fields.length, ...fields.flat()];
const count = 870000, length = 23;
const body = new DataView(new ArrayBuffer(define.length + count * length));
define.forEach((byte, at) => body.setUint8(at, byte));
for (let n = 0; n < count; n += 1) {
  const at = define.length + n * length;
  body.setUint32(at + 1, 1083481200 + n, true);
  body.setUint16(at + 13, 3000, true);
  body.setUint8(at + 15, 140);
  body.setUint32(at + 17, n * 250, true);
}
const head = new DataView(new ArrayBuffer(14));
[14, 32, 84, 8].forEach((byte, at) => head.setUint8(at, byte));
head.setUint32(4, body.byteLength, true);
[...'.FIT'].forEach((letter, at) => head.setUint8(8 + at, letter.charCodeAt(0)));
return new Blob([head, body, new Uint8Array(2)]);
";

fn read(page: &Visit, make: &str, stop: bool) -> Result<Value> {
    // The policy lets no text become a program in the page, so it is put together here.
    let script = format!("const make = () => {{ {make} }};\n{READ}");
    page.script_calling_back(&script, vec![stop.into()])
}

fn digest(answer: &Value) -> Result<Value> {
    ensure!(answer["type"] == "done", "the worker answered {answer}");
    Ok(serde_json::from_str(
        answer["json"].as_str().context("no JSON")?,
    )?)
}

/// What it took is printed, not judged: the machine does other things beside.
fn figures(name: &str, answer: &Value) -> Result<()> {
    let number = |key: &str| answer[key].as_f64().context("a number is missing");
    println!(
        "{name}: {:.1} MB in {:.0} ms, the page held up for {:.0} ms at most",
        number("size")? / 1e6,
        number("ms")?,
        number("longest")?
    );
    Ok(())
}

#[test]
fn a_run_is_read_and_a_broken_file_is_refused() -> Result<()> {
    visit("import-worker", &Settings::desktop(), |page| {
        let run = digest(&read(page, RUN, false)?)?;
        ensure!(
            run["ask"] == "confirm" && run["runs"][0]["file"]["distance_m"] == 1112,
            "{run}"
        );
        // The reader's answer has no place in it: neither a name for one nor these numbers.
        let text = run.to_string();
        for place in ["lat", "lon", "0.01"] {
            ensure!(!text.contains(place), "{place} is in {text}");
        }
        let refused = digest(&read(page, "return new Blob(['<gpx'])", false)?)?;
        ensure!(
            refused["ask"] == "nothing" && refused["refused"][0]["id"] == "damaged",
            "{refused}"
        );
        ensure!(
            page.site()?.misses().is_empty(),
            "the worker asked for what is not there"
        );
        Ok(())
    })
}

#[test]
fn large_files_are_read_beside_the_page_and_can_be_stopped() -> Result<()> {
    visit("import-worker-large", &Settings::desktop(), |page| {
        let apple = read(page, APPLE, false)?;
        ensure!(
            digest(&apple)?["runs"][0]["file"]["distance_m"] == 5000,
            "{apple}"
        );
        figures("Apple Health export", &apple)?;
        // The worker told how far it was while it read.
        ensure!(apple["told"].as_u64() > Some(20), "{apple}");
        let fit = read(page, FIT, false)?;
        ensure!(
            digest(&fit)?["runs"][0]["file"]["elapsed_s"] == 869_999,
            "{fit}"
        );
        figures("FIT", &fit)?;
        let stopped = read(page, APPLE, true)?;
        ensure!(
            stopped["type"] == "stopped" && stopped["told"] == 1,
            "{stopped}"
        );
        Ok(())
    })
}
