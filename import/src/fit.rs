//! FIT, the files of watches.

use crate::activity::{Activity, Start, Zone};
use crate::error::{Error, NotActivity};
use crate::found::{Format, Import};
use crate::sport::{Sport, Surface};
use crate::time::Moment;
use crate::track::{Point, Track};
use crate::warning::Warning;
use embedded_io::{ErrorKind, ErrorType, ReadExactError};
use rustyfit::profile::mesgdef::{
    Activity as Whole, Event as Timer, FileId, Lap, Record, Session, Sport as SportMesg,
};
use rustyfit::profile::typedef::{self, File, MesgNum};
use rustyfit::proto::{FieldDefinition, Message, MessageDefinition, Value};
use rustyfit::{Decoder, DecoderEvent, StreamingIterator};
use std::io::{self, BufRead, BufReader, Read};

/// Seconds from 1970 to the begin of FIT's calendar, 1989-12-31.
const EPOCH: i64 = 631_065_600;
/// Below it a time counts from when the device was switched on.
const FIRST_DATE: u32 = 0x1000_0000;
const BUFFER: usize = 64 << 10;
/// A recording of 14 days has some 100 MB.
const LARGEST: u64 = 512 << 20;
/// Names of fields that an app on the watch adds. The decoder looks through all of them for each such field.
const MOST_NAMES: u32 = 128;
/// Fields of no length cost time without costing bytes.
const MOST_EMPTY: usize = 16;
/// An hour is cut into no more sessions than this by any sport.
const MOST_SESSIONS: usize = 1000;
/// Offsets of time zones are whole quarters of an hour, within 14 hours.
const QUARTER_S: i64 = 900;
const FARTHEST_ZONE_S: i64 = 14 * 3600;

/// Any reader for the decoder, which wants a trait without the standard library.
struct Input<R>(BufReader<R>, Option<io::Error>);

#[derive(Debug)]
struct Failed;

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the file could not be read")
    }
}

impl std::error::Error for Failed {}

impl embedded_io::Error for Failed {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Other
    }
}

impl<R> ErrorType for Input<R> {
    type Error = Failed;
}

impl<R: Read> embedded_io::Read for Input<R> {
    fn read(&mut self, into: &mut [u8]) -> Result<usize, Failed> {
        self.0.read(into).map_err(|error| {
            self.1 = Some(error);
            Failed
        })
    }

    /// Fields are a few bytes each, and nearly all of them lie in the buffer.
    fn read_exact(&mut self, into: &mut [u8]) -> Result<(), ReadExactError<Failed>> {
        if let Some(ready) = self.0.buffer().get(..into.len()) {
            into.copy_from_slice(ready);
            self.0.consume(into.len());
            return Ok(());
        }
        let mut rest = into;
        while !rest.is_empty() {
            match self.read(rest)? {
                0 => return Err(ReadExactError::UnexpectedEof),
                count => rest = rest.split_at_mut(count).1,
            }
        }
        Ok(())
    }
}

/// Reads a FIT file to its end.
///
/// # Errors
/// What it is instead of an activity, damage before anything could be taken, or a refusal.
pub fn read(input: &mut dyn Read) -> Result<Import, Error> {
    let mut input = Input(BufReader::with_capacity(BUFFER, input.take(LARGEST)), None);
    // Only totals and plain fields are used; parts packed into one field are not worth their time.
    let mut decoder = Decoder::builder().expand_components(false).build();
    let mut fit = Fit::default();
    let mut names = 0;
    let ended = {
        let mut stream = decoder.stream(&mut input);
        loop {
            match stream.next() {
                None => break None,
                Some(Ok(DecoderEvent::MessageDefinition(definition))) => affordable(definition)?,
                Some(Ok(DecoderEvent::Message(message))) => {
                    names += u32::from(message.num == MesgNum::FIELD_DESCRIPTION);
                    if names > MOST_NAMES {
                        return Err(Error::Oversized);
                    }
                    fit.take(message)?;
                }
                Some(Ok(_)) => {}
                Some(Err(error)) => break Some(error),
            }
        }
    };
    let warning = match ended {
        None => None,
        Some(rustyfit::DecoderError::Io { .. }) => {
            return Err(input.1.map_or(Error::Unreadable, Error::from));
        }
        Some(rustyfit::DecoderError::ChecksumMismatch { .. }) => Some(Warning::CheckSum),
        Some(_) if input.0.get_ref().limit() == 0 => return Err(Error::Oversized),
        Some(_) => Some(Warning::CutOff),
    };
    fit.finish(warning)
}

