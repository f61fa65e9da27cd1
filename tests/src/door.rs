//! Where a house is found.

use std::sync::{Arc, Mutex, PoisonError};

/// Where a house is found now; it moves when the house is restarted.
#[derive(Debug, Default)]
pub struct Door(Mutex<String>);

impl Door {
    /// A door at the address.
    pub fn at(address: impl Into<String>) -> Arc<Self> {
        Arc::new(Self(Mutex::new(address.into())))
    }

    /// Host and port.
    pub fn address(&self) -> String {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// The house is somewhere else now.
    pub fn moves(&self, address: impl Into<String>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = address.into();
    }
}
