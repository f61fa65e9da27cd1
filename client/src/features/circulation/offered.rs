//! A correction as it is known by now.

use leptos::prelude::*;
use shared::features::circulation::Correction;

/// It; nothing once nobody knows it any more.
pub(super) type Offered = Memo<Option<Correction>>;
