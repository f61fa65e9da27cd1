//! Chance: new ids and random numbers.

use shared::ids::BadId;
use shared::joining::KnockKey;

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

/// A new key to knock with, of random numbers that nobody guesses; none where the browser has none of these.
pub fn new_key() -> Option<KnockKey> {
    let mut bytes = [0; KnockKey::LENGTH];
    let crypto = web_sys::window()?.crypto().ok()?;
    crypto.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(KnockKey::of_bytes(bytes))
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
