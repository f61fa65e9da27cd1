### The room.

table-opening = Going to the table
table-unreachable = The table cannot be reached. It is tried again by itself; nothing you wrote is lost.
table-full = The table is full. You will be let in as soon as somebody leaves.
table-stranger-title = You have no seat at this table
table-stranger-text = Open your invitation link again in this browser; it leads to your seat. If it does not, ask the facilitator for a new link.
table-removed-title = You were removed from this session
table-removed-text = A facilitator has taken your place away. What was saved of your words stays at the table. If this was a mistake, ask the facilitator for a link to come back.
try-now = Try now
part-title = This page is not here yet
part-unreachable = This part could not be fetched: there is no connection, or a newer version is running. What you wrote is safe.

agenda-steps = Agenda
agenda-now = The table is at: { $item }
clock-label = Time left
clock-over = { $time } over time
faces-label = { $here } of { $all } { $all ->
    [one] delegation is
   *[other] delegations are
} here
ready-no = We are ready
ready-yes = Ready

keeping-saved = Saved
keeping-saving = Saving…
keeping-connecting = Connecting…
keeping-offline = Offline. What you wrote is kept here and is sent when you are back.
keeping-offline-unkept = Offline. What you wrote is not saved, and this browser keeps nothing. Leave this page open.
keeping-away = Offline. You can go on writing; your words are kept here.
keeping-away-unkept = Offline. This browser keeps nothing: what you write now is lost if this page is closed.
keeping-refused = Not accepted. Copy your words and reload the page.
keeping-not-taken = Not taken
attention-label = Needs your attention
page-outdated = The server has changed since this page was opened. Reload the page; what you wrote is kept.
reload = Reload the page
not-accepted-title = The table did not take this
not-accepted-words = Your words
not-accepted-not-open-now = The table had moved on when your words arrived. Copy them, and put them in when this is open again.
not-accepted-table-closed = The table was closed when your words arrived. Copy them, and ask the facilitator.
not-accepted-locked = The facilitator had locked these answers when your words arrived. Copy them, and ask the facilitator to unlock the answers.
not-accepted-other-stage = The question had come to another stage when your words arrived. Copy them, and ask whoever runs the table where they go.
not-accepted-answered-privately = These answers had become private when your words arrived. Copy them, and put them into your delegation’s private answer.
not-accepted-not-answered-so = This question is not answered that way. Copy your words, and put them where it is answered.
not-accepted-needs-chair = Only whoever presides writes here now. Copy your words, and ask the chair to put them in.
not-accepted-needs-role = You could not write here any more when your words arrived. Copy them, and ask the facilitator.
not-accepted-needs-delegation = You speak for no delegation, and could not write here when your words arrived. Copy them, and ask the facilitator.
not-accepted-unknown = What you were writing in was no longer there when your words arrived. Copy them.
not-accepted-put-to-ballot = A ballot on this practice was open when your words arrived, and what is voted on does not change. Copy them, and put them in when the ballot is over.
not-accepted-not-yours = This text belongs to another delegation.
not-accepted-revealed = More people read this desk now than when you wrote on it, so that what you did was not taken: words that you deleted are there again. Copy your words, and put them in again if those people may read them.
not-accepted-too-large = That was too much at once. Copy your words and paste them in smaller parts.
not-accepted-document-full = The table’s text is as large as it can be. Copy your words, and ask the facilitator what can be removed.
not-accepted-other = The server could not accept what was written here. Copy your words and put them in again.
not-accepted-removed = Your place at this table was taken away before your words were saved.
not-accepted-copy = Copy the words
not-accepted-show = Show the words
not-accepted-hide = Hide the words

agenda-label = Agenda
agenda-note = Concept note
agenda-background = Context and background
agenda-desk = Desk
agenda-questions = Guiding questions
agenda-practices = Good practices
agenda-all-practices = All practices
agenda-decide = Decide
agenda-ballots = Ballots
agenda-open = { $count } open
agenda-unanswered = { $count ->
    [one] One question waits for an answer
   *[other] { $count } questions wait for an answer
}
locked = Locked
side-label = Votes and people

