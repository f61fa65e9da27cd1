### Words of the client part.

## The shell

skip-label = Skip
skip-to-content = Skip to the content
bar-label = Main
close = Close
cancel = Cancel
dismiss = Dismiss
go-there = Go there
toasts-label = Announcements ({ $key })
loading = Loading…
try-again = Try again
opens-tab = (opens in a new tab)
copied = Copied.
copied-mark = Copied
copy-failed = This browser does not let pages copy. Select the text and copy it by hand.
trouble-unreachable = The server cannot be reached. Check the connection and try again; nothing you typed is lost.
trouble-garbled = The server answered something that this page does not understand. Reload the page and try again.

leave = Leave
leave-title = Leave on this browser?
leave-text = You are signed out in this browser. What you wrote stays at the table. To come back, open your invitation link again, or make a link on another device on which you are in.
leave-confirm = Leave

link-label = Your invitation link
link-example = https://…/join#…
link-open = Open
link-wrong = This is not a whole invitation link. Copy it again from the message it came in, up to the last character.

stranger-title = This browser has not come in yet
stranger-text = Only people with an invitation get in here. Open the link that you were sent, or paste it.

## Landing

landing-what = A round table brings delegations together around a concept note and its guiding questions. They draft their answers together while they talk, bring good practices, and say where they stand. What they agree on leaves the room as one document.
landing-link = To take part you need an invitation link. It comes from whoever convenes the session; paste it here if it does not open by itself.

## An address that leads nowhere

not-found-title = There is nothing here
not-found-text = The address may be mistyped, or what was here has been moved.
not-found-back = Go to the start

## Coming in

join-kicker = Invitation
join-house-title = Convene round tables
join-failed-title = This link does not open
join-as-house-facilitator = You are invited as a facilitator of this house: you can convene sessions, seat delegations and invite people.
join-as-facilitator = You are invited to lead this session as a facilitator.
join-as-delegate = You are invited to this session as a delegate of
join-as-rapporteur = You are invited to this session as its rapporteur: you turn what is said and decided into the outcome.
join-as-projector = This link shows the table on a projector. Open it on the machine that stands at the projector, with the name of that machine.
join-as-interpreter = You are invited to interpret this session: you see who speaks and who comes next, and read statements that were handed in before they are delivered.
join-as-observer = You are invited to this session as an observer: you see everything that happens at the table.
join-another = This browser already takes part in this session as somebody else. If you go on, it becomes the person that this link is for, and only your other link leads back. To be both, open this link in another browser or in a private window.
join-name = Your name
join-name-hint = As the others at the table will read it.
join-title = Title (optional)
join-title-hint = What stands before your name on lists, such as H.E., Ms or Director.
join-button = Join
join-continue = Continue as { $name }

## Sessions

sessions-title = Sessions
sessions-new = New session
sessions-none-title = No sessions yet
sessions-none-convene = A session starts from a concept note. Bring one, seat the delegations, and hand out their links.
sessions-none-invited = You take part in no session yet. If you were sent an invitation link, paste it here.
table-outcome = Outcome
table-outcome-of = Outcome of { $table }

## A new session

done = Done
remove = Remove
correct = Correct

new-session-title = New session
new-session-not-yours = New sessions are made by the facilitators of this house. Ask one of them, or open your facilitator’s link on this browser.

draft-restored = This is the draft that you began earlier. It is kept in this browser until the session is made.
draft-afresh = Start afresh
draft-replaced = What was here before was replaced.
draft-put-back = Put it back

note-heading = Concept note
note-hint = Paste the note, drop a file here, or choose one. The preview follows what you type; what you correct in the preview, the text follows.
note-text = Text of the concept note
note-example = Paste the concept note here, or type it.
note-choose = Choose a file
note-kinds = Text (.txt, .md), Word (.docx) or PDF
note-reading = Reading { $file }…
note-brought = { $file } was read. Please check the preview.
note-refused = { $file } was not read. { $why } Everything you typed is still here.
note-unreadable = The browser could not open the file. Choose it again, or paste its text.
note-pdf-locked = This PDF has a password. Save it without one and try again, or paste its text.
note-pdf-scanned = This PDF holds pictures of pages and no text. Have its text recognised (OCR) and try again, or paste the text.
note-pdf-damaged = This PDF is damaged. Save it anew and try again, or open it, copy all of its text, and paste it.
note-pdf-slow = Reading this PDF takes too long. Open it, copy all of its text, and paste it.
note-pdf-unreachable = What reads PDF files could not be fetched. Check the connection and try again, or paste the text.
note-no-text = It holds no text that can be read here. Bring it as .txt, .md, .docx or .pdf, or paste its text.

preview-heading = Preview
preview-hint = This is how your note was read. You can correct everything here.
preview-doubts = Please have a look at this before you go on:
preview-doubts-beside = { $count ->
    [one] One thing below was guessed: please look at it before you go on. It stands beside what it concerns.
   *[other] { $count } things below were guessed: please look at them before you go on. Each stands beside what it concerns.
}
preview-first-doubt = Go to the first
preview-doubt-settled = It is right
preview-doubt-settled-of = It is right: { $doubt }
preview-left-out = { $count ->
    [one] One thing in the source is not in the note
   *[other] { $count } things in the source are not in the note
}
preview-left-out-hint = Every other word of it is. If one of these belongs in, add it above.
preview-title = Title of the session
preview-background = Context and background
preview-add-section = Add a section
preview-section-of = Correct the section { $heading }
preview-section-heading = Heading
preview-section-text = Text
preview-section-hint = An empty line begins a new paragraph; [^1] is the mark of footnote 1.
preview-footnotes = Footnotes
preview-add-footnote = Add a footnote
preview-footnote-of = Correct footnote { $mark }
preview-footnote-mark = Mark
preview-footnote-text = Footnote
preview-questions = Guiding questions

