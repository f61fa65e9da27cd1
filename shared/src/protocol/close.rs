//! Why the server closes a connection.

use std::borrow::Cow;

/// Websocket close codes. A stock y-websocket client stays away after those from 4400 to 4499, and comes back by itself
/// after all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
pub enum CloseCode {
    /// The server is stopping or restarting: come back.
    Restart = 1012,
    /// An update or message was refused, and never will be accepted.
    Refused = 4400,
    /// The cookie is not, or no longer, good for this table.
    Stranger = 4401,
    /// The change could not be saved: keep it, come back, try again.
    NotSaved = 4503,
    /// The connection read too slowly, or there is no room for it: come back and resync.
    TooSlow = 4508,
    /// The update stands on something that the server does not have: come back and resync.
    Resync = 4509,
    /// Too much too fast.
    Flood = 4529,
}

impl CloseCode {
    /// The number on the wire.
    pub const fn number(self) -> u16 {
        self as u16
    }
}

/// The close code of a proxy for a message that is too large.
const TOO_LARGE_FOR_A_PROXY: u16 = 1009;

/// Why the server closes a connection, and so what the client does next. On the wire it is a [`CloseCode`], and a stable
/// name as the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CloseReason {
    /// The server is stopping or restarting. The client comes back.
    Restart,
    /// The participant is not known at this table. The client stays away.
    Stranger,
    /// A facilitator has taken the participant's place away. The client stays away, and offers back what is not saved.
    Removed,
    /// The table is closed to observers, and the participant is one. The client stays away until it is asked to look again.
    ClosedToObservers,
    /// The participant has signed this device out from another, or has left on it. The client stays away, and keeps what is not
    /// saved for when they come back.
    SignedOut,
    /// The connection did not read. The client comes back, and resyncs.
    TooSlow,
    /// The table takes no more connections. The client comes back after a while.
    TableFull,
    /// Too much was said too fast. The client comes back after a while.
    Flood,
    /// What was written could not be saved. The client keeps it, comes back and sends it again.
    NotSaved,
    /// An update stands on something that the server does not have. The client comes back, and resyncs.
    Incomplete(Cow<'static, str>),
    /// What was sent will never be taken. The client begins a new document, and offers the words back.
    Refused(Cow<'static, str>),
}

impl CloseReason {
    /// Something was sent that will never be taken, for a reason of this stable name.
    pub const fn refused(name: &'static str) -> Self {
        Self::Refused(Cow::Borrowed(name))
    }

    /// Its code on the wire.
    pub const fn code(&self) -> CloseCode {
        match self {
            Self::Restart => CloseCode::Restart,
            Self::Stranger | Self::Removed | Self::SignedOut | Self::ClosedToObservers => {
                CloseCode::Stranger
            }
            Self::TooSlow | Self::TableFull => CloseCode::TooSlow,
            Self::Flood => CloseCode::Flood,
            Self::NotSaved => CloseCode::NotSaved,
            Self::Incomplete(_) => CloseCode::Resync,
            Self::Refused(_) => CloseCode::Refused,
        }
    }

    /// Its stable name, which goes over the wire beside the code.
    pub fn name(&self) -> &str {
        match self {
            Self::Restart => "restart",
            Self::Stranger => "stranger",
            Self::Removed => "removed",
            Self::SignedOut => "signed-out",
            Self::ClosedToObservers => "closed-to-observers",
            Self::TooSlow => "too-slow",
            Self::TableFull => "table-full",
            Self::Flood => "flood",
            Self::NotSaved => "not-saved",
            Self::Incomplete(name) | Self::Refused(name) => name,
        }
    }

    /// Reads what came over the wire; nothing if it was not the server that closed the connection.
    pub fn read(code: u16, name: &str) -> Option<Self> {
        let plain = [
            Self::Restart,
            Self::Stranger,
            Self::Removed,
            Self::SignedOut,
            Self::ClosedToObservers,
            Self::TooSlow,
            Self::TableFull,
            Self::Flood,
            Self::NotSaved,
        ];
        let is_it = |reason: &Self| reason.code().number() == code && reason.name() == name;
        if let Some(reason) = plain.into_iter().find(is_it) {
            return Some(reason);
        }
        let name = || Cow::Owned(name.to_owned());
        match code {
            TOO_LARGE_FOR_A_PROXY => Some(Self::refused("too-large")),
            code if code == CloseCode::Refused.number() => Some(Self::Refused(name())),
            code if code == CloseCode::Resync.number() => Some(Self::Incomplete(name())),
            // Of a server that gives reasons this page does not know, the code says enough.
            code if code == CloseCode::Stranger.number() => Some(Self::Stranger),
            code if code == CloseCode::TooSlow.number() => Some(Self::TooSlow),
            code if code == CloseCode::NotSaved.number() => Some(Self::NotSaved),
            code if code == CloseCode::Flood.number() => Some(Self::Flood),
            code if code == CloseCode::Restart.number() => Some(Self::Restart),
            _ => None,
        }
    }

    /// Whether the server has sent the connection away, and would do so again if it came back at once.
    pub const fn is_sent_away(&self) -> bool {
        !matches!(self, Self::Restart)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_over_the_wire_is_what_comes() {
        let all = [
            CloseReason::Restart,
            CloseReason::Stranger,
            CloseReason::Removed,
            CloseReason::SignedOut,
            CloseReason::ClosedToObservers,
            CloseReason::TooSlow,
            CloseReason::TableFull,
            CloseReason::Flood,
            CloseReason::NotSaved,
            CloseReason::Incomplete("gap".into()),
            CloseReason::refused("locked"),
        ];
        for reason in all {
            let read = CloseReason::read(reason.code().number(), reason.name());
            assert_eq!(read, Some(reason));
        }
    }

    #[test]
    fn what_others_close_with_is_told_apart() {
        assert_eq!(CloseReason::read(1006, ""), None);
        let too_large = CloseReason::read(1009, "message too big");
        assert_eq!(too_large, Some(CloseReason::refused("too-large")));
        let unknown = CloseReason::read(4508, "of-a-later-version");
        assert_eq!(unknown, Some(CloseReason::TooSlow));
    }
}
