### Drafts of the outcome that go out, and corrections.

circulation-title = Draft and corrections
circulation-circulate = Send the draft out
circulation-again = Send a new draft out
circulation-form-title = Send the draft out
circulation-form-hint = What the outcome says now goes out to everybody at the table. Delegations offer corrections paragraph by paragraph, until the time that you set. A week is usual.
circulation-until = Corrections until
circulation-note = What goes with it
circulation-note-hint = For instance what you ask delegations to look at. May stay empty.
circulation-by-name = Say in the corrigendum which delegation offered what
circulation-bad-time = Give a day and a time.
circulation-none = No draft has gone out yet.
circulation-newer = A new draft is out. You still see an earlier one.
circulation-show-newer = Show the new draft
circulation-earlier = Corrections to earlier drafts
circulation-running = Draft { $number } in circulation until { $until }.
circulation-over = The time for corrections to draft { $number } was over on { $until }.
circulation-look = Read it and offer corrections
circulation-waiting =
    { $count ->
        [one] 1 correction waits for an answer.
       *[other] { $count } corrections wait for an answer.
    }
told-draft-out = Draft { $number } of the outcome is out. Corrections until { $until }.
circulation-hash = SHA-256 of the text
circulation-calendar = For your calendar
circulation-mail = Copy a text to mail
circulation-mail-text =
    Draft { $number } of the outcome of “{ $table }” is in circulation.

    { $note }

    Corrections until { $until }:
    { $link }
circulation-extend = More time
circulation-extend-title = Give more time
circulation-extend-now = Give this time
circulation-paragraph = Paragraph { $number }

correction-to = To paragraph { $number } of draft { $draft }.
correction-offer = Offer a correction
correction-offer-to = Offer a correction to paragraph { $number }
correction-offer-title = Correction to paragraph { $number }
correction-words = These words
correction-words-hint = Leave the words that you mean, as they stand there.
correction-proposed = Should read
correction-proposed-hint = Leave it empty to have the words taken out.
correction-reason = Why
correction-reason-hint = May stay empty.
correction-send = Offer
correction-by = Correction offered by { $name }
correction-for = For
correction-read = Read
correction-proposes = Proposed
correction-why = Why
correction-said = Answer
correction-taken-out = (nothing)
correction-is-offered = Waits for an answer
correction-is-withdrawn = Taken back
correction-is-accepted = Accepted
correction-is-answered = Answered
correction-withdraw = Take it back
correction-accept = Accept
correction-accept-title = Accept the correction
correction-accept-read = It reads from now on
correction-accept-answer = What you say to it
correction-answer = Answer
correction-answer-title = Answer the correction
correction-answer-text = Your answer
correction-answer-hint = The words stay as they are. Say why.
correction-save = Save