question-kicker = Question { $label }
noun-question-title = Question
question-gone = This question is no longer asked.
answers-label = Answers
joint-answer = Joint answer
by-delegation = By delegation
answer-of = Answer of { $delegation }
question-change = Change the question
question-change-hint = Everybody reads the new wording at once. What has been written in answer stays.
question-change-text = Question
question-change-label = Label, such as a or 1
question-change-name = Name in the agenda
question-change-save = Save the question
question-add-hint = It is asked after the others. Everybody finds it in the agenda at once.
question-add-submit = Ask the question
answer-lock = Lock the answers
answer-unlock = Unlock the answers
joint-placeholder = What can the table say together? Everybody writes here at once.
own-placeholder = Your delegation’s own answer. Everybody reads it; only you write it.
private-placeholder = Your delegation’s own answer. Only your delegation reads it until all answers are revealed.
answer-before = What { $delegation } wrote before, for all to read
answer-not-revealed = Not revealed yet.
answers-private = Each delegation answers by itself here. Nobody else reads it, not the facilitator either, until all answers are revealed at once.
answers-revealed = These answers were written privately and then revealed, all at once.
answers-keep-private = Keep answers private
answers-keep-private-text = From now on, what a delegation answers to this question is read by that delegation alone, until you reveal all answers at once. What was written before stays as it is, for all to read.
answers-reveal = Reveal all answers
answers-reveal-text = Everybody at this table will read what each delegation has answered to this question. This cannot be taken back.
others-placeholder = Nothing written yet.
no-delegations = No delegation has a seat yet.
editor-trouble = Something went wrong in the editor. What is saved is safe; reload the page to go on.

tools-label = Text
tool-strong = Bold
tool-em = Italic
tool-underline = Underline
tool-strike = Strike
tool-link = Link
tool-h1 = Heading
tool-h2 = Subheading
tool-h3 = Small heading
tool-ul = Bulleted list
tool-ol = Numbered list
tool-quote = Quote
tool-indent = Indent
tool-outdent = Outdent
tool-rtl = Right to left
tool-undo = Undo your own last change
tool-redo = Redo

# What a paste had to do without; $what is a list of the counts below.
pasted-without = Pasted without { $what }.
pasted-images = { $count ->
    [one] 1 image
   *[other] { $count } images
}
pasted-comments = { $count ->
    [one] 1 comment
   *[other] { $count } comments
}
pasted-footnotes = { $count ->
    [one] 1 footnote
   *[other] { $count } footnotes
}
pasted-tables = { $count ->
    [one] A table became lines with tabs.
   *[other] { $count } tables became lines with tabs.
}
list = { $first }, { $second }
list-last = { $first } and { $second }
link-title = Link
link-to = Where it leads
link-hint = A web address or mailto:. Leave it empty to take the link away.
link-unsafe = Only http, https and mailto addresses can be linked.
link-set = Set the link

people-title = At the table
people-away = away
people-here = here
people-writing = writing
people-unknown = not known
people-not-known = Without the server it is not known who is here.
people-ready = ready
people-behind = behind on the network

dock-label = Go to
dock-agenda = Agenda
dock-page = Draft
dock-side = People and votes
dock-awaited = Your vote is awaited

## Practices

practices-title = What has worked
practices-back = All practices
practices-none-title = No practice has been brought yet
practices-none-text = A delegation brings a practice or a lesson learned as a card: what was done, what came of it, and whether others can do it.
practice-bring = Bring a practice
practice-bring-title = Bring a practice or a lesson learned
practice-bring-submit = Put it on the table
practice-edit = Edit title and details
practice-save = Save
practice-withdraw = Withdraw the practice
practice-withdraw-title = Withdraw this practice?
practice-withdraw-text = It disappears from the table for everybody, with the questions asked on it. What was written in it stays in the record.
practice-gone = This practice was withdrawn
practice-endorse = Endorse
practice-unendorse = Endorsed
practice-endorsed-by = { $count ->
    [0] No endorsements yet
    [one] Endorsed by one delegation
   *[other] Endorsed by { $count } delegations
}
practice-asked = { $count ->
    [0] No questions
    [one] One question
   *[other] { $count } questions
}
practice-unanswered = { $count ->
    [one] one not answered
   *[other] { $count } not answered
}
practice-details = Details
practice-draft-found = This is the practice that you began earlier. It is kept in this browser until it is on the table.
practice-words-kept = The practice is on the table, but its words could not be written yet. They are kept in the form: bring it again.
practice-place-example = For example: three border districts, since 2021
practice-no-question = None in particular
placeholder-done = What did you do, with whom?
placeholder-results = What came of it, and how do you know?
placeholder-enablers = What had to be in place?
placeholder-transfer = What would others need, and what would you do differently?
remarks-title = Questions on this practice
remark-ask = Ask the delegation that brought it
remark-ask-submit = Ask
remark-answer = Your answer
remark-answer-submit = Answer

## Ballots

