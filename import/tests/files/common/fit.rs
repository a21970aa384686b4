//! A writer of FIT files, apart from the decoder's own, so that one does not hide the other's mistakes.

pub const EPOCH: u32 = 631_065_600;
pub const RECORD: u16 = 20;
pub const SESSION: u16 = 18;
pub const FILE_ID: u16 = 0;
pub const EVENT: u16 = 21;
pub const ACTIVITY: u16 = 34;
pub const LAP: u16 = 19;
pub const FIELD_DESCRIPTION: u16 = 206;

/// A field: its number, its base type, its bytes.
pub struct Field(pub u8, pub u8, pub Vec<u8>);

pub fn u8(number: u8, value: u8) -> Field {
    Field(number, 0x02, vec![value])
}

pub fn kind(number: u8, value: u8) -> Field {
    Field(number, 0x00, vec![value])
}

pub fn u16(number: u8, value: u16) -> Field {
    Field(number, 0x84, value.to_le_bytes().to_vec())
}

pub fn u32(number: u8, value: u32) -> Field {
    Field(number, 0x86, value.to_le_bytes().to_vec())
}

pub fn s32(number: u8, value: i32) -> Field {
    Field(number, 0x85, value.to_le_bytes().to_vec())
}

/// Number, size and base type of each field.
type Shape = Vec<(u8, u8, u8)>;

/// The body of a file.
#[derive(Default)]
pub struct Fit {
    body: Vec<u8>,
    defined: Option<(u16, Shape)>,
}

impl Fit {
    /// A message, with a definition before it when the one before had another shape.
    pub fn message(&mut self, number: u16, fields: &[Field]) -> &mut Self {
        let shape: Shape = fields.iter().map(|f| (f.0, f.2.len() as u8, f.1)).collect();
        if self.defined.as_ref() != Some(&(number, shape.clone())) {
            self.body.extend([0x40, 0, 0]);
            self.body.extend(number.to_le_bytes());
            self.body.push(fields.len() as u8);
            self.body.extend(
                shape
                    .iter()
                    .flat_map(|(number, size, base)| [*number, *size, *base]),
            );
            self.defined = Some((number, shape));
        }
        self.body.push(0);
        self.body
            .extend(fields.iter().flat_map(|field| field.2.clone()));
        self
    }

    pub fn raw(&mut self, bytes: &[u8]) -> &mut Self {
        self.body.extend(bytes);
        self
    }

    pub fn file(&self) -> Vec<u8> {
        let mut file = vec![14, 0x20, 0x54, 0x08];
        file.extend((self.body.len() as u32).to_le_bytes());
        file.extend(b".FIT");
        file.extend(crc(&file).to_le_bytes());
        file.extend(&self.body);
        file.extend(crc(&self.body).to_le_bytes());
        file
    }
}

pub fn crc(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0u16, |crc, byte| {
        (0..8).fold(crc ^ u16::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                (crc >> 1) ^ 0xA001
            } else {
                crc >> 1
            }
        })
    })
}

/// 2024-05-01T07:00:00Z in FIT's calendar.
pub const START: u32 = 1_714_546_800 - EPOCH;

pub fn file_id(kind_of_file: u8) -> Vec<Field> {
    vec![kind(0, kind_of_file), u16(1, 1), u32(4, START)]
}

/// A point of a run at 2.5 m/s over ground that waves, with a made-up place.
pub fn record(second: u32) -> Vec<Field> {
    let wave = f64::from(second) / 120.0;
    vec![
        u32(253, START + second),
        s32(0, 1_000_000 + second as i32 * 20),
        s32(1, 2_000_000 + second as i32 * 10),
        u16(2, ((100.0 + 20.0 * wave.sin() + 500.0) * 5.0) as u16),
        u8(3, 140 + (second % 20) as u8),
        u8(4, 85),
        u32(5, second * 250),
        u16(6, 2500),
    ]
}

pub fn session(sport: u8, seconds: u32, pause: u32) -> Vec<Field> {
    vec![
        u32(253, START + seconds + pause),
        u32(2, START),
        kind(5, sport),
        kind(6, 0),
        u32(7, (seconds + pause) * 1000),
        u32(8, seconds * 1000),
        u32(9, seconds * 250),
        u8(16, 149),
        u8(17, 171),
        u16(22, 66),
        u16(23, 70),
    ]
}

/// A run of so many seconds, as a watch writes it.
pub fn run(seconds: u32) -> Vec<u8> {
    let mut fit = Fit::default();
    fit.message(FILE_ID, &file_id(4));
    fit.message(EVENT, &[u32(253, START), kind(0, 0), kind(1, 0)]);
    for second in 0..=seconds {
        fit.message(RECORD, &record(second));
    }
    fit.message(EVENT, &[u32(253, START + seconds), kind(0, 0), kind(1, 4)]);
    fit.message(SESSION, &session(1, seconds, 0));
    fit.message(
        ACTIVITY,
        &[
            u32(253, START + seconds),
            u32(5, START + seconds + 7200),
            u32(0, seconds * 1000),
        ],
    );
    fit.file()
}
