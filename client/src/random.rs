//! Chance: new ids and random numbers.

use shared::ids::BadId;

/// A new random id: 60 bits, so that nobody's is the same.
pub fn new_id<T: TryFrom<String, Error = BadId>>() -> T {
    match T::try_from(new_name()) {
        Ok(id) => id,
        Err(_) => unreachable!("twelve letters and digits are an id"),
    }
}

/// A new random name: 60 bits.
pub fn new_name() -> String {
    let digit = || char::from(b"abcdefghijklmnopqrstuvwxyz234567"[random(32)]);
    std::iter::repeat_with(digit).take(12).collect()
}

/// A random number below `end`.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a floor below `end`"
)]
#[allow(clippy::cast_precision_loss, reason = "`end` is small")]
pub fn random(end: usize) -> usize {
    (js_sys::Math::random() * end as f64) as usize
}
