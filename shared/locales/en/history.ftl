### Words of the history of a table.

history-title = History
history-refresh = Look again
history-open = History
history-begins = The oldest edits of this table were cleared away. Its texts can be seen from there on; what happened before is still listed.

history-slider = Moment
history-keys = The space bar plays and pauses. Arrow keys move a step, Page Up and Page Down to what happened next or before, Home and End to the beginning and to now.
history-play = Play
history-pause = Pause
history-speed = Speed
history-speed-marks = From one event to the next
history-speed-slow = Step by step, slowly
history-speed-steps = Step by step
history-speed-10 = 10 times as fast
history-speed-60 = A minute in a second
history-speed-300 = 5 minutes in a second
history-stops = Stop at events
history-back = Back to what happened before
history-on = On to what happened next
history-item = Agenda: { $title }

history-text = Text
history-text-follow = The one that was being written
history-authors = Whose words these are
history-nothing-yet = Nothing is written here at this moment.
history-gone = What the texts said at this moment was cleared away.
history-somebody = Somebody

history-question = { $label }: { $name }
history-own = { $text }, { $who }
history-practice = { $title }: { $field }

history-marks = What happened
history-convened = The table was convened
history-wrote = { $who } wrote in { $texts }
history-wrote-somewhere = { $who } wrote
history-moved = Agenda: { $title }
history-moved-back = Back at { $title }
history-chair = Presiding: { $who }
history-chair-none = The facilitators preside
history-spoke = { $who } has the floor ({ $kind })
history-ruled = Point of order of { $who }: { $ruling }
history-tour = A tour de table begins
history-list-closed = The list of speakers is closed
history-list-reopened = The list of speakers is open again
history-ballot-opened = Ballot opened: { $title }
history-ballot-closed = Ballot closed: { $title }
history-ballot-cancelled = Ballot cancelled: { $title }
history-wording-put = Time to object: { $title }
history-wording-closed =
    { $objections ->
        [0] No objection: { $title }
       *[other] Objected to: { $title }
    }
history-wording-cancelled = Wording withdrawn: { $title }
history-question-added = New question: { $title }
history-question-revised = Question worded anew: { $title }
history-locked = Locked: { $title }
history-unlocked = Unlocked: { $title }
history-kept-private = Answered privately from here on: { $title }
history-revealed = Answers revealed: { $title }
history-frozen = Frozen as Rev.{ $number }: { $name }
history-restored = A paragraph was put back
history-compiled = The answers were compiled: { $title }
history-staged = { $title }: { $stage }
history-pulled = Words were taken into another text
history-draft = Draft { $number } of the outcome went out
history-signed-off = The outcome was signed off as version { $version }
history-reopened = What was signed was opened again
history-practice-brought = { $who } brings a practice: { $title }
history-practice-withdrawn = Practice taken back: { $title }

## Who wrote what

writers-title = Who wrote what
writers-of = Who wrote what: { $text }
writers-here = At the caret: { $who }
writers-unknown = The server could not say who wrote all of this. It is asked again once it can be reached.
