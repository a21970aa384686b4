//! A small file of every format, and what it must give.

use crate::common::{fit, pack, read, text};
use aftermile_import::{
    Activity, Error, Format, Import, Kind, Looks, NotActivity, Sport, Start, Surface, Unit,
    Warning, Zone,
};

const START_S: i64 = 1_714_546_800;

fn only(import: &Import) -> &Activity {
    let [activity] = import.activities.as_slice() else {
        panic!("one activity: {import:?}")
    };
    activity
}

fn near(value: Option<f64>, expected: f64, share: f64) {
    let value = value.expect("a value");
    assert!(
        (value - expected).abs() <= expected * share,
        "{value}, expected {expected}"
    );
}

#[test]
fn fit_run() {
    let import = read(&fit::run(600)).unwrap();
    let run = only(&import);
    assert_eq!((import.format, &run.sport), (Format::Fit, &Sport::Running));
    assert_eq!(
        run.start,
        Some(Start {
            at_s: START_S,
            zone: Zone::Offset(120)
        })
    );
    assert_eq!(
        (run.moving_s, run.elapsed_s, run.distance_m),
        (Some(600.0), Some(600.0), Some(1500.0))
    );
    assert_eq!(
        (run.ascent_m, run.descent_m, run.hr_mean, run.hr_max),
        (Some(66.0), Some(70.0), Some(149.0), Some(171.0))
    );
    assert_eq!(run.warnings, []);
}

#[test]
fn fit_without_a_summary_is_added_up_from_its_points() {
    let mut file = fit::Fit::default();
    file.message(fit::FILE_ID, &fit::file_id(4));
    for second in (0..=300).chain(400..=600) {
        if second == 400 {
            file.message(
                fit::EVENT,
                &[
                    fit::u32(253, fit::START + 300),
                    fit::kind(0, 0),
                    fit::kind(1, 4),
                ],
            );
        }
        file.message(fit::RECORD, &fit::record(second));
    }
    let import = read(&file.file()).unwrap();
    let run = only(&import);
    assert_eq!(
        (run.moving_s, run.elapsed_s, run.distance_m),
        (Some(500.0), Some(600.0), Some(1500.0))
    );
    near(run.hr_mean, 149.5, 0.01);
    assert_eq!(run.hr_max, Some(159.0));
    assert!(run.ascent_m.unwrap() > 15.0 && run.descent_m.unwrap() > 15.0);
    assert_eq!(run.warnings, [Warning::SportUnknown]);
}

#[test]
fn fit_cut_off_keeps_what_stood_before() {
    let whole = fit::run(600);
    let import = read(&whole[..whole.len() / 2]).unwrap();
    let run = only(&import);
    assert!(
        run.warnings.contains(&Warning::CutOff) && run.elapsed_s.unwrap() > 200.0,
        "{run:?}"
    );
    assert_eq!(read(&whole[..20]), Err(Error::Damaged));
}

#[test]
fn fit_with_a_wrong_check_sum_says_so() {
    let mut file = fit::run(60);
    let at = file.len() - 1;
    file[at] ^= 0xff;
    assert_eq!(only(&read(&file).unwrap()).warnings, [Warning::CheckSum]);
}

#[test]
fn fit_of_a_triathlon_has_several_parts() {
    let mut file = fit::Fit::default();
    file.message(fit::FILE_ID, &fit::file_id(4));
    for sport in [5, 2, 1] {
        file.message(fit::SESSION, &fit::session(sport, 1200, 10));
    }
    let import = read(&file.file()).unwrap();
    let sports: Vec<&Sport> = import
        .activities
        .iter()
        .map(|activity| &activity.sport)
        .collect();
    assert_eq!(sports, [&Sport::Swimming, &Sport::Cycling, &Sport::Running]);
    assert!(
        import.activities[2]
            .warnings
            .contains(&Warning::SeveralSports { count: 3 })
    );
    assert_eq!(
        (
            import.activities[2].moving_s,
            import.activities[2].elapsed_s
        ),
        (Some(1200.0), Some(1210.0))
    );
}

