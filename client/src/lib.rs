//! The round table in the browser.
//!
//! Reading order: [`app`] (which page is shown when), [`pages`], [`views`] (what pages share), [`api`] and
//! [`account`] (what is asked over HTTP), [`words`], and [`prose`] (the document and its editor).

#[cfg(feature = "app")]
pub mod account;
#[cfg(feature = "app")]
pub mod api;
#[cfg(feature = "app")]
pub mod app;
#[cfg(feature = "app")]
pub mod pages;
#[cfg(feature = "app")]
pub mod views;
#[cfg(feature = "app")]
pub mod words;

pub mod clock;
#[cfg(feature = "app")]
pub mod connection;
#[cfg(feature = "app")]
pub mod frame;
#[cfg(feature = "app")]
pub mod live_table;
#[cfg(feature = "app")]
pub mod practice_drafts;
pub mod prose;
