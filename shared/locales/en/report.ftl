### The report as a document that rapporteurs write.

report-title = Report
report-open = The report
report-back = Back to the table
report-to-outcome = The outcome, with its files

report-not-yours = The report is written by the rapporteurs, and by those who run the table. You will read it when it is circulated.
report-stands = The report is written by the rapporteurs, and by those who run the table. It has gone out, and stands in the outcome.
report-read = Read it in the outcome

# Beginning it.
report-begin-title = Begin the report
report-begin-hint = It begins with the sections that such a document has, one for each question. You can begin at any time and bring in what the table has as it comes.
report-begin-readers = Until it is circulated, its text is read by the rapporteurs and by those who run the table. What kind it is, its setting and the names of its sections are seen by everybody at the table.
report-kind = What kind it is
report-kind-report = Report
report-kind-report-hint = Agenda, participants, proceedings, agreed text, recommendations, annexes. It does not summarise what single delegations said.
report-kind-summary = Chair’s summary
report-kind-summary-hint = Under the chair’s own responsibility. It may give points by delegation.
report-begin = Begin

# The setting.
report-setting = Setting
report-setting-show = Change the setting
report-setting-hide = Close the setting
report-symbol = Symbol
report-organiser = Convened by
report-place = Place
report-dates = Dates
report-chair = Chair
report-officers = Officers
report-attribution = How delegations are named in what is brought in
report-attribution-named = By their names
report-attribution-group = By their groups
report-attribution-none = Not at all
report-most-words = Most words
report-most-words-hint = Empty if there is no limit. Usual are 8,500 and 10,700.
report-save-setting = Save the setting
report-setting-saved = The setting is saved.
report-not-a-number = Give a number, or nothing.
report-words =
    { $count ->
        [one] 1 word
       *[other] { $count } words
    }
report-words-of =
    { $count ->
        [one] 1 word of { $most }
       *[other] { $count } words of { $most }
    }
report-words-over = { $count } words: { $over } more than the { $most } that it may have

# Its sections.
report-sections = Sections
report-section-introduction = Introduction
report-section-agenda = Agenda
report-section-participants = Participants
report-section-proceedings = Proceedings
report-section-question = Question
report-section-practices = Good practices and lessons learned
report-section-decisions = Decisions
report-section-recommendations = Recommendations
report-section-conclusions = The chair’s conclusions
report-section-next-steps = Next steps
report-section-annexes = Annexes
report-section-own = Section
report-section-written = written
report-section-changed = changed at the table
report-section-empty = Not written yet. What the table has stands here in the outcome, if it has something.
report-placeholder = Write here
report-section-options = Change this section
report-section-options-close = Close
report-section-title = Title
report-section-title-hint = Empty: it is called “{ $title }”.
report-section-rename = Save the title
report-section-up = Move up
report-section-down = Move down
report-section-leave-out = Leave out
report-section-left-out = Left out of the report
report-section-left-out-hint = Their words are kept.
report-section-put-back = Put back
report-section-add = Add a section
report-section-add-of = What it is about
report-section-add-do = Add

# What the table has for a section.
report-bring-joint = Bring in the joint answer
report-bring-facts = Bring in what the table did
report-bring-own = Bring in the answer of { $name }
report-bring-new = Bring in what is new
report-brought = It is at the end of the section.
report-beside = What the table has for this section
report-by-delegation = Points by delegation
report-is-current = This is what the table has now.
report-joint-nothing = The joint answer is empty.
report-joint-drift =
    { $count ->
        [one] The joint answer has changed since this was written: 1 paragraph.
       *[other] The joint answer has changed since this was written: { $count } paragraphs.
    }
report-own-drift =
    { $count ->
        [one] The answer of { $name } has changed since this was written: 1 paragraph.
       *[other] The answer of { $name } has changed since this was written: { $count } paragraphs.
    }
report-facts-drift =
    { $count ->
        [one] The table has gone on since this was written: 1 point.
       *[other] The table has gone on since this was written: { $count } points.
    }
report-see-changes = See what changed
report-hide-changes = Close what changed
report-no-changes = Nothing differs any more.
