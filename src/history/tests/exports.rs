use super::{AT, check, long_run, memory, run};
use crate::history::{Invalid, Preview, Why, csv, export, iso, read_export};
use crate::ports::{Moment, Store};
use aftermile_engine::Level;

#[test]
fn a_preview_counts_new_same_conflicting_and_invalid() {
    let (_, there) = memory();
    for id in ["same", "other", "new"] {
        there.save(&long_run(id, AT)).unwrap();
    }
    let text = export(&there, 5);
    let (_, here) = memory();
    here.save(&long_run("same", AT)).unwrap();
    let mut other = long_run("other", AT);
    other.checks.push(check(24, 5));
    other.updated_ms -= 1;
    here.save(&other).unwrap();
    let text = text.replace(
        "\"runs\":[",
        "\"runs\":[{\"id\":\"../x\",\"saved_at_ms\":1700000000000},{\"saved_at_ms\":\"soon\"},",
    );
    let preview = Preview::of(&here, read_export(&text).unwrap());
    assert_eq!(
        (preview.new.len(), preview.same, preview.conflicting.len()),
        (1, 1, 1)
    );
    let fault = |place, name| Invalid {
        place,
        why: Why::Field(name),
    };
    assert_eq!(preview.invalid, [fault(1, "id"), fault(2, "saved_at_ms")]);
    assert_eq!(here.runs().len(), 2, "a preview changes nothing");
    let (done, kept) = preview.merge(&here);
    kept.unwrap();
    assert_eq!(here.runs().len(), 3);
    assert_eq!(
        here.run("other").unwrap().checks.len(),
        1,
        "the check-in stays"
    );
    done.undo(&here).unwrap();
    assert_eq!(here.runs().len(), 2);
}

#[test]
fn what_is_no_export_is_refused_with_its_reason() {
    let why = |text: &str| read_export(text).map(|e| e.runs.len()).map_err(|i| i.why);
    assert_eq!(why("nonsense"), Err(Why::NotJson));
    assert_eq!(why("[1,2]"), Err(Why::NotJson));
    assert_eq!(why("{\"format\":\"recipes\"}"), Err(Why::NotOurs));
    let head = "\"format\":\"aftermile-export\"";
    assert_eq!(
        why(&format!("{{{head},\"version\":2,\"runs\":[]}}")),
        Err(Why::Newer)
    );
    assert_eq!(
        why(&format!("{{{head},\"version\":1}}")),
        Err(Why::Field("runs"))
    );
    assert_eq!(
        why(&format!("\u{feff}{{{head},\"version\":1,\"runs\":[]}}")),
        Ok(0)
    );
}

#[test]
fn what_an_older_version_could_not_read_is_read_from_its_export() {
    // As an older version exports names that it did not know.
    let text = r#"{"format":"aftermile-export","version":1,"runs":[{"id":"1","saved_at_ms":1700000000000,
        "finished_at_ms":1700000000000,"source":"fit","check_ins":[{"at_min":28333400,
        "places":[{"region":"quads","side":"left","score":3}],"more":{"w":2,"n":1,"l":"same_day"}}],
        "more":{"l":"book","m":"m600d2000","zone":4}}]}"#;
    let read = read_export(text).unwrap();
    assert_eq!(read.invalid, []);
    let run = &read.runs[0];
    assert_eq!(run.level, Some(Level::Book));
    assert_eq!((run.minutes(), run.distance_m()), (Some(10), Some(2000)));
    assert_eq!(run.other.json(), "{\"zone\":4}");
    let check = &run.checks[0];
    assert_eq!(
        (check.stairs, check.level, check.anew),
        (Some(2), Some(Level::SameDay), true)
    );
    assert!(check.other.is_empty());
}

/// A run of a version whose list of names is longer: a code that this one does not have in every field.
const NEWER: &str = r#"{"v":2,"id":"1","t":1700000000000,"f":1699990000000,"src":"fit","r":"9.0","l":"book","a":"-~008+~1=~3~40t~2#~5~612,@~7<3~8;","p":"!~a&~b>~c^~d*~e:~f?~g%25,1160,=~h48,/~i(~j~k#7,~l~m=~n)","w":"~o~p","m":"m600k~q","d":{"t":1700000000000,"s":"~r"},"c":[{"t":28333400,"s":"~s<3~t;","w":1,"r":"~u"}]}"#;

