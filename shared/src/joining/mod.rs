//! Coming in without a link: a [`JoinCode`] that is read off a screen gives the right to [`Knock`], and nothing else. A facilitator
//! lets in whoever knocks, or a [`Roster`] does that was brought beforehand. Whoever is in comes in on another device by a [`DeviceLink`]
//! of their own.

mod code;
mod device;
mod key;
mod knock;
mod roster;

pub use code::JoinCode;
pub use device::{DeviceLink, DevicePeeked, Devices, HandedDevice};
pub use key::{BadKey, KnockKey};
pub use knock::{
    AdmitKnock, AdmitKnocks, CodePeeked, Decline, Doorstep, HandedCode, Knock, KnockAnswer, LetIn,
    ListedKnock, MyKnock, NewCode, SessionCode,
};
pub use roster::{LineFault, Roster, RosterEntry, RosterFault, RosterText};
