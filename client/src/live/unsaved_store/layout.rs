//! How the unsaved store is laid out in the browser's database: its stores, its rows and their keys.

use idb::{Database, DatabaseEvent, Error, Factory, ObjectStoreParams};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;

const DATABASE: &str = "roundtable";
/// The layout of the database; a new one needs a new number.
const LAYOUT: u32 = 1;
/// Lists of updates, by place, participant, compartment and a number. The place is the table, and of another document
/// than the table's its name behind that. In a list, a number says under which handle the updates after it were
/// written; without one, it is the table's.
pub(super) const UNSAVED: &str = "unsaved";
/// Words to be offered back, by table, participant and an id.
pub(super) const RESCUED: &str = "rescued";
/// An update, and the document's handle when it was written.
pub(super) type Written = (u64, Vec<u8>);

pub(super) async fn open() -> Result<Database, Error> {
    let mut request = Factory::new()?.open(DATABASE, Some(LAYOUT))?;
    request.on_upgrade_needed(|event| {
        let Ok(database) = event.database() else {
            return;
        };
        for store in [UNSAVED, RESCUED] {
            // If it fails, so does opening.
            database
                .create_object_store(store, ObjectStoreParams::new())
                .ok();
        }
    });
    request.await
}

pub(super) fn hold_name(compartment: &str) -> String {
    format!("{DATABASE}/{compartment}")
}

/// Compartment and number of a row.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the number was a u32"
)]
pub(super) fn place_of(key: &JsValue) -> Option<(String, u32)> {
    let key: &Array = key.dyn_ref()?;
    Some((key.get(2).as_string()?, key.get(3).as_f64()? as u32))
}

/// A row of the updates.
#[allow(
    clippy::cast_precision_loss,
    reason = "handles are far below what a number holds"
)]
pub(super) fn row_of(written: &[Written]) -> Array {
    let row = Array::new();
    let mut told = 0;
    for (handle, update) in written {
        if *handle != told {
            row.push(&(*handle as f64).into());
            told = *handle;
        }
        row.push(&Uint8Array::from(update.as_slice()));
    }
    row
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the number was a u64"
)]
pub(super) fn written_in(row: &JsValue) -> Vec<Written> {
    let row: Option<&Array> = row.dyn_ref();
    let mut handle = 0;
    let mut written = Vec::new();
    for part in row.into_iter().flat_map(Array::iter) {
        if let Some(number) = part.as_f64() {
            handle = number as u64;
        } else if let Some(update) = part.dyn_ref::<Uint8Array>() {
            written.push((handle, update.to_vec()));
        }
    }
    written
}
