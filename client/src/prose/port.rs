//! The same things for JavaScript: deltas as JSON, anchors and updates as bytes.

use js_sys::Function;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

use super::{Prose, Selection, delta};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(handler: &JsValue, millis: i32) -> JsValue;
}

/// Calls back once, after so many milliseconds.
pub(super) fn after(millis: i32, callback: impl FnOnce() + 'static) {
    set_timeout(&Closure::once_into_js(callback), millis);
}

/// A `Prose` for its editor. Offsets are UTF-16 units.
///
/// What is exported to JavaScript comes with the first load, and so does all that it calls by name. It calls the text
/// through a `dyn`, so that the CRDT comes with the pages that have texts.
#[wasm_bindgen]
pub struct ProsePort {
    text: Box<dyn Text>,
}

impl ProsePort {
    /// Hands a text to an editor.
    pub fn new(prose: Prose) -> Self {
        Self {
            text: Box::new(prose),
        }
    }
}

/// What [`ProsePort`] exports of a text.
trait Text {
    fn delta(&self) -> String;
    fn on_delta(&self, listener: Function);
    fn apply(&self, deltas: &str, selection: Selection) -> Result<bool, JsError>;
    fn undo(&self, selection: Selection) -> Option<Selection>;
    fn redo(&self, selection: Selection) -> Option<Selection>;
    fn close_step(&self);
    fn depth(&self) -> (bool, bool);
    fn anchor(&self, offset: u32) -> Option<Vec<u8>>;
    fn offset(&self, anchor: &[u8]) -> Option<u32>;
    fn writers(&self) -> String;
    fn hold(&self);
    fn release(&self);
}

impl Text for Prose {
    fn delta(&self) -> String {
        json(&self.delta())
    }

    fn on_delta(&self, listener: Function) {
        self.on_delta(move |delta| call(&listener, &JsValue::from_str(&json(&delta))));
    }

    fn apply(&self, deltas: &str, selection: Selection) -> Result<bool, JsError> {
        Ok(self.apply(delta::parse(deltas)?, selection)?)
    }

    fn undo(&self, selection: Selection) -> Option<Selection> {
        self.undo(selection)
    }

    fn redo(&self, selection: Selection) -> Option<Selection> {
        self.redo(selection)
    }

    fn close_step(&self) {
        self.close_step();
    }

    fn depth(&self) -> (bool, bool) {
        self.depth()
    }

    fn anchor(&self, offset: u32) -> Option<Vec<u8>> {
        self.anchor(offset)
    }

    fn offset(&self, anchor: &[u8]) -> Option<u32> {
        self.offset(anchor)
    }

    fn writers(&self) -> String {
        let stretches = self.writers();
        let stretches = stretches
            .iter()
            .map(|(length, client)| format!("[{length},{client}]"));
        format!("[{}]", stretches.collect::<Vec<_>>().join(","))
    }

    fn hold(&self) {
        self.document.hold();
    }

    fn release(&self) {
        self.document.release();
    }
}

#[wasm_bindgen]
impl ProsePort {
    /// The whole text: one delta of inserts, as JSON.
    pub fn delta(&self) -> String {
        self.text.delta()
    }

    /// Calls back with every delta that did not come from `apply`, as JSON.
    #[wasm_bindgen(js_name = onDelta)]
    pub fn on_delta(&self, listener: Function) {
        self.text.on_delta(listener);
    }

    /// Writes a list of deltas (JSON) as one transaction; throws, and writes nothing, if one is unsound.
    /// No if it was not written because it is too much at once; the words are offered back then.
    pub fn apply(&self, deltas: &str, anchor: u32, head: u32) -> Result<bool, JsError> {
        self.text.apply(deltas, (anchor, head))
    }

    /// Takes back the last step; returns the selection to restore, `[]` if there is none.
    pub fn undo(&self, anchor: u32, head: u32) -> Vec<u32> {
        ends(self.text.undo((anchor, head)))
    }

    /// Brings back the last step undone; returns the selection to restore, `[]` if there is none.
    pub fn redo(&self, anchor: u32, head: u32) -> Vec<u32> {
        ends(self.text.redo((anchor, head)))
    }

    /// The next edit begins a step of its own.
    #[wasm_bindgen(js_name = closeStep)]
    pub fn close_step(&self) {
        self.text.close_step();
    }

    /// Whether there is something to undo.
    #[wasm_bindgen(js_name = canUndo)]
    pub fn can_undo(&self) -> bool {
        self.text.depth().0
    }

    /// Whether there is something to redo.
    #[wasm_bindgen(js_name = canRedo)]
    pub fn can_redo(&self) -> bool {
        self.text.depth().1
    }

    /// An offset that stays with the character before it.
    pub fn anchor(&self, offset: u32) -> Option<Vec<u8>> {
        self.text.anchor(offset)
    }

    /// Where an anchor is now.
    pub fn offset(&self, anchor: &[u8]) -> Option<u32> {
        self.text.offset(anchor)
    }

    /// How long each stretch is, and under which client id it was written: a list of pairs, as JSON.
    pub fn writers(&self) -> String {
        self.text.writers()
    }

    /// Keeps what others write waiting, for an input method.
    pub fn hold(&self) {
        self.text.hold();
    }

    /// Ends one `hold`.
    pub fn release(&self) {
        self.text.release();
    }
}

fn json(delta: &[delta::Op]) -> String {
    serde_json::to_string(delta).expect("ops have string keys and finite numbers only")
}

fn ends(selection: Option<Selection>) -> Vec<u32> {
    selection.map_or_else(Vec::new, |(anchor, head)| vec![anchor, head])
}

pub(super) fn call(listener: &Function, argument: &JsValue) {
    if let Err(error) = listener.call1(&JsValue::NULL, argument) {
        // Thrown through here it would leave the document in the middle of a delivery; an unhandled
        // rejection is reported just as loudly. The promise itself is nobody's to await.
        drop(js_sys::Promise::reject(&error));
    }
}