question-number = Question { $number }
question-label = Label
question-text = Question
question-theme = Session or theme
question-name = Name in the agenda
question-name-example = A word or two, such as Policy gaps
question-answered = Answered
answered-both = jointly and by delegation
answered-jointly = jointly
answered-by-delegation = by each delegation
question-split = { $count ->
    [2] Ask as two questions: { $names }
   *[other] Ask as { $count } questions: { $names }
}
question-add = Add a question
question-up = Move question { $number } up
question-down = Move question { $number } down
question-remove = Remove question { $number }

delegations-heading = Delegations
delegations-hint = States, organisations or regional processes; each has one vote. Paste a list into a name, one to a line, and it becomes rows. You can add more later.
delegation-add = Add a delegation
delegation-name = Name of delegation { $number }
delegation-name-example = Full name
delegation-short = Short name of delegation { $number }
delegation-short-example = Short name
delegation-remove = Remove delegation { $number }
delegation-colour = Colour
delegation-colour-of = { $monogram } Colour of delegation { $number }: { $colour }

colour-1 = Blue
colour-2 = Brown
colour-3 = Green
colour-4 = Purple
colour-5 = Crimson
colour-6 = Teal
colour-7 = Indigo
colour-8 = Ochre
colour-9 = Slate
colour-10 = Brick
colour-11 = Emerald
colour-12 = Umber

tables-heading = Tables
tables-hint = All delegations sit at every table. One is enough to begin with.
tables-add = Add a table
table-name = Name of table { $number }
table-numbered = Table { $number }
table-remove = Remove table { $number }

convene = Create the session
convene-hint = You can hand out the links right after.
convene-faults = Before the session can be created:
convene-no-questions = Add at least one guiding question, so that there is something to answer.
convene-duplicate-table = Another table has this name. Choose a different one.
convene-duplicate-label = Another question has the label “{ $label }”. Give each question its own label.
convene-label-gap = The labels go from “{ $before }” to “{ $after }”. Please check that no question is missing between them.

## A session

session-kicker = Session
session-tables = Tables
session-delegations = Delegations

links-heading = Invitation links
links-once = Each link lets people in for one role and delegation. People of the same delegation may share theirs. A link is shown only once, when it is made: copy it, show its code or print it before you leave this page. If a link is lost, make another.
links-make-all = Make all missing links
you-label = { $name }: who you are here
you-title = You are here as
you-membership = { $role } · { $session }
you-unsaved = Some of your words have not reached the table yet. Wait until the bar says Saved, or copy them first.
you-unkept = Some of your words have not reached the table, and this browser does not keep them. Copy them first.
you-draft = The practice that you began is not on the table yet. If you leave, it is lost.

links-made = { $count ->
    [0] Everybody in the list has a valid link already.
    [one] One link is made.
   *[other] { $count } links are made.
}
links-print = Print the links
links-valid = Valid for
links-days = { $days ->
    [one] one day
   *[other] { $days } days
}
links-good = { $count ->
    [0] no link yet
    [one] one valid link
   *[other] { $count } valid links
}
links-make = Make a link
links-make-for = Make a link for { $name }
links-copy = Copy
links-copy-for = Copy the link for { $name }
links-show = Show code
links-show-for = Show code for { $name }
links-field-for = Link for { $name }
links-dialog = Invitation for { $name }
links-until = Valid until
handout-how = Point a phone’s camera at the code, or type this address into a browser. Everybody in the delegation may use it; it opens the table without a password, so keep it among yourselves.
handout-how-alone = Point a phone’s camera at the code, or type this address into a browser. It opens the session without a password, so keep it to yourself.

invitations-heading = Links handed out
invitations-none = No links have been made yet.
invitation-made = made
invitation-expired = expired
invitation-revoked = taken back
invitation-revoke = Take back
invitation-revoke-for = Take back the link for { $name }
invitation-revoke-title = Take this link back?
invitation-revoke-text = Nobody will get in by it any more. Whoever came in by it already stays in.
invitation-revoke-done = The link is taken back.

people-heading = People who have joined
people-none = Nobody else has joined yet.
people-you = you
people-remove = Remove
people-remove-person = Remove { $name }
people-remove-title = Remove { $name }?
people-remove-text = This person leaves the session at once. What they wrote stays. A link that is still valid lets them back in: take it back too.
people-remove-done = { $name } is removed.

another-seat-heading = Seat a delegation at another table
another-seat-who = Delegation
another-seat-table = Table
another-seat-add = Give the seat
another-seat-done = { $name } sits at { $table } now. Its delegates find it among their tables.
another-seat-none = Every delegation sits at every table that is open.

table-add-heading = Add a table
table-add-name = Name of the table
table-add-delegations = Who sits at it
table-add-questions = Its own questions, one on each line
table-add-questions-hint = Leave this empty to ask what the first table is asked.
table-add = Add the table
table-add-done = { $name } is added. Everybody who sits at it finds it among their tables.
names-heading = Change titles and names
names-hint = Everybody reads the new name at once. What has been written and decided stays.
names-session = Title of the session
names-table = Name of the table
names-delegation = Name of the delegation
names-change = Change
names-done = It is called “{ $name }” now.

newcomer-heading = Seat another delegation
newcomer-name = Name
newcomer-short = Short name
newcomer-add = Add
newcomer-done = { $name } has a seat. Make a link for them above.
newcomer-tables = At which tables
newcomer-nowhere = Choose at least one table at which this delegation sits.