#[test]
fn fit_laps_of_rest_make_intervals() {
    let mut file = fit::Fit::default();
    for intensity in [0, 1, 0, 1, 0] {
        file.message(fit::LAP, &[fit::kind(23, intensity)]);
    }
    file.message(fit::SESSION, &fit::session(1, 1200, 0));
    assert_eq!(
        only(&read(&file.file()).unwrap()).kind,
        Some(Kind::Intervals)
    );
}

#[test]
fn fit_files_that_are_no_activity_are_named() {
    for (kind, what) in [
        (32, NotActivity::Monitoring),
        (6, NotActivity::Course),
        (5, NotActivity::Workout),
        (9, NotActivity::Body),
        (2, NotActivity::Settings),
        (4, NotActivity::Nothing),
    ] {
        let mut file = fit::Fit::default();
        file.message(fit::FILE_ID, &fit::file_id(kind));
        assert_eq!(read(&file.file()), Err(Error::NotAnActivity { what }));
    }
}

#[test]
fn fit_of_a_walk_is_not_called_a_run() {
    let mut file = fit::Fit::default();
    file.message(fit::SESSION, &fit::session(11, 1200, 0));
    let import = read(&file.file()).unwrap();
    assert_eq!(
        only(&import).warnings,
        [Warning::NotARun {
            sport: Sport::Walking
        }]
    );
}

#[test]
fn gpx_run() {
    let import = read(text::gpx(61).as_bytes()).unwrap();
    let run = only(&import);
    assert_eq!((import.format, &run.sport), (Format::Gpx, &Sport::Running));
    assert_eq!(
        run.start,
        Some(Start {
            at_s: START_S,
            zone: Zone::Utc
        })
    );
    assert_eq!((run.elapsed_s, run.moving_s), (Some(600.0), Some(600.0)));
    near(run.distance_m, 60.0 * 27.8, 0.001);
    assert_eq!((run.ascent_m, run.descent_m), (Some(57.0), Some(57.0)));
    near(run.hr_mean, 144.5, 0.01);
    assert_eq!(
        (run.hr_max, &run.warnings),
        (Some(149.0), &vec![Warning::PausesCounted])
    );
}

#[test]
fn gpx_1_0_in_an_old_encoding() {
    let file = b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><gpx version=\"1.0\"><trk><name>L\xf6wen</name><trkseg>\
        <trkpt lat=\"1\" lon=\"1\"><ele>5</ele><time>2024-05-01T07:00:00Z</time><course>1</course><speed>3</speed></trkpt>\
        <trkpt lat=\"1\" lon=\"1.001\"><time>2024-05-01T07:01:00Z</time></trkpt></trkseg></trk></gpx>";
    let import = read(file).unwrap();
    assert_eq!(only(&import).elapsed_s, Some(60.0));
    assert_eq!(
        only(&import).warnings,
        [Warning::PausesCounted, Warning::SportUnknown]
    );
}

#[test]
fn gpx_without_times_has_a_distance_only() {
    let file = text::gpx(10)
        .replace("<time>", "<notime>")
        .replace("</time>", "</notime>");
    let import = read(file.as_bytes()).unwrap();
    near(only(&import).distance_m, 9.0 * 27.8, 0.01);
    assert_eq!(only(&import).warnings, [Warning::NoTimes]);
}

#[test]
fn gpx_without_a_track_is_named() {
    let places = "<gpx><wpt lat=\"1\" lon=\"1\"/></gpx>";
    assert_eq!(
        read(places.as_bytes()),
        Err(Error::NotAnActivity {
            what: NotActivity::Places
        })
    );
    let route = "<gpx><rte><rtept lat=\"1\" lon=\"1\"/></rte></gpx>";
    assert_eq!(
        read(route.as_bytes()),
        Err(Error::NotAnActivity {
            what: NotActivity::Course
        })
    );
}

#[test]
fn tcx_run() {
    let import = read(text::tcx().as_bytes()).unwrap();
    let run = only(&import);
    assert_eq!((import.format, &run.sport), (Format::Tcx, &Sport::Running));
    assert_eq!(
        run.start,
        Some(Start {
            at_s: START_S,
            zone: Zone::Utc
        })
    );
    assert_eq!(
        (run.moving_s, run.elapsed_s, run.distance_m),
        (Some(870.0), Some(900.0), Some(3000.0))
    );
    assert_eq!((run.hr_mean, run.hr_max), (Some(150.0), Some(167.0)));
    assert_eq!((run.ascent_m, run.descent_m), (Some(150.0), Some(100.0)));
    assert_eq!(run.warnings, []);
}

