### No objection: wording stands unless a delegation objects in time. Never “adopted”.

no-objection-title = No objection
no-objection-decisions = Decisions
no-objection-room = In the room
no-objection-silence = Under silence
no-objection-until = Objections until
no-objection-left = Time left to object
no-objection-closing = The time is over. The server is closing this.
no-objection-made-up = The server was down meanwhile, and the time was made longer by that.
no-objection-terms = This stands as agreed wording unless a delegation objects. Every delegation may object, each once; any of its members does it.
no-objection-terms-by-name = Objections are published by name, with their reasons.
no-objection-terms-count = Only your delegation, whoever sits for it now or later, sees that it objects. Everybody sees how many do, and when the time is over, to which paragraphs. The server’s log knows who objected.
no-objection-terms-printed = Reservations are printed in the outcome.
no-objection-terms-unprinted = Reservations are recorded here and not printed in the outcome.
no-objection-none-object = Nobody objects so far.
no-objection-objections =
    { $count ->
        [0] No objection
        [one] 1 objection
       *[other] { $count } objections
    }
no-objection-object = Object
no-objection-object-more = Object with a reason…
no-objection-change = Change reason…
no-objection-you-object = Your delegation objects.
no-objection-withdraw = Withdraw our objection
no-objection-object-title = Object for your delegation
no-objection-to = To what
no-objection-to-all = to all of it
no-objection-to-paragraph = to paragraph { $number }
no-objection-on-paragraph =
    { $count ->
        [one] paragraph { $number }: 1 delegation
       *[other] paragraph { $number }: { $count } delegations
    }
no-objection-reason = Why
no-objection-reason-hint = May stay empty.
no-objection-reason-unseen = It is not published. Only your delegation reads it, whoever sits for it.
no-objection-who = Who objects
no-objection-stands = No objection: stands as agreed wording
no-objection-objected = Objected to
no-objection-cancelled = Withdrawn: nothing follows from it
no-objection-changed = The text was changed after this was put. What stands here is the wording that was put.
no-objection-digest = SHA-256 of the wording:
no-objection-wording = Wording
no-objection-paragraph = Paragraph { $number }
no-objection-explanations = Explanations of position
no-objection-explain = Explain our position…
no-objection-explain-title = Explanation of position
no-objection-explain-hint = It stands with this decision, here and in the outcome. Until the table is closed your delegation can change it; empty, it is taken back.
no-objection-reservations = Reservations
no-objection-reserve = Reservation…
no-objection-reserve-title = Your delegation and this decision
no-objection-reserve-none = We have no reservation
no-objection-reserve-text = What you say to that
reservation-reserves = Reservation
reservation-withdraws = Withdraws from the consensus
no-objection-save = Save
no-objection-more-time = More time…
no-objection-more-time-title = Give more time
no-objection-more-time-hint = It can be made longer, not shorter.
no-objection-add =
    { $minutes ->
        [one] 1 minute more
       *[other] { $minutes } minutes more
    }
no-objection-add-hours = { $hours } hours more
no-objection-until-then = Until
no-objection-cancel = Withdraw it…
no-objection-cancel-title = Withdraw this wording?
no-objection-cancel-text = Nothing follows from it, and objections are discarded. The wording and your reason stay in the record.
no-objection-cancel-reason = Why it is withdrawn
no-objection-cancel-anyway = Withdraw it
no-objection-keep = Leave it
no-objection-calendar = For your calendar
no-objection-mail = Copy a text to mail
no-objection-mail-text =
    Under silence: { $title }

    { $wording }

    This stands as agreed wording unless a delegation objects until { $until }.
    { $link }
no-objection-calendar-summary = Silence ends: { $title }
no-objection-calendar-text = This stands as agreed wording unless a delegation objects until { $until }.
no-objection-earlier = Earlier decisions
no-objection-put = Put wording to the table…
no-objection-put-title = Put wording to the table
no-objection-what = Which wording
no-objection-what-text = A text that you type in
no-objection-text = Text
no-objection-joint = Joint answer: { $question }
no-objection-practice = Practice: { $title }
no-objection-which = Which paragraphs
no-objection-which-all = All of it
no-objection-which-some = Some paragraphs
no-objection-from = From paragraph
no-objection-through = Through paragraph
no-objection-preview = What is put
no-objection-nothing = Nothing is written there yet.
no-objection-time = How long
no-objection-time-room = In the room, counted down on every screen
no-objection-time-silence = Under silence, until
no-objection-seconds = For how long
no-objection-span-seconds = { $seconds } seconds
no-objection-span-minutes =
    { $minutes ->
        [one] 1 minute
       *[other] { $minutes } minutes
    }
no-objection-short = This is less than 72 hours. Capitals may need longer.
no-objection-bad-time = Give a day and a time that are still to come, within 90 days.
no-objection-publish = Objections are published
no-objection-publish-count = As a count, with the paragraphs that they are on
no-objection-publish-names = By name, with the paragraphs and reasons
no-objection-prints = Print reservations in the outcome
no-objection-put-now = Put it to the table
no-objection-strip = Time to object: { $title }
no-objection-go = Look at it
projector-wording = No objection: { $title }
told-wording-put = Time to object: { $title }
told-wording-stands = No objection: { $title }
told-wording-objected = Objected to: { $title }
told-wording-longer = More time to object: { $title }
told-wording-longer-down = The server was down, so there is more time to object: { $title }
told-wording-cancelled = Wording withdrawn: { $title }
asked-put-wording = Put wording to the table
asked-object = Object
asked-withdraw-objection = Withdraw the objection
asked-more-time = Give more time to object
asked-cancel-wording = Withdraw the wording
asked-explain = Explain our position
asked-reserve-wording = Reservation
