//! A short sign of a text as it was shown, so that nothing else is pulled in its place.

use crate::prose::Block;

/// How long a sign is.
pub(super) const SIGN: usize = 16;

/// The sign of a text: an FNV-1a hash of its blocks as JSON, in hex. It tells a text from what became of it a moment later, and is no
/// proof of anything.
pub fn seen(text: &[Block]) -> String {
    // Our own types, whose maps have text keys, cannot fail to serialise.
    sign_of(&serde_json::to_vec(text).unwrap_or_default())
}

/// The same of what was shown in any other form.
pub(crate) fn sign_of(bytes: &[u8]) -> String {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}")
}
