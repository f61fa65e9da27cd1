### What facilitators note for each other.

notes-title = Facilitators’ notes
notes-readers = Only facilitators read this. It is never in the outcome, the history or an export.
notes-show = Open the notes
notes-hide = Hide the notes
notes-placeholder = What the other facilitators should know.
