//! The text that is frozen, in its canonical form, and whose words they are.

use crate::document::Root;
use crate::ids::ParticipantId;
use crate::prose::Block;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which canonical form this build writes. What was hashed in another keeps it.
pub const FORM: u32 = 1;

/// The canonical form, as it is hashed: the texts by the names of their roots, each as blocks whose attributes are the
/// known ones, in one order, with runs that are merged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Form {
    form: u32,
    texts: BTreeMap<String, Vec<Block>>,
}

/// A text that was frozen, or is compared: every root in which something was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FrozenText(pub BTreeMap<Root, Vec<Block>>);

/// Frozen bytes that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("the frozen text cannot be read")]
pub struct Unreadable;

/// The text in its canonical form: JSON, always the same for the same text.
pub fn canonical(prose: &BTreeMap<Root, Vec<Block>>) -> String {
    let texts = prose.iter();
    let form = Form {
        form: FORM,
        texts: texts
            .map(|(root, blocks)| (root.to_string(), blocks.clone()))
            .collect(),
    };
    // Our own types, whose maps have text keys, cannot fail to serialise.
    serde_json::to_string(&form).unwrap_or_default()
}

impl FrozenText {
    /// Reads a canonical form.
    pub fn read(canonical: &str) -> Result<Self, Unreadable> {
        let form: Form = serde_json::from_str(canonical).map_err(|_| Unreadable)?;
        if form.form != FORM {
            return Err(Unreadable);
        }
        let texts = form.texts.into_iter();
        let texts = texts.map(|(name, blocks)| Some((Root::parse(&name)?, blocks)));
        texts
            .collect::<Option<BTreeMap<_, _>>>()
            .map(Self)
            .ok_or(Unreadable)
    }
}

/// Whose each stretch of a flat text is, as `authors` beside a frozen text keeps it: who (nobody for the house's
/// newlines), and for how many UTF-16 units.
pub type Authors = Vec<(Option<ParticipantId>, u32)>;

/// A block's text cut where its author changes: the units from `from` on belong to these.
pub fn authored(authors: &[(Option<ParticipantId>, u32)], from: u32, units: u32) -> Authors {
    let (mut at, mut found) = (0_u32, Authors::new());
    let end = from.saturating_add(units);
    for (who, length) in authors {
        let stretch = (at, at.saturating_add(*length));
        at = stretch.1;
        let (start, stop) = (stretch.0.max(from), stretch.1.min(end));
        if start >= stop {
            continue;
        }
        match found.last_mut() {
            Some((last, length)) if last == who => *length += stop - start,
            _ => found.push((who.clone(), stop - start)),
        }
    }
    found
}
