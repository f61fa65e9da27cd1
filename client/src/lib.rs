//! The round table in the browser.
//!
//! Reading order: [`app`] (which page is shown when), [`pages`], [`room`] (the page at which one sits at a table) with its
//! [`features`], named as the domain's; [`views`] (what pages share), [`words`]; [`live`] (the connection to a table, and
//! the only place where messages become signals), [`prose`] (the document and its editor) and [`prose_pane`] (how it is
//! shown); [`api`] and [`account`] (what is asked over HTTP).

#[cfg(feature = "app")]
pub mod account;
#[cfg(feature = "app")]
pub mod api;
#[cfg(feature = "app")]
pub mod app;
#[cfg(feature = "app")]
pub(crate) mod features;
#[cfg(feature = "app")]
pub mod pages;
#[cfg(feature = "app")]
pub(crate) mod prose_pane;
#[cfg(feature = "app")]
pub(crate) mod room;
#[cfg(feature = "app")]
pub mod views;
#[cfg(feature = "app")]
pub mod words;

pub mod clock;
#[cfg(feature = "app")]
pub mod live;
pub mod prose;
#[cfg(feature = "app")]
pub mod random;
