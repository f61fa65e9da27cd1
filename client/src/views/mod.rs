//! What pages share.

mod answered;
mod bar;
mod chip;
pub mod clock;
mod code_field;
mod confirm;
mod copy;
mod dialog;
mod disclosure;
mod fetched;
mod field;
mod file_link;
mod focus;
mod form_buttons;
mod icon;
mod kept_text;
mod keyed;
mod link_field;
mod memo;
mod name_field;
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
pub use code_field::CodeField;
pub use confirm::{Confirm, open_about};
pub use copy::CopyButton;
pub use dialog::Dialog;
pub use disclosure::Disclosure;
pub use fetched::{Fetching, fetched, fetched_as_page};
pub use field::TextField;
pub use file_link::FileLink;
pub use focus::{focus_after, focus_quietly, focus_soon, keep_focus};
pub use form_buttons::FormButtons;
pub use icon::{Icon, icon};
pub use kept_text::{kept_paragraph, marked, paragraph};
pub use keyed::For;
pub use link_field::LinkField;
pub use memo::memo;
pub use name_field::{NameAsked, NameField};
pub use notice::{Notice, Refused, Tone};
pub use offers::{Kind, Offer, Offers, offer, offer_all, provide_offers};
pub use page::{Page, arrive, provide_arrival};
pub use said::said;
pub use state::{Empty, Failed, Loaded, Loading, Stranger};
pub use time::{
    Moment, local_input, time_in_full, time_of, time_of_day, time_to_the_second, typed_locally,
};
pub use toast::{Announcement, Standing, Toasts, Tray, Way, provide_toasts, use_toasts};
pub use you::{AnotherDevice, You};