#[test]
fn names_of_a_newer_version_are_carried_and_its_run_stays_in_the_list() {
    let (store, history) = memory();
    store.set("aftermile:2:run:1", NEWER).unwrap();
    assert!(history.changed(None));
    assert_eq!((history.runs().len(), history.kept()), (1, 0));
    let run = history.run("1").unwrap();
    assert_eq!(run.write(), NEWER);
    history.save(&run).unwrap();
    assert_eq!(store.get("aftermile:2:run:1").as_deref(), Some(NEWER));
    // What is known among them is understood.
    assert_eq!((run.minutes(), run.checks[0].worst()), (Some(10), Some(3)));
    assert_eq!(run.kind().as_deref(), Some("'~2"));
    let text = export(&history, 1);
    for code in "012345678abcdefghijklmnopqrstu".chars() {
        assert!(text.contains(&format!("'~{code}")), "{code}: {text}");
    }
    let (_, other) = memory();
    let preview = Preview::of(&other, read_export(&text).unwrap());
    assert_eq!(preview.invalid, []);
    preview.merge(&other).1.unwrap();
    assert_eq!(other.run("1").unwrap().write(), NEWER);
    // A version that has the names reads them.
    let known = ["1", "7", "o", "q", "r", "s", "u"];
    let text = known
        .iter()
        .fold(text, |text, code| text.replace(&format!("'~{code}"), "'08"));
    let read = read_export(&text).unwrap();
    assert_eq!(read.invalid, []);
    let run = &read.runs[0];
    assert!(run.said.is_yes("line_mind"));
    assert_eq!(run.said.sites()[0].region, "line_mind");
    assert_eq!(run.swapped[0].0, "line_mind");
    assert_eq!(run.file.text("kind").as_deref(), Some("line_mind"));
    assert_eq!(run.done.steps, ["line_mind"]);
    assert_eq!(run.checks[0].places[0].region, "line_mind");
    assert_eq!(run.checks[0].rules, ["line_mind"]);
}

#[test]
fn answers_that_cannot_be_taken_apart_are_exported_as_they_are_stored() {
    let text = r#"{"v":2,"id":"1","t":1700000000000,"f":1700000000000,"a":"-08[1","p":"]2"}"#;
    let (store, history) = memory();
    store.set("aftermile:2:run:1", text).unwrap();
    assert!(history.changed(None));
    let exported = export(&history, 1);
    assert!(!exported.contains("answers") && !exported.contains("plan"));
    let read = read_export(&exported).unwrap();
    assert_eq!(read.invalid, []);
    assert_eq!(read.runs[0].write(), text);
    assert!(read.runs[0].other.is_empty());
}

#[test]
fn a_time_outside_of_our_time_is_refused_by_its_name() {
    let (_, history) = memory();
    let mut one = run("1", AT);
    one.updated_ms += 1;
    one.done.at_ms = AT.at_ms + 2;
    one.checks = vec![check(24, 4)];
    history.save(&one).unwrap();
    let text = export(&history, 1);
    assert_eq!(read_export(&text).unwrap().runs, [one.clone()]);
    let minute = one.checks[0].at_min;
    let fields = [
        ("saved_at_ms", "saved_at_ms", one.saved_at_ms),
        ("finished_at_ms", "finished_at_ms", one.finished_ms),
        ("updated_at_ms", "updated_at_ms", one.updated_ms),
        ("at_ms", "done", one.done.at_ms),
        ("at_min", "check_ins", minute),
    ];
    for (name, told, value) in fields {
        // The years 1901 and 2100, and times that no clock tells.
        let years = [-2_177_452_800_000, 4_102_444_800_000];
        let years = years.map(|at| if name == "at_min" { at / 60_000 } else { at });
        for wrong in years
            .into_iter()
            .chain([0, i64::MAX, i64::MIN, 9_000_000_000_000_000_000])
        {
            let at = format!("\"{name}\":{value}");
            assert_eq!(text.matches(&at).count(), 1, "{at}");
            let read = read_export(&text.replace(&at, &format!("\"{name}\":{wrong}"))).unwrap();
            assert!(read.runs.is_empty(), "{name} {wrong}");
            assert_eq!(read.invalid[0].why, Why::Field(told), "{wrong}");
        }
    }
    let head = "\"format\":\"aftermile-export\",\"version\":1,\"runs\":[]";
    for (name, body) in [
        ("weeks", "[{\"day\":20000,\"at_ms\":9000000000000000000}]"),
        ("weeks", "[{\"day\":5,\"at_ms\":1700000000000}]"),
        (
            "profile",
            "{\"said_at_ms\":9000000000000000000,\"answers\":{}}",
        ),
        ("settings", "{\"chosen_at_ms\":9000000000000000000}"),
    ] {
        let read = read_export(&format!("{{{head},\"{name}\":{body}}}")).unwrap();
        assert_eq!(read.invalid.len(), 1, "{name}");
        assert_eq!(read.invalid[0].why, Why::Field(name));
    }
}

#[test]
fn the_same_id_twice_with_another_content_is_said() {
    let (_, history) = memory();
    history.save(&run("1", AT)).unwrap();
    let one = export(&history, 1);
    let row = one.lines().nth(1).unwrap();
    let other = row.replace("\"offset_min\":60", "\"offset_min\":0");
    let text = one.replace(row, &format!("{row},\n{row},\n{other}"));
    let read = read_export(&text).unwrap();
    assert_eq!(read.runs.len(), 1);
    assert_eq!(
        read.invalid,
        [Invalid {
            place: 3,
            why: Why::Twice
        }]
    );
}

