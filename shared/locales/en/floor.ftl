### The floor and the chair.

floor-title = The floor
floor-nobody = Nobody has the floor.
floor-now = Now speaking
floor-time = Speaking time
floor-left = { $time } left
floor-over = { $time } over
floor-green = In time
floor-amber = Time to conclude
floor-red = Time is up
floor-paused = Paused
floor-on-behalf = { $kind }, on behalf of { $others }
floor-pause = Pause
floor-resume = Go on
floor-end = End the speech
floor-return = Back to the list
floor-more = Give 1 min more
floor-more-all = Give it to all
floor-well-taken = Well taken
floor-not-well-taken = Not well taken
floor-call = Give the floor to { $name }
floor-up = Move { $name } up
floor-down = Move { $name } down
floor-skip = Skip { $name }
floor-next = Next: { $name }
floor-next-you = You are next

## Asking

floor-ask = Ask for the floor
floor-ask-submit = Ask
floor-what-for = What for
floor-others = On behalf of
floor-others-hint = If you speak for others as well, such as a regional group.
floor-withdraw = Withdraw
floor-pass = Pass
speech-statement = Statement
speech-statement-hint = Your delegation’s position.
speech-intervention = Intervention
speech-intervention-hint = A remark in the discussion.
speech-answer = Answer
speech-answer-hint = To a question that was put to you.
speech-point-of-order = Point of order
speech-right-of-reply = Right of reply
speech-right-of-reply-hint = After the list of speakers, twice at most.

## The list

floor-waiting = { $count ->
    [0] No speakers on the list
    [one] One speaker on the list
   *[other] { $count } speakers on the list
}
floor-closes = The list closes in { $time }.
floor-closed = The list is closed.
floor-order = Order: { $policy }
floor-order-lot = Order: by lot { $seed }, { $draws ->
    [one] drawn once
   *[other] drawn { $draws } times
} in this round
floor-order-letter = Order: alphabetical from { $letter }, { $draws ->
    [one] drawn once
   *[other] drawn { $draws } times
} in this round
floor-arranged = The chair has moved somebody. Whoever asks now comes after those who waited then.
order-as-asked = as asked
order-least-round = who spoke least in this round
order-least-table = who spoke least at this table
order-first-round = who has not spoken in this round
order-first-table = who has not spoken at this table
order-lot = by lot
order-protocol = protocol
order-letter = alphabetical, from a letter drawn
why-point = Before everybody: point of order
why-reply = After the list: right of reply
why-asked = In the order of asking
why-tour = Tour de table
why-spoken = Has spoken { $time }
why-first = Has not spoken yet
why-not-first = Has spoken already
why-lot = { $place } by lot
why-protocol = { $place } in the protocol
why-letter = Alphabetical from { $letter }
why-moved = Moved by the chair
why-stood = As it stood when the chair moved somebody
why-later = Asked after the chair moved somebody

## Presiding

floor-warn = Close the list in two minutes
floor-close-now = Close the list now
floor-keep-open = Keep the list open
floor-reopen = Reopen the list
floor-order-and-time = Order and time limits
order-label = Who speaks first
order-set = Set the order
order-draw = Draw the order
order-draw-hint = Everybody sees what was drawn, and how often.
floor-limits = Time limits
floor-no-limit = No limit
floor-tour = Begin a tour de table
floor-round = Begin a new round
floor-round-title = Begin a new round?
floor-round-text = The list is emptied, whoever has the floor is done, and speaking time is counted anew. Begin one with each agenda item.
asked-give-floor = Give the floor
asked-skip = Skip a speaker
asked-move-speaker = Move a speaker
asked-rule = Rule on a point of order
asked-close-list = Close the list of speakers
asked-limit = Set a time limit

## Balance

floor-totals = Speaking time by delegation (most: { $time })
floor-totals-since = Counted
floor-in-round = This round
floor-at-table = This table
floor-spoken = { $time } · { $count ->
    [0] not yet
    [one] one speech
   *[other] { $count } speeches
}
floor-totals-hint = Points of order do not count. A speech that goes on is counted when it ends or is paused.

## The chair

chair-presides = Presiding: { $names }
chair-nobody = Nobody presides yet
chair-hand-over = Hand over the chair
chair-hand-over-title = Hand over the chair
chair-hand-over-submit = Hand over
chair-who = Who presides
chair-none-chosen = If nobody is chosen, the facilitators preside.
chair-gives-up = You will not preside any more.

## Announcements

told-chair = Presiding now: { $names }
told-floor = You have the floor
told-point = { $name } raises a point of order
told-list-closing = The list of speakers closes in two minutes
told-list-closed = The list of speakers is closed
told-list-open = The list of speakers is open again
told-drawn = The order of speakers was drawn

## Statements

statement-title = Text of your statement
statement-hand-in = Hand in the text
statement-change = Change the text
statement-text = Text of the statement
statement-who-reads = Interpreters, the rapporteur, the facilitators and your delegation read it now; everybody does once you have spoken for half a minute. You can change it until you have the floor.
statement-from-desk = Take it from our desk
statement-again = Take the text handed in before
statement-drop-kept = Take back the text handed in before
statement-confirm = That was the statement
statement-confirm-says = { $name } had the floor for less than 30 seconds: what it handed in is not published.
statement-confirm-title = Statements not published
statement-kept = A text of your delegation was handed in and not delivered. Interpreters, the rapporteur and the facilitators read it until you take it back or hand in another.
statement-unsent = This is what you typed last. It is not handed in yet.
statement-discard = Discard it
statement-submit = Hand it in
statement-take-back = Take the text back
statement-with-text = Hand in the text as well
statement-handed-in = Text handed in
statement-none = No text was handed in.
statement-on-behalf = { $at }, on behalf of { $others }
statements-delivered = Statements delivered: { $count }
pace-fast = { $pace } words a minute: too fast to be interpreted. At { $most }, the { $words } words take { $time }.
pace-fine = { $pace } words a minute ({ $words ->
    [one] one word
   *[other] { $words } words
} in all)
pace-no-limit = { $words ->
    [one] One word
   *[other] { $words } words
}, no time limit

## The interpreters’ page

booth-title = For interpreters
booth-open = The page for interpreters
booth-to-table = Go to the table
booth-next = Next
booth-nobody-waits = Nobody waits.
booth-read = Read the text