ballots-none-title = No ballot yet
ballots-none-text = The facilitator opens a ballot on the practices. Each delegation has one vote on each practice. Nobody sees a result before the ballot closes.
ballot-open-title = Open a ballot
ballot-open-again-title = Hold a ballot again
ballot-title-default = Does this practice belong in the outcome?
ballot-again-title = { $title } (vote { $number })
ballot-asks = What is asked
ballot-on = On these practices
ballot-none-chosen = Choose at least one practice.
ballot-no-practices = There is no practice to vote on yet.
ballot-was-indicative = an indicative ballot was held
ballot-was-deciding = a ballot was held that decides
ballot-is-on-now = on an open ballot
ballot-how = What it decides
ballot-terms-indicative = Indicative: it shows preferences and decides nothing.
ballot-terms-no-objection = Decides by no objection: a practice is adopted unless a delegation cannot support it. At least one delegation has to vote.
ballot-terms-simple-majority = Decides by simple majority: a practice is adopted if more delegations support it than cannot support it. Abstentions do not count.
ballot-terms-two-thirds = Decides by two thirds: a practice is adopted if at least two thirds of the delegations that take a side support it. Abstentions do not count.
ballot-terms-no-rule = This ballot decides. No rule was set for it.
ballot-publishes = What everybody sees when it closes
ballot-publishes-counts = Only the counts
ballot-publishes-choices = The counts, and which delegation chose what
ballot-publishes-hint = Delegations read this on the ballot before they vote. While it is open, everybody sees who has voted, and nobody sees what others chose.
ballot-will-publish-counts = When the ballot closes, only the counts are shown, not which delegation chose what.
ballot-will-publish-choices = When the ballot closes, everybody sees which delegation chose what.
ballot-open = Open the ballot
ballot-not-open = Ballots cannot be held now: the agenda says where they are.
ballot-move-on = Move on to { $item }
ballot-is-open = Ballot open
ballot-is-closed = Closed ballot
ballot-is-cancelled = Cancelled ballot
ballot-indicative = indicative
ballot-decides = decides
ballot-choose = Your delegation’s vote on { $practice }
ballot-may-change = Your delegation has one vote on each practice. Any of you may change it until the ballot closes.
ballot-voted = { $voted } of { $all } { $all ->
    [one] delegation has
   *[other] delegations have
} voted.
ballot-awaited = Yet to vote
ballot-close = Close the ballot
ballot-close-title = Close the ballot now?
ballot-close-text = { $count ->
    [one] One delegation has
   *[other] { $count } delegations have
} not voted yet. Once the ballot is closed, no vote changes any more.
ballot-close-anyway = Close the ballot
ballot-cancel = Cancel the ballot
ballot-cancel-title = Cancel this ballot?
ballot-cancel-text = All votes are discarded and never published. The ballot and your reason stay in the record. You can hold it again.
ballot-cancel-reason = Why it is cancelled
ballot-cancel-anyway = Cancel the ballot
ballot-keep-open = Keep it open
ballot-was-cancelled = This ballot was cancelled and its votes were discarded. The facilitator’s reason:
ballot-again = Hold again
ballot-changed-since = The practice was changed after this vote. The outcome shows the wording voted on.
ballot-withdrawn-since = The practice was withdrawn after this vote. The outcome shows the wording voted on.
ballot-counts = { $support } support · { $cannot } cannot support · { $abstain } abstain
ballot-not-voted = { $count } did not vote
ballot-who = Who chose what

## Announcements

told-moved = The table is now at: { $item }
told-closed = The table is closed
told-closing = Ten seconds for the last words: then this text is read-only
told-ballot-opened = A ballot is open: { $title }
told-ballot-closed = A ballot is over: { $title }
told-asked = Your practice was asked a question: { $practice }
told-answered = Your question was answered: { $practice }
told-revealed = The answers are revealed: { $question }
told-desk-shared = { $name } shares its desk with you
told-time-soon = Less than two minutes are left
told-time-over = Time is up

## Facilitating

facilitate-title = Facilitate
facilitate-ready = { $count } of { $all } { $all ->
    [one] delegation is ready.
   *[other] delegations are ready.
}
facilitate-behind = Behind on the network: { $names }
agenda-next = On to { $item }
agenda-back = Back to { $item }
agenda-close = Close the table
clock-set = Set the clock to
clock-minutes = { $minutes } min
clock-stop = Stop the clock

## Moving the table