#[test]
fn the_table_has_a_row_a_run_and_no_formula() {
    let (_, history) = memory();
    let mut one = long_run("1", AT);
    one.checks = vec![check(24, 4), check(48, 2)];
    history.save(&one).unwrap();
    let mut file = run("2", AT.plus_hours(100));
    file.said = crate::history::Said::default();
    file.file.set_raw("kind", "\"=cmd()\"");
    file.file.set_raw("distance_m", "10250");
    file.file.set_raw("moving_s", "3599");
    history.save(&file).unwrap();
    let text = csv(&history.runs());
    let rows: Vec<&str> = text.lines().collect();
    assert_eq!(rows.len(), 3);
    let cells = rows[0].split(',').count();
    assert!(rows.iter().all(|r| r.split(',').count() == cells), "{text}");
    assert!(
        rows[1].contains("'=cmd()") && rows[1].contains(",60,10.250,"),
        "{text}"
    );
    assert!(rows[2].contains("long,130,"), "{text}");
    assert!(rows[2].contains("quads left 4; quads right 4"), "{text}");
}

#[test]
fn a_check_in_that_was_left_early_is_exported_as_it_is_and_is_no_row_of_the_table() {
    let (_, history) = memory();
    let mut one = long_run("1", AT);
    let mut left = check(24, 0);
    left.places.iter_mut().for_each(|p| p.score = None);
    (left.stairs, left.anew) = (None, true);
    one.checks = vec![left, check(48, 2)];
    history.save(&one).unwrap();
    let text = export(&history, 1);
    assert_eq!(text.matches("\"stairs\":").count(), 1, "{text}");
    let read = read_export(&text).unwrap();
    assert_eq!(read.runs, [one]);
    // An earlier version wrote that stairs were fine.
    let earlier = text.replacen("],\"anew\"", "],\"stairs\":0,\"anew\"", 1);
    assert_ne!(earlier, text);
    assert_eq!(read_export(&earlier).unwrap().runs, read.runs);
    let table = csv(&history.runs());
    assert!(
        table.contains("quads right 2,,,,\n") && !table.contains("quads right;"),
        "{table}"
    );
}

#[test]
fn moments_are_written_with_their_own_offset() {
    let at = |at_ms, offset_min| iso(Moment { at_ms, offset_min });
    assert_eq!(at(0, 0), "1970-01-01T00:00:00+00:00");
    assert_eq!(at(1_700_000_000_000, 330), "2023-11-15T03:43:20+05:30");
    assert_eq!(at(951_782_400_000, -60), "2000-02-28T23:00:00-01:00");
}

#[test]
fn what_was_set_aside_by_an_import_goes_with_it_and_settings_of_a_browser_stay_there() {
    let (store, there) = memory();
    store.set("aftermile:2:kept:run:9:1", "torn").unwrap();
    there
        .change_settings(|s| {
            s.units = Some("us".into());
            s.asked_to_keep = true;
            s.exported_at_ms = Some(5);
        })
        .unwrap();
    let text = export(&there, 1);
    let (store, here) = memory();
    let preview = Preview::of(&here, read_export(&text).unwrap());
    assert!(preview.changes());
    let (done, kept) = preview.merge(&here);
    kept.unwrap();
    assert_eq!(here.kept(), 1);
    let settings = here.settings();
    assert_eq!(settings.units.as_deref(), Some("us"));
    assert!(!settings.asked_to_keep && settings.exported_at_ms.is_none());
    assert!(!Preview::of(&here, read_export(&text).unwrap()).changes());
    done.undo(&here).unwrap();
    assert!(store.keys().is_empty());
}

#[test]
fn a_profile_and_settings_that_cannot_be_read_are_said_and_change_nothing() {
    let (_, here) = memory();
    here.change_settings(|s| s.country = Some("IE".into()))
        .unwrap();
    for (name, body) in [
        ("profile", "{\"said_at_ms\":9}"),
        ("profile", "7"),
        ("settings", "{\"chosen_at_ms\":9,\"country\":5}"),
        ("settings", "[]"),
    ] {
        let text = format!(
            "{{\"format\":\"aftermile-export\",\"version\":1,\"{name}\":{body},\"runs\":[]}}"
        );
        let preview = Preview::of(&here, read_export(&text).unwrap());
        assert_eq!(preview.invalid.len(), 1, "{text}");
        assert_eq!(preview.invalid[0].why, Why::Field(name));
        assert!(!preview.changes());
    }
    assert_eq!(here.settings().country.as_deref(), Some("IE"));
}
