//! Prose as the browser holds it: a yrs document (`TableDocument`) for each audience at a table, one flat rich text per root
//! (`Prose`), and the bridge to the editor that shows it.
//!
//! Reading order: `table_document`, `root`, then `delta` (what crosses to the editor), `history` (undo), `fresh`
//! (what is not saved yet), `put_back` (what was deleted), `replace` (other words in the place of some), `excerpt` (what goes from one text into another), `passage` (what comments are on), `writers` (who wrote what), and `port` and `editor`, which are the JavaScript side of the same things.
//!
//! Offsets are UTF-16 units, as in the browser. A delta is a JSON list of `{"retain":n}`,
//! `{"insert":"…"}` and `{"delete":n}`, the first two with optional `"attributes"`.

mod delta;
#[cfg(not(feature = "app"))]
mod document_port;
pub mod editor;
mod excerpt;
mod first_newline;
mod fresh;
mod history;
mod passage;
mod port;
mod put_back;
mod replace;
mod root;
mod table_document;
mod writers;

pub use delta::{Op, Unsound};
#[cfg(not(feature = "app"))]
pub use document_port::DocumentPort;
pub use excerpt::Excerpt;
pub use fresh::Fresh;
pub use port::ProsePort;
pub use root::{Prose, Selection};
pub use table_document::{TableDocument, Trouble};