move-title = Move on to { $item }?
move-close-title = Close the table?
move-reopen-title = Reopen the table?
move-to-closed = Nothing can be changed any more, until a facilitator reopens the table.
move-nothing-changes = What is open stays the same.
move-locks-all = Answers become read-only. Whoever is writing has ten seconds to finish.
move-locks = Answers to question { $labels } become read-only. Whoever is writing has ten seconds to finish.
move-unlocks-all = Answers can be written.
move-unlocks = Answers to question { $labels } can be written.
move-restricts = Joint answers are written by whoever presides only.
move-practices-open = Good practices can be brought, revised and discussed.
move-practices-shut = Good practices can no longer be changed.
move-ballots-open = Ballots can be held.
move-ballots-shut = No more ballots can be opened.
move-away = { $count ->
    [one] One delegation has nobody connected.
   *[other] { $count } delegations have nobody connected.
}
move-writing = { $count ->
    [one] One person is still writing:
   *[other] { $count } people are still writing:
}
move-ready = { $count ->
    [one] One delegation is ready. At the next item it starts as not ready.
   *[other] { $count } delegations are ready. At the next item all start as not ready.
}
move-clock-stops = The clock stops.
move-clock-left = { $minutes ->
    [one] Let the clock run on. It has one minute left.
   *[other] Let the clock run on. It has { $minutes } minutes left.
}
move-clock-soon = Let the clock run on. It has less than a minute left.
move-undo-hint = You can undo this for one minute.
move-blocked = { $count ->
    [one] A ballot is still open. Close or cancel it first:
   *[other] { $count } ballots are still open. Close or cancel them first:
}
move-to-ballots = Show the ballots
move-clock-start = { $minutes ->
    [one] Start the clock: one minute
   *[other] Start the clock: { $minutes } minutes
}
move-go = Move on
move-close = Close the table
move-reopen = Reopen the table
move-done = The table is at { $item } now.
move-done-closed = The table is closed.
move-undo = Undo: back to { $item }
move-undo-label = Last move

## The outcome's page

outcome-page-title = Outcome
outcome-back = Back to the table
outcome-refresh = Show the latest
outcome-files = Take it along
outcome-as-html = Page to print
outcome-as-docx = Word
outcome-as-odt = OpenDocument
outcome-as-pdf = PDF
outcome-as-xlsx = Excel: votes and people
outcome-as-csv = CSV: votes and people
outcome-as-markdown = Markdown
outcome-as-json = JSON
outcome-own-title = Rapporteur’s summary
outcome-own-placeholder = In a few sentences: what the table can say together. It stands at the top of the outcome.

deleted-title = Deleted lately
deleted-nothing = Nothing has been deleted lately.
deleted-put-back = Put back
deleted-is-back = The words are back in the text.

### What was asked and waits.

keeping-slow = Not saved yet: the server takes long. Your words are kept on this device.
keeping-slow-unkept = Not saved yet: the server takes long. Leave this page open.
keeping-cannot-save = The server cannot save at the moment. Your words are kept on this device and sent again by themselves.
keeping-cannot-save-unkept = The server cannot save at the moment. Leave this page open: your words are sent again by themselves.
waiting = Waits for the server: { $what }. It is sent by itself; leave this page open until then.
too-late = Not done: { $what }. { $why }
too-late-vote = Your vote did not count: { $what }. { $why }
vote-waits = Waiting to be cast
asked-move = Move to { $item }
asked-agenda = Change the agenda
asked-clock-pause = Pause the clock
asked-take-back = Undo the last move
asked-clock = Set the clock
asked-clock-off = Stop the clock
asked-share-desk = Share our desk with { $name }
asked-unshare-desk = Stop sharing our desk with { $name }
asked-ready = We are ready
asked-not-ready = We are not ready
asked-bring-practice = Bring “{ $title }”
asked-revise-practice = Change “{ $title }”
asked-withdraw-practice = Take “{ $title }” back
asked-endorse = Endorse “{ $title }”
asked-unendorse = No longer endorse “{ $title }”
asked-question = Ask “{ $text }”
asked-add-question = Add the question “{ $text }”
asked-answer = Answer “{ $text }”
asked-open-ballot = Open the ballot “{ $title }”
asked-close-ballot = Close the ballot “{ $title }”
asked-cancel-ballot = Cancel the ballot “{ $title }”
asked-vote = { $choice } on “{ $title }”

### The delegation desk

desk = Our desk
desk-of = Desk of { $name }
desk-alone = Only { $who } reads and writes here.
desk-shared-by = { $who } read and write here.
desk-placeholder = Draft here what is not for everybody yet.
desk-joint = Joint answer · { $question }
desk-own = Our answer · { $question }
desk-put = Put into an answer…
desk-put-title = Put into an answer
desk-put-selection = The words that you have selected are put at the end of the answer.
desk-put-all = All that is on the desk is put at the end of the answer. Select some words before to put in those only.
desk-put-nothing = There is nothing on this desk to put into an answer.
desk-put-into = Answer
desk-put-hint = Everybody at the table reads it there at once.
desk-put-copy = Copy
desk-put-move = Move
desk-put-changed = What is on the desk has changed meanwhile. Look at it, and choose again.
desk-no-answers = There is no answer that you write.
desk-copied = Copied into an answer. { $answer }
desk-moved = Moved into an answer. { $answer }
desk-share-title = Share the desk
desk-share-means = From then on they read all that is on this desk, and write on it. What you deleted before stays unseen.
desk-share-with = Share with…
desk-share-waits = A desk is shared once the server is there again.
desk-share-none = Choose a delegation
desk-share = Share
desk-stop = Stop sharing
desk-stop-with = Stop sharing with { $name }
desk-stop-means = When you stop: they keep what they have read; what is written from now on stays yours.
