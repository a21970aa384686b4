//! Files changed at random, all from one seed.

use crate::targets::Target;

const LONGEST: usize = 1 << 16;
/// Bytes that mean something in one of the formats.
const MEANING: &[u8] = b"\0\x01\x02\x7f\x80\xfe\xff<>\"'&/=,;\n\r\t -+.:0129TZ@";
const NUMBERS: [&str; 14] = [
    "0",
    "-1",
    "1",
    "255",
    "65535",
    "4294967295",
    "99999999999999999999",
    "0.0000001",
    "1e999",
    "-1e999",
    "NaN",
    "1901",
    "24:60:60",
    "",
];

/// Numbers without a pattern, the same for the same seed (splitmix64).
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Below `end`, which is above 0.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }

    fn byte(&mut self) -> u8 {
        self.next().to_le_bytes()[0]
    }

    /// A span of at most `most` bytes inside of `length`.
    fn span(&mut self, length: usize, most: usize) -> std::ops::Range<usize> {
        let from = self.below(length + 1);
        let size = self.below(most.min(length - from) + 1);
        from..from + size
    }
}

/// One of the pool, changed in a few places.
pub fn changed(random: &mut Random, target: &Target, pool: &[Vec<u8>]) -> Vec<u8> {
    let mut file = pool[random.below(pool.len())].clone();
    for _ in 0..1 << random.below(4) {
        change(random, target, pool, &mut file);
    }
    file.truncate(LONGEST);
    file
}

fn change(random: &mut Random, target: &Target, pool: &[Vec<u8>], file: &mut Vec<u8>) {
    let length = file.len();
    let at = random.below(length + 1);
    match random.below(12) {
        0 | 1 if at < length => file[at] = MEANING[random.below(MEANING.len())],
        2 if at < length => file[at] = random.byte(),
        3 if at < length => file[at] ^= 1 << random.below(8),
        4 if length - at >= 4 => {
            let number = [0, 1, u32::MAX, u32::MAX - 1, 1 << 31, random.byte().into()];
            let number = number[random.below(6)].to_le_bytes();
            let size = 1 << random.below(3);
            file[at..at + size].copy_from_slice(&number[..size]);
        }
        5 => {
            let word = target.words[random.below(target.words.len())];
            file.splice(at..at, word.bytes());
        }
        6 => number(random, file, at),
        7 => drop(file.drain(random.span(length, 64))),
        8 => {
            let part = file[random.span(length, 512)].to_vec();
            for _ in 0..=random.below(4) {
                file.splice(at..at, part.iter().copied());
            }
        }
        9 => {
            let other = &pool[random.below(pool.len())];
            let part = other[random.span(other.len(), 512)].to_vec();
            file.splice(at..at, part);
        }
        10 => {
            let some: Vec<u8> = (0..random.below(16)).map(|_| random.byte()).collect();
            file.splice(at..at, some);
        }
        11 if random.below(4) == 0 => file.truncate(at),
        _ => {}
    }
}

/// Puts another number in the place of the one at or after a place.
fn number(random: &mut Random, file: &mut Vec<u8>, at: usize) {
    let is_digit = |byte: &u8| byte.is_ascii_digit();
    if let Some(from) = file[at..].iter().position(is_digit) {
        let from = at + from;
        let size = file[from..]
            .iter()
            .take_while(|byte| is_digit(byte))
            .count();
        let number = NUMBERS[random.below(NUMBERS.len())];
        file.splice(from..from + size, number.bytes());
    }
}
