//! What pages share.

mod answered;
mod bar;
mod chip;
mod confirm;
mod copy;
mod dialog;
mod field;
mod focus;
mod icon;
mod link_field;
mod notice;
mod offers;
mod page;
mod said;
mod state;
mod time;
mod toast;
mod you;

pub use answered::AnsweredField;
pub use chip::{DelegationChip, Monogram};
pub use confirm::{Confirm, open_about};
pub use copy::CopyButton;
pub use dialog::Dialog;
pub use field::TextField;
pub use focus::{focus_after, focus_quietly, focus_soon, keep_focus};
pub use icon::{Icon, icon};
pub use link_field::LinkField;
pub use notice::{Notice, Refused, Tone};
pub use offers::{Kind, Offer, Offers, offer, offer_all, provide_offers};
pub use page::{Page, arrive, provide_arrival};
pub use said::said;
pub use state::{Empty, Failed, Loaded, Loading, Stranger};
pub use time::{Moment, time_of_day};
pub use toast::{Announcement, Toasts, Tray, Way, provide_toasts, use_toasts};
pub use you::You;