#[test]
fn tcx_course_is_no_run() {
    let file = "<TrainingCenterDatabase><Courses><Course><Lap/><Track><Trackpoint><Time>2024-05-01T07:00:00Z</Time></Trackpoint></Track></Course></Courses></TrainingCenterDatabase>";
    assert_eq!(
        read(file.as_bytes()),
        Err(Error::NotAnActivity {
            what: NotActivity::Course
        })
    );
}

#[test]
fn apple_export() {
    let import = read(text::apple(50).as_bytes()).unwrap();
    let run = only(&import);
    assert_eq!(import.format, Format::AppleHealth);
    assert_eq!(import.others, [(Sport::Other("yoga".into()), 1)]);
    assert_eq!(
        run.start,
        Some(Start {
            at_s: START_S,
            zone: Zone::Offset(120)
        })
    );
    assert_eq!(
        (run.moving_s, run.elapsed_s, run.distance_m),
        (Some(1830.0), Some(1860.0), Some(5250.0))
    );
    assert_eq!(
        (run.ascent_m, run.hr_mean, run.hr_max),
        (Some(45.0), Some(151.5), Some(174.0))
    );
    assert_eq!(run.warnings, []);
}

#[test]
fn apple_export_of_older_versions() {
    let workout = r#"<Workout workoutActivityType="HKWorkoutActivityTypeRunning" duration="1800" durationUnit="sec" totalDistance="3.1" totalDistanceUnit="mi" startDate="2019-05-01 09:00:00 +0200" endDate="2019-05-01 09:30:00 +0200"/>"#;
    // In exports of some versions the document type lacks the begin of a list.
    let head = text::APPLE_HEAD.replace(
        "]>",
        "  startDate CDATA #REQUIRED\n  device CDATA #IMPLIED\n>\n]>",
    );
    let import = read(format!("{head}{workout}</HealthData>").as_bytes()).unwrap();
    near(only(&import).distance_m, 3.1 * 1609.344, 0.001);
    assert_eq!(only(&import).moving_s, Some(1800.0));
}

#[test]
fn apple_export_without_workouts_and_cut_off() {
    let none = format!("{}</HealthData>", text::APPLE_HEAD);
    assert_eq!(
        read(none.as_bytes()),
        Err(Error::NotAnActivity {
            what: NotActivity::NoWorkouts
        })
    );
    let whole = text::apple(5);
    let cut = read(&whole.as_bytes()[..whole.len() - 20]).unwrap();
    assert_eq!(
        (cut.activities.len(), cut.warnings),
        (1, vec![Warning::CutOff])
    );
}

#[test]
fn strava_list() {
    let import = read(text::STRAVA.as_bytes()).unwrap();
    let [run, trail] = import.activities.as_slice() else {
        panic!("{import:?}")
    };
    assert_eq!(
        (import.format, import.others),
        (Format::StravaCsv, vec![(Sport::Cycling, 1)])
    );
    assert_eq!(
        run.start,
        Some(Start {
            at_s: START_S,
            zone: Zone::Utc
        })
    );
    assert_eq!(
        (run.moving_s, run.elapsed_s, run.distance_m),
        (Some(1800.0), Some(1900.0), Some(6001.5))
    );
    assert_eq!(
        (run.ascent_m, run.descent_m, run.hr_mean, run.hr_max),
        (Some(45.5), Some(44.0), Some(150.5), Some(170.0))
    );
    assert_eq!(
        (trail.surface, trail.kind),
        (Some(Surface::Trail), Some(Kind::Hills))
    );
    assert!(run.warnings.is_empty() && trail.warnings.is_empty());
}

#[test]
fn strava_list_with_one_distance() {
    let with = |columns: &str, values: &str| {
        let file = format!(
            "Activity ID,Activity Date,Activity Type,Elapsed Time,Distance{columns}\n1,\"24 Dec 2020, 08:13:59\",Run,1800,3.728{values}\n"
        );
        only(&read(file.as_bytes()).unwrap()).clone()
    };
    // The speed is in metres a second, and says that 3.728 are miles.
    near(with(",Average Speed", ",3.333").distance_m, 6000.0, 0.001);
    let asked = with("", "");
    assert_eq!(
        (asked.distance_m, &asked.warnings),
        (None, &vec![Warning::UnitUnknown { distance: 3.728 }])
    );
    near(asked.in_unit(Unit::Kilometres).distance_m, 3728.0, 0.001);
}

