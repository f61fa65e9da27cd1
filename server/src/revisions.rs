//! Texts that were frozen. Reading order: `frozen` is what stands beside an event in its entry of the log, and how it is
//! read again; `compare` says word by word how two texts differ, `words` how two paragraphs do; `passage` writes a paragraph
//! again, in its authors' names, `asked` which one a command asks for, `elsewhere` what other tables say, `bringing` what goes into
//! the report, `since` what changed in an outcome since a revision, `draft` whether words stand in a draft of the outcome.

mod asked;
mod bringing;
mod compare;
mod draft;
mod elsewhere;
mod frozen;
mod passage;
mod since;
mod words;

pub use asked::{Read, answers, asked, on_desk, writes_again};
pub use bringing::{Bringing, bring_in, facts_of};
pub use compare::compare;
pub use draft::{is_of_a_draft, stands_there};
pub use elsewhere::{Elsewhere, OwnTexts, ReadTable, own_texts};
pub use frozen::{Frozen, KeptText, read, read_outcome, read_signed, sha256, untrue};
pub use passage::{Passage, Written};
pub use since::since;