/// Refuses a definition that makes a few bytes cost much time.
fn affordable(definition: &MessageDefinition) -> Result<(), Error> {
    let empty = |field: &&FieldDefinition| field.size == 0;
    let fields = definition.field_definitions.iter().filter(empty).count();
    let added = definition
        .developer_field_definitions
        .iter()
        .filter(|field| field.size == 0)
        .count();
    if fields + added > MOST_EMPTY {
        Err(Error::Oversized)
    } else {
        Ok(())
    }
}

#[derive(Default)]
struct Fit {
    file: Option<File>,
    sessions: Vec<Activity>,
    /// Rest laps since the last session, and in all.
    rest_laps: u32,
    all_rest_laps: u32,
    session_rest_laps: Vec<u32>,
    /// Points since the last session.
    track: Track,
    /// All points: some devices write the session first.
    whole: Track,
    /// From the message that a device writes at the start, for files that end early.
    sport: Option<(u8, u8)>,
    offset_min: Option<i32>,
    monitoring: bool,
}

impl Fit {
    fn take(&mut self, message: &Message) -> Result<(), Error> {
        match message.num {
            MesgNum::RECORD => {
                let point = point(message);
                self.track.add(&point);
                self.whole.add(&point);
            }
            MesgNum::FILE_ID => self.file = small(message, FileId::TYPE).map(File),
            MesgNum::SESSION => self.end_session(message)?,
            MesgNum::LAP => {
                let rest = [typedef::Intensity::REST.0, typedef::Intensity::RECOVERY.0];
                let resting = small(message, Lap::INTENSITY)
                    .is_some_and(|intensity| rest.contains(&intensity));
                self.rest_laps = self.rest_laps.saturating_add(u32::from(resting));
                self.all_rest_laps = self.all_rest_laps.saturating_add(u32::from(resting));
            }
            MesgNum::EVENT => {
                let timer = small(message, Timer::EVENT) == Some(typedef::Event::TIMER.0);
                let kind = small(message, Timer::EVENT_TYPE);
                let stops = [typedef::EventType::STOP.0, typedef::EventType::STOP_ALL.0];
                if timer && kind.is_some_and(|kind| stops.contains(&kind)) {
                    self.track.pause();
                    self.whole.pause();
                }
            }
            MesgNum::SPORT => {
                let sub = small(message, SportMesg::SUB_SPORT).unwrap_or_default();
                self.sport = small(message, SportMesg::SPORT).map(|sport| (sport, sub));
            }
            MesgNum::ACTIVITY => self.offset_min = zone(message),
            MesgNum::MONITORING | MesgNum::MONITORING_INFO => self.monitoring = true,
            _ => {}
        }
        Ok(())
    }

    fn end_session(&mut self, message: &Message) -> Result<(), Error> {
        if self.sessions.len() >= MOST_SESSIONS {
            return Err(Error::TooMany);
        }
        let mut activity = session(message);
        std::mem::take(&mut self.track).fill(&mut activity);
        self.session_rest_laps
            .push(std::mem::take(&mut self.rest_laps));
        self.sessions.push(activity);
        Ok(())
    }