#[test]
fn garmin_list_asks_for_the_unit() {
    let import = read(text::GARMIN.as_bytes()).unwrap();
    let [run, belt] = import.activities.as_slice() else {
        panic!("{import:?}")
    };
    assert_eq!(
        (import.format, &import.others),
        (Format::GarminCsv, &vec![(Sport::Swimming, 1)])
    );
    assert_eq!(
        run.start,
        Some(Start {
            at_s: START_S + 753,
            zone: Zone::Local
        })
    );
    assert_eq!(
        (run.moving_s, run.elapsed_s, run.distance_m),
        (Some(3130.0), Some(3240.0), None)
    );
    assert_eq!(
        run.warnings,
        [
            Warning::UnitUnknown { distance: 10.02 },
            Warning::ZoneUnknown
        ]
    );
    let miles = run.clone().in_unit(Unit::Miles);
    near(miles.distance_m, 16_125.6, 0.001);
    near(miles.ascent_m, 312.1, 0.001);
    assert_eq!(belt.surface, Some(Surface::Treadmill));
}

#[test]
fn other_tables_are_named() {
    let Err(Error::UnknownColumns { found }) = read(b"name,age\nx,1\n") else {
        panic!()
    };
    assert_eq!(found, ["name", "age"]);
    let empty = text::STRAVA.lines().next().unwrap();
    assert_eq!(
        read(empty.as_bytes()),
        Err(Error::NotAnActivity {
            what: NotActivity::Nothing
        })
    );
}

#[test]
fn packed_files_give_the_same() {
    for file in [
        fit::run(60),
        text::gpx(10).into_bytes(),
        text::tcx().into_bytes(),
        text::apple(5).into_bytes(),
        text::STRAVA.into(),
    ] {
        let plain = read(&file).unwrap();
        assert_eq!(read(&pack::gzip(&file)).unwrap(), plain);
        assert_eq!(read(&pack::zip(&[("export", &file)])).unwrap(), plain);
    }
}

#[test]
fn archives_of_sites_are_understood() {
    let apple = pack::zip(&[
        ("apple_health_export/export_cda.xml", b"<ClinicalDocument/>"),
        (
            "apple_health_export/workout-routes/route.gpx",
            text::gpx(5).as_bytes(),
        ),
        (
            "apple_health_export/exportieren.xml",
            text::apple(5).as_bytes(),
        ),
    ]);
    assert_eq!(read(&apple).unwrap().format, Format::AppleHealth);
    let strava = pack::zip(&[
        ("activities/1.fit.gz", &pack::gzip(&fit::run(60))),
        ("activities.csv", text::STRAVA.as_bytes()),
    ]);
    assert_eq!(read(&strava).unwrap().format, Format::StravaCsv);
    // An account in another language: its list cannot be read, its recordings can.
    let german = text::STRAVA.replace("Activity Date", "Aktivitätsdatum");
    let recording = pack::gzip(&fit::run(60));
    let strava = pack::zip(&[
        ("profile.csv", b"Athlete ID,Email Address\n1,a@b.c\n"),
        ("activities.csv", german.as_bytes()),
        ("activities/1.fit.gz", &recording),
        ("activities/2.gpx.gz", &pack::gzip(text::gpx(10).as_bytes())),
        ("media/1.jpg", b"\xff\xd8\xff"),
    ]);
    let import = read(&strava).unwrap();
    assert_eq!((import.activities.len(), import.warnings), (2, vec![]));
    let several = pack::zip(&[
        ("a.fit", &fit::run(60)),
        ("b.gpx", text::gpx(10).as_bytes()),
        ("c.fit.gz", &pack::gzip(&fit::run(90))),
        ("d.tcx", b"\x01\x02"),
        ("e.tcx", b"\x01\x02"),
        ("f.gpx", b"<gpx><trk"),
    ]);
    let import = read(&several).unwrap();
    let unknown = Error::UnknownFormat {
        looks_like: Looks::Unknown,
    };
    let formats: Vec<Format> = import
        .activities
        .iter()
        .map(|one| one.format.unwrap_or(import.format))
        .collect();
    assert_eq!(formats, [Format::Fit, Format::Gpx, Format::Fit]);
    assert_eq!(import.left_out, [(unknown, 2), (Error::Damaged, 1)]);
}

