//! The same things for JavaScript: deltas as JSON, anchors and updates as bytes.

use js_sys::Function;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

use super::{Desk, Prose, Selection, delta};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(handler: &JsValue, millis: i32) -> JsValue;
}

/// Calls back once, after so many milliseconds.
pub(super) fn after(millis: i32, callback: impl FnOnce() + 'static) {
    set_timeout(&Closure::once_into_js(callback), millis);
}

/// A `Desk` for scripts and tests.
#[wasm_bindgen]
pub struct DeskPort {
    desk: Desk,
}

#[wasm_bindgen]
impl DeskPort {
    /// An empty document under this client id, or a random one.
    #[wasm_bindgen(constructor)]
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "client ids are below 2^53"
    )]
    pub fn new(client: Option<f64>) -> Self {
        Self {
            desk: Desk::new(client.map(|id| id as u64)),
        }
    }

    /// The text of one root; edits within so many milliseconds are undone together.
    pub fn open(&self, root: &str, grouping: Option<u32>) -> ProsePort {
        let prose = match grouping {
            Some(millis) => self.desk.open_grouping(root, u64::from(millis)),
            None => self.desk.open(root),
        };
        ProsePort::new(prose)
    }

    /// Calls back with every update written here.
    #[wasm_bindgen(js_name = onLocal)]
    pub fn on_local(&self, listener: Function) {
        self.desk
            .on_local(move |update| call(&listener, &js_sys::Uint8Array::from(update.as_slice())));
    }

    /// Applies what is received by itself, a frame later.
    #[wasm_bindgen(js_name = settleEachFrame)]
    pub fn settle_each_frame(&self, on_trouble: Function) {
        self.desk.settle_each_frame(move |trouble| {
            call(&on_trouble, &JsValue::from_str(&trouble.to_string()));
        });
    }

    /// Takes an update into the queue.
    pub fn receive(&self, update: &[u8]) -> Result<(), JsError> {
        Ok(self.desk.receive(update)?)
    }

    /// Applies what waits as one transaction.
    pub fn settle(&self) -> Result<(), JsError> {
        Ok(self.desk.settle()?)
    }

    /// What is applied here.
    #[wasm_bindgen(js_name = stateVector)]
    pub fn state_vector(&self) -> Vec<u8> {
        self.desk.state_vector()
    }

    /// What a peer with this state vector lacks.
    #[wasm_bindgen(js_name = encodeDiff)]
    pub fn encode_diff(&self, state_vector: &[u8]) -> Result<Vec<u8>, JsError> {
        Ok(self.desk.encode_diff(state_vector)?)
    }

    /// The whole document as one update.
    #[wasm_bindgen(js_name = encodeState)]
    pub fn encode_state(&self) -> Vec<u8> {
        self.desk.encode_state()
    }

    /// How many blocks were written here.
    pub fn clock(&self) -> u32 {
        self.desk.clock()
    }
}

/// A `Prose` for its editor. Offsets are UTF-16 units.
#[wasm_bindgen]
pub struct ProsePort {
    prose: Prose,
}

impl ProsePort {
    /// Hands a text to an editor.
    pub fn new(prose: Prose) -> Self {
        Self { prose }
    }
}

#[wasm_bindgen]
impl ProsePort {
    /// The whole text: one delta of inserts, as JSON.
    pub fn delta(&self) -> String {
        json(&self.prose.delta())
    }

    /// Calls back with every delta that did not come from `apply`, as JSON.
    #[wasm_bindgen(js_name = onDelta)]
    pub fn on_delta(&self, listener: Function) {
        self.prose
            .on_delta(move |delta| call(&listener, &JsValue::from_str(&json(&delta))));
    }

    /// Writes a list of deltas (JSON) as one transaction; throws, and writes nothing, if one is unsound.
    pub fn apply(&self, deltas: &str, anchor: u32, head: u32) -> Result<(), JsError> {
        Ok(self.prose.apply(delta::parse(deltas)?, (anchor, head))?)
    }

    /// Takes back the last step; returns the selection to restore, `[]` if there is none.
    pub fn undo(&self, anchor: u32, head: u32) -> Vec<u32> {
        ends(self.prose.undo((anchor, head)))
    }

    /// Brings back the last step undone; returns the selection to restore, `[]` if there is none.
    pub fn redo(&self, anchor: u32, head: u32) -> Vec<u32> {
        ends(self.prose.redo((anchor, head)))
    }

    /// The next edit begins a step of its own.
    #[wasm_bindgen(js_name = closeStep)]
    pub fn close_step(&self) {
        self.prose.close_step();
    }

    /// Whether there is something to undo.
    #[wasm_bindgen(js_name = canUndo)]
    pub fn can_undo(&self) -> bool {
        self.prose.depth().0
    }

    /// Whether there is something to redo.
    #[wasm_bindgen(js_name = canRedo)]
    pub fn can_redo(&self) -> bool {
        self.prose.depth().1
    }

    /// An offset that stays with the character before it.
    pub fn anchor(&self, offset: u32) -> Option<Vec<u8>> {
        self.prose.anchor(offset)
    }

    /// Where an anchor is now.
    pub fn offset(&self, anchor: &[u8]) -> Option<u32> {
        self.prose.offset(anchor)
    }

    /// Keeps what others write waiting, for an input method.
    pub fn hold(&self) {
        self.prose.desk.hold();
    }

    /// Ends one `hold`.
    pub fn release(&self) {
        self.prose.desk.release();
    }
}

fn json(delta: &[delta::Op]) -> String {
    serde_json::to_string(delta).expect("ops have string keys and finite numbers only")
}

fn ends(selection: Option<Selection>) -> Vec<u32> {
    selection.map_or_else(Vec::new, |(anchor, head)| vec![anchor, head])
}

fn call(listener: &Function, argument: &JsValue) {
    if let Err(error) = listener.call1(&JsValue::NULL, argument) {
        // Thrown through here it would leave the desk in the middle of a delivery; an unhandled
        // rejection is reported just as loudly. The promise itself is nobody's to await.
        drop(js_sys::Promise::reject(&error));
    }
}
