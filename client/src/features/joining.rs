//! Who comes in without a link, as facilitators see it: the [`code`] to be shown, who is at the [`door`], and the [`roster`] of those who
//! are expected; and what the room is [`shown`].

pub mod code;
pub mod door;
mod doorway;
pub mod roster;
mod rows;
pub mod shown;