#[test]
fn other_documents_in_an_archive_are_passed_over() {
    let other: &[u8] = b"<?xml version=\"1.0\"?><manifest/>";
    let recordings = pack::zip(&[
        ("doc/manifest.xml", other),
        ("a.gpx", text::gpx(10).as_bytes()),
        ("b.xml", text::tcx().as_bytes()),
        ("c.fit", &fit::run(60)),
    ]);
    let import = read(&recordings).unwrap();
    assert_eq!((import.activities.len(), import.warnings), (3, vec![]));
    let apple = pack::zip(&[
        ("notes/manifest.xml", other),
        (
            "apple_health_export/exportar_cda.xml",
            b"<ClinicalDocument/>",
        ),
        (
            "apple_health_export/exportar.xml",
            text::apple(5).as_bytes(),
        ),
        ("apple_health_export/electrocardiograms/1.csv", b"Name,x\n"),
    ]);
    let import = read(&apple).unwrap();
    assert_eq!(
        (import.format, import.activities.len()),
        (Format::AppleHealth, 1)
    );
    let only = pack::zip(&[("manifest.xml", other), ("photo.jpg", b"\xff\xd8\xff")]);
    assert_eq!(
        read(&only),
        Err(Error::UnknownFormat {
            looks_like: Looks::Xml
        })
    );
}

#[test]
fn the_routes_of_a_damaged_health_export_are_not_taken_for_it() {
    let without = |export: &str| {
        pack::zip(&[
            ("apple_health_export/export.xml", export.as_bytes()),
            (
                "apple_health_export/workout-routes/route.gpx",
                text::gpx(5).as_bytes(),
            ),
        ])
    };
    assert_eq!(read(&without("<HealthData><Rec")), Err(Error::Damaged));
    assert_eq!(
        read(&without("<HealthData></HealthData>")),
        Err(Error::NotAnActivity {
            what: NotActivity::NoWorkouts
        })
    );
}

#[test]
fn files_of_other_kinds_are_named() {
    for (file, looks_like) in [
        (&b"%PDF-1.7"[..], Looks::Pdf),
        (b"\x89PNG\r\n", Looks::Picture),
        (b"{\"a\":1}", Looks::Json),
        (b"<!DOCTYPE html><html><body>", Looks::WebPage),
        (
            b"<?xml version=\"1.0\"?><kml xmlns=\"x\"></kml>",
            Looks::Kml,
        ),
        (b"<other/>", Looks::Xml),
        (b"\xff\xfea\0b\0", Looks::Utf16),
        (b"\x01\x02\x03", Looks::Unknown),
    ] {
        assert_eq!(read(file), Err(Error::UnknownFormat { looks_like }));
    }
    assert_eq!(read(b"<gpx"), Err(Error::Damaged));
    assert_eq!(read(b""), Err(Error::Empty));
    assert_eq!(read(b" \n "), Err(Error::Empty));
}

#[test]
fn progress_is_told_to_the_end() {
    let file = text::apple(8000);
    let mut told = Vec::new();
    aftermile_import::read(
        &mut std::io::Cursor::new(file.as_bytes()),
        &mut |done, all| told.push((done, all)),
    )
    .unwrap();
    let size = file.len() as u64;
    assert!(told.len() >= 2 && told.is_sorted(), "{told:?}");
    assert!(told.iter().all(|(done, all)| *all == size && *done <= size));
    assert_eq!(told.last(), Some(&(size, size)));
}

#[test]
fn no_place_is_kept() {
    let file = text::gpx(10).replace("lat=\"0.0\"", "lat=\"47.123456\"");
    let kept = serde_json::to_string(&read(file.as_bytes()).unwrap()).unwrap();
    assert!(!kept.contains("47.12") && !kept.contains("lat"), "{kept}");
}