    fn finish(mut self, warning: Option<Warning>) -> Result<Import, Error> {
        if self.sessions.is_empty() && !self.whole.is_empty() && self.is_activity() {
            let (sport, sub) = self.sport.unwrap_or_default();
            let mut activity = Activity {
                sport: sport_of(sport, sub),
                surface: surface_of(sub),
                ..Activity::default()
            };
            self.whole.fill(&mut activity);
            self.sessions.push(activity);
            self.session_rest_laps.push(self.all_rest_laps);
        } else if let [only] = self.sessions.as_mut_slice() {
            self.whole.fill(only);
            self.session_rest_laps = vec![self.all_rest_laps];
        }
        if self.sessions.is_empty() {
            return Err(match (self.instead(), warning) {
                (NotActivity::Nothing, Some(_)) => Error::Damaged,
                (what, _) => Error::NotAnActivity { what },
            });
        }
        let count = u32::try_from(self.sessions.len()).unwrap_or(u32::MAX);
        let mut import = Import {
            format: Format::Fit,
            ..Import::default()
        };
        for (mut activity, rest_laps) in self.sessions.into_iter().zip(self.session_rest_laps) {
            if let (Some(start), Some(minutes)) = (&mut activity.start, self.offset_min) {
                start.zone = Zone::Offset(minutes);
            }
            // Watches write an event when they are paused.
            activity
                .warnings
                .retain(|warning| *warning != Warning::PausesCounted);
            if let Some(warning) = &warning {
                activity.warn(warning.clone());
            }
            if count > 1 {
                activity.warn(Warning::SeveralSports { count });
            }
            import.add(activity.settled(rest_laps))?;
        }
        Ok(import)
    }

    fn is_activity(&self) -> bool {
        self.file.is_none_or(|file| file == File::ACTIVITY)
    }

    fn instead(&self) -> NotActivity {
        match self.file {
            Some(File::MONITORING_A | File::MONITORING_B | File::MONITORING_DAILY) => {
                NotActivity::Monitoring
            }
            _ if self.monitoring => NotActivity::Monitoring,
            Some(File::COURSE | File::SEGMENT | File::SEGMENT_LIST) => NotActivity::Course,
            Some(File::WORKOUT | File::SCHEDULES) => NotActivity::Workout,
            Some(File::WEIGHT | File::BLOOD_PRESSURE) => NotActivity::Body,
            Some(File::ACTIVITY) | None => NotActivity::Nothing,
            Some(_) => NotActivity::Settings,
        }
    }
}

fn session(message: &Message) -> Activity {
    let sub = small(message, Session::SUB_SPORT).unwrap_or_default();
    let whole = |field| value(message, field);
    Activity {
        sport: small(message, Session::SPORT).map_or(Sport::Unknown, |sport| sport_of(sport, sub)),
        surface: surface_of(sub),
        start: date(message, Session::START_TIME).map(|at_s| Start {
            at_s,
            zone: Zone::Utc,
        }),
        moving_s: whole(Session::TOTAL_TIMER_TIME).map(|ms| ms / 1000.0),
        elapsed_s: whole(Session::TOTAL_ELAPSED_TIME).map(|ms| ms / 1000.0),
        distance_m: whole(Session::TOTAL_DISTANCE)
            .map(|cm| cm / 100.0)
            .filter(|metres| *metres > 0.0),
        ascent_m: whole(Session::TOTAL_ASCENT),
        descent_m: whole(Session::TOTAL_DESCENT),
        hr_mean: whole(Session::AVG_HEART_RATE).filter(|rate| *rate > 0.0),
        hr_max: whole(Session::MAX_HEART_RATE).filter(|rate| *rate > 0.0),
        ..Activity::default()
    }
}

