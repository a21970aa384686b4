use crate::ports::{Clock, Moment};
use js_sys::Date;

/// The device's clock.
#[derive(Debug)]
pub struct DeviceClock;

impl Clock for DeviceClock {
    #[allow(clippy::cast_possible_truncation)]
    fn now(&self) -> Moment {
        let now = Date::new_0();
        Moment {
            at_ms: now.get_time() as i64,
            offset_min: -(now.get_timezone_offset() as i32),
        }
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
    fn offset_at(&self, at_ms: i64) -> i32 {
        -(Date::new(&(at_ms as f64).into()).get_timezone_offset() as i32)
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn chance(&self) -> u32 {
        (js_sys::Math::random() * f64::from(u32::MAX)) as u32
    }
}
