//! Apple Health's `export.xml`: millions of records, and among them the workouts with their totals.

use crate::activity::Activity;
use crate::error::{Error, NotActivity};
use crate::found::{Format, Import};
use crate::sport::{Sport, Surface};
use crate::time;
use crate::xml::{Element, Handler, number};

const TYPE: &str = "HKWorkoutActivityType";
const QUANTITY: &str = "HKQuantityTypeIdentifier";

#[derive(Debug)]
pub struct Apple {
    import: Import,
    workout: Option<Workout>,
}

#[derive(Debug, Default)]
struct Workout {
    activity: Activity,
    ends_ms: Option<i64>,
    starts_ms: Option<i64>,
    /// From the workout's own attribute, which counts only where no statistics say more.
    total_m: Option<f64>,
}

impl Default for Apple {
    fn default() -> Self {
        Apple {
            import: Import {
                format: Format::AppleHealth,
                ..Import::default()
            },
            workout: None,
        }
    }
}

impl Apple {
    fn end_workout(&mut self) -> Result<(), Error> {
        let Some(Workout {
            mut activity,
            starts_ms,
            ends_ms,
            total_m,
        }) = self.workout.take()
        else {
            return Ok(());
        };
        #[expect(
            clippy::cast_precision_loss,
            reason = "milliseconds between two dates are far below 2^52"
        )]
        let between = |(start, end): (i64, i64)| end.saturating_sub(start) as f64 / 1000.0;
        activity.elapsed_s = starts_ms.zip(ends_ms).map(between);
        activity.distance_m = activity.distance_m.or(total_m);
        self.import.add(activity.settled(0))
    }

    /// What was found, also of a file that ended early.
    pub fn finish(mut self) -> Result<Import, Error> {
        self.end_workout()?;
        if !self.import.holds_something() {
            return Err(Error::NotAnActivity {
                what: NotActivity::NoWorkouts,
            });
        }
        Ok(self.import)
    }
}

impl Handler for Apple {
    fn open(&mut self, element: &Element<'_>) -> Result<bool, Error> {
        // All but a few thousandths of the elements are records.
        if element.name == "Record" {
            return Ok(false);
        }
        match element.name {
            "Workout" => {
                self.end_workout()?;
                self.workout = Some(workout(element));
            }
            "WorkoutStatistics" if element.parent == "Workout" => {
                if let Some(workout) = &mut self.workout {
                    statistics(&mut workout.activity, element);
                }
            }
            "MetadataEntry" if element.parent == "Workout" => {
                if let Some(workout) = &mut self.workout {
                    metadata(&mut workout.activity, element);
                }
            }
            _ => {}
        }
        Ok(false)
    }

    fn close(&mut self, name: &str, _: &str, _: &str) -> Result<(), Error> {
        if name == "Workout" {
            self.end_workout()
        } else {
            Ok(())
        }
    }
}

fn workout(element: &Element<'_>) -> Workout {
    let mut workout = Workout::default();
    let (mut duration, mut duration_unit) = (None, String::from("min"));
    let (mut total, mut total_unit) = (None, String::new());
    element.attributes(|key, value| match key {
        "workoutActivityType" => {
            let name = value.strip_prefix(TYPE).unwrap_or(value);
            workout.activity.sport = Sport::named(name);
            workout.activity.surface = Surface::named(name);
        }
        "duration" => duration = number(value),
        "durationUnit" => duration_unit = value.chars().take(8).collect(),
        "totalDistance" => total = number(value),
        "totalDistanceUnit" => total_unit = value.chars().take(8).collect(),
        "startDate" => {
            let moment = time::moment(value);
            workout.starts_ms = moment.map(|moment| moment.at_ms);
            workout.activity.start = moment.map(time::Moment::start);
        }
        "endDate" => workout.ends_ms = time::moment(value).map(|moment| moment.at_ms),
        _ => {}
    });
    workout.activity.moving_s =
        duration.and_then(|duration| Some(duration * seconds_in(&duration_unit)?));
    workout.total_m = total.and_then(|total| Some(total * metres_in(&total_unit)?));
    workout
}

fn statistics(activity: &mut Activity, element: &Element<'_>) {
    let value = |name| element.attribute(name).and_then(|text| number(&text));
    let of = element.attribute("type").unwrap_or_default();
    match of.strip_prefix(QUANTITY).unwrap_or(&of) {
        "DistanceWalkingRunning" => {
            let unit = element.attribute("unit").unwrap_or_default();
            activity.distance_m = value("sum").and_then(|sum| Some(sum * metres_in(&unit)?));
        }
        "HeartRate" => {
            activity.hr_mean = value("average");
            activity.hr_max = value("maximum");
        }
        _ => {}
    }
}

fn metadata(activity: &mut Activity, element: &Element<'_>) {
    let value = element.attribute("value").unwrap_or_default();
    let length = || {
        let (amount, unit) = value.split_once(' ')?;
        Some(number(amount)? * metres_in(unit)?)
    };
    match element.attribute("key").unwrap_or_default().as_str() {
        "HKElevationAscended" => activity.ascent_m = length(),
        "HKElevationDescended" => activity.descent_m = length(),
        "HKIndoorWorkout" if value == "1" => activity.surface = Some(Surface::Treadmill),
        _ => {}
    }
}

fn seconds_in(unit: &str) -> Option<f64> {
    Some(match unit {
        "s" | "sec" => 1.0,
        "min" => 60.0,
        "hr" | "h" => 3600.0,
        _ => return None,
    })
}

fn metres_in(unit: &str) -> Option<f64> {
    Some(match unit {
        "m" => 1.0,
        "km" => 1000.0,
        "mi" => 1609.344,
        "cm" => 0.01,
        "ft" => 0.3048,
        "yd" => 0.9144,
        _ => return None,
    })
}
