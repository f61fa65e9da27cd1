//! A document for scripts and tests. Not in the application: whatever is exported must come with the first load.

use js_sys::Function;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

use super::{ProsePort, TableDocument, port::call};

/// A `TableDocument` for scripts and tests.
#[wasm_bindgen]
pub struct DocumentPort {
    document: TableDocument,
}

#[wasm_bindgen]
impl DocumentPort {
    /// An empty document under this client id, or a random one.
    #[wasm_bindgen(constructor)]
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "client ids are below 2^53"
    )]
    pub fn new(client: Option<f64>) -> Self {
        Self {
            document: TableDocument::new(client.map(|id| id as u64)),
        }
    }

    /// The text of one root; edits within so many milliseconds are undone together.
    pub fn open(&self, root: &str, grouping: Option<u32>) -> ProsePort {
        let prose = match grouping {
            Some(millis) => self.document.open_grouping(root, u64::from(millis)),
            None => self.document.open(root),
        };
        ProsePort::new(prose)
    }

    /// Calls back with every update written here.
    #[wasm_bindgen(js_name = onLocal)]
    pub fn on_local(&self, listener: Function) {
        self.document
            .on_local(move |update| call(&listener, &js_sys::Uint8Array::from(update.as_slice())));
    }

    /// Applies what is received by itself, a frame later.
    #[wasm_bindgen(js_name = settleEachFrame)]
    pub fn settle_each_frame(&self, on_trouble: Function) {
        self.document.settle_each_frame(move |trouble| {
            call(&on_trouble, &JsValue::from_str(&trouble.to_string()));
        });
    }

    /// Takes an update into the queue.
    pub fn receive(&self, update: &[u8]) -> Result<(), JsError> {
        Ok(self.document.receive(update)?)
    }

    /// Applies what waits as one transaction.
    pub fn settle(&self) -> Result<(), JsError> {
        Ok(self.document.settle()?)
    }

    /// What is applied here.
    #[wasm_bindgen(js_name = stateVector)]
    pub fn state_vector(&self) -> Vec<u8> {
        self.document.state_vector()
    }

    /// What a peer with this state vector lacks.
    #[wasm_bindgen(js_name = encodeDiff)]
    pub fn encode_diff(&self, state_vector: &[u8]) -> Result<Vec<u8>, JsError> {
        Ok(self.document.encode_diff(state_vector)?)
    }

    /// The whole document as one update.
    #[wasm_bindgen(js_name = encodeState)]
    pub fn encode_state(&self) -> Vec<u8> {
        self.document.encode_state()
    }

    /// How many blocks were written here.
    pub fn clock(&self) -> u32 {
        self.document.clock()
    }
}
