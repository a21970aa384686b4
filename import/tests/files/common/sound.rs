//! What must hold of whatever was read from any bytes.

use aftermile_import::{Import, Start};

fn within(value: Option<f64>, least: f64, most: f64, what: &str) {
    if let Some(value) = value {
        assert!(value >= least && value <= most, "{what} {value}");
    }
}

pub fn check(import: &Import) {
    assert!(
        !import.activities.is_empty() || !import.others.is_empty(),
        "an import of nothing is an error"
    );
    assert!(import.is_list() || import.others.is_empty());
    for activity in &import.activities {
        within(
            activity.moving_s,
            f64::MIN_POSITIVE,
            14.0 * 86_400.0,
            "moving",
        );
        within(
            activity.elapsed_s,
            f64::MIN_POSITIVE,
            14.0 * 86_400.0,
            "elapsed",
        );
        if let (Some(moving), Some(elapsed)) = (activity.moving_s, activity.elapsed_s) {
            assert!(moving <= elapsed);
        }
        within(activity.distance_m, f64::MIN_POSITIVE, 1.5e6, "distance");
        within(activity.ascent_m, 0.0, 1e5, "ascent");
        within(activity.descent_m, 0.0, 1e5, "descent");
        within(activity.hr_mean, 25.0, 250.0, "mean heart rate");
        within(
            activity.hr_max,
            activity.hr_mean.unwrap_or(25.0),
            250.0,
            "greatest heart rate",
        );
        if let Some(start) = activity.start.map(Start::to_iso) {
            let year: i32 = start
                .get(..4)
                .and_then(|year| year.parse().ok())
                .unwrap_or(0);
            assert!((1990..2100).contains(&year), "{start}");
        }
        if !import.is_list() || activity.warnings.is_empty() {
            let complete = activity.start.is_some()
                && activity.elapsed_s.is_some()
                && activity.distance_m.is_some();
            assert!(
                complete || !activity.warnings.is_empty(),
                "a gap is said: {activity:?}"
            );
        }
    }
    let text = serde_json::to_string(import).expect("it can be written");
    assert_eq!(
        &serde_json::from_str::<Import>(&text).expect("it can be read again"),
        import
    );
}
