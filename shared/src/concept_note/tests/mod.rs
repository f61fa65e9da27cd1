//! What must come out of notes as people have them.

mod samples;