/// What a record tells. Its place is not looked at: the device counts the distance itself.
fn point(message: &Message) -> Point {
    let mut point = Point::default();
    for field in &message.fields {
        let Some(value) = plain(&field.value) else {
            continue;
        };
        match field.num {
            Record::TIMESTAMP => {
                if let Value::Uint32(seconds) = field.value {
                    point.at = (seconds >= FIRST_DATE).then(|| Moment {
                        at_ms: (i64::from(seconds) + EPOCH) * 1000,
                        offset_min: None,
                    });
                }
            }
            Record::HEART_RATE => point.heart_rate = Some(value),
            Record::DISTANCE => point.distance_m = Some(value / 100.0),
            Record::ENHANCED_ALTITUDE => point.height_m = Some(value / 5.0 - 500.0),
            Record::ALTITUDE => {
                point.height_m = point.height_m.or(Some(value / 5.0 - 500.0));
            }
            _ => {}
        }
    }
    point
}

/// Minutes that the device's local clock is ahead of UTC.
fn zone(message: &Message) -> Option<i32> {
    let local = date(message, Whole::LOCAL_TIMESTAMP)?;
    let ahead = local - date(message, Whole::TIMESTAMP)?;
    // Clocks are read one after the other: the difference may be a second off.
    let whole = (ahead + ahead.signum() * 60).div_euclid(QUARTER_S) * QUARTER_S;
    let rounded = if (ahead - whole).abs() <= 60 {
        whole
    } else {
        whole + QUARTER_S
    };
    ((ahead - rounded).abs() <= 60 && rounded.abs() <= FARTHEST_ZONE_S)
        .then(|| i32::try_from(rounded / 60).ok())
        .flatten()
}

fn field(message: &Message, number: u8) -> Option<&Value> {
    message
        .fields
        .iter()
        .find(|field| field.num == number)
        .map(|field| &field.value)
}

fn value(message: &Message, number: u8) -> Option<f64> {
    plain(field(message, number)?)
}

fn small(message: &Message, number: u8) -> Option<u8> {
    match field(message, number)? {
        Value::Uint8(u8::MAX) => None,
        Value::Uint8(value) => Some(*value),
        _ => None,
    }
}

fn date(message: &Message, number: u8) -> Option<i64> {
    match field(message, number)? {
        Value::Uint32(seconds) if *seconds >= FIRST_DATE && *seconds != u32::MAX => {
            Some(i64::from(*seconds) + EPOCH)
        }
        _ => None,
    }
}

/// A number, unless it is the one by which FIT says that there is none.
fn plain(value: &Value) -> Option<f64> {
    match *value {
        Value::Uint8(value) if value != u8::MAX => Some(f64::from(value)),
        Value::Uint16(value) if value != u16::MAX => Some(f64::from(value)),
        Value::Uint32(value) if value != u32::MAX => Some(f64::from(value)),
        _ => None,
    }
}

fn sport_of(sport: u8, sub: u8) -> Sport {
    match typedef::Sport(sport) {
        typedef::Sport::RUNNING => Sport::Running,
        // A treadmill is a piece of fitness equipment.
        typedef::Sport::FITNESS_EQUIPMENT if sub == typedef::SubSport::TREADMILL.0 => {
            Sport::Running
        }
        typedef::Sport::WALKING => Sport::Walking,
        typedef::Sport::HIKING => Sport::Hiking,
        typedef::Sport::CYCLING | typedef::Sport::E_BIKING => Sport::Cycling,
        typedef::Sport::SWIMMING => Sport::Swimming,
        typedef::Sport::GENERIC | typedef::Sport(u8::MAX) => Sport::Unknown,
        other => Sport::named(&other.to_string()),
    }
}

fn surface_of(sub: u8) -> Option<Surface> {
    match typedef::SubSport(sub) {
        typedef::SubSport::TRAIL => Some(Surface::Trail),
        typedef::SubSport::TRACK => Some(Surface::Track),
        typedef::SubSport::TREADMILL
        | typedef::SubSport::INDOOR_RUNNING
        | typedef::SubSport::VIRTUAL_ACTIVITY => Some(Surface::Treadmill),
        _ => None,
    }
}
