//! Being the same person on another device.

use crate::api::You;
use crate::ids::Timestamp;
use serde::{Deserialize, Serialize};

/// `POST /api/me/device`: a link by which one is the same person on one more device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceLink {
    /// The whole link, secret and all. It works once.
    pub link: String,
    /// The link as a QR code: an SVG document.
    pub qr: String,
    /// From when on it is refused.
    pub expires: Timestamp,
}

/// `POST /api/device/peek`, and `POST /api/device`: the secret of such a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedDevice {
    /// What follows `#` in it.
    pub secret: String,
}

/// On how many devices one is in beside this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Devices {
    /// How many.
    pub others: usize,
}

/// Who one will be on this device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DevicePeeked {
    /// Their name.
    pub name: String,
    /// Who this browser is already.
    pub you: Option<You>,
    /// Whether that is the same person.
    pub same: bool,
}
