//! The round table in the browser.
