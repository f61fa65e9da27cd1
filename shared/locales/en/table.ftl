### The room.

table-opening = Going to the table
table-unreachable = The table cannot be reached. It is tried again by itself; nothing you wrote is lost.
table-full = The table is full. You will be let in as soon as somebody leaves.
table-stranger-title = You have no seat at this table
table-stranger-text = Open your invitation link again in this browser; it leads to your seat. If it does not, ask the facilitator for a new link.
try-now = Try now

phase-label = Phase
phase-now = The table is in the phase: { $phase }
clock-label = Time left
clock-over = { $time } over
faces-label = { $here } of { $all } delegations are here
ready-no = We are ready
ready-yes = ✓ Ready

keeping-saved = ✓ Saved
keeping-saving = Saving…
keeping-connecting = Connecting…
keeping-offline = Offline: { $changes ->
    [one] one change
   *[other] { $changes } changes
} kept here
keeping-away = Offline. You can go on writing; it is kept here.
keeping-refused = Not accepted. Copy your words and reload the page.
not-accepted-title = The table did not take this
not-accepted-words = Your words
not-accepted-wrong-phase = The table had moved to another phase when your words arrived. Copy them, and put them in when it is time.
not-accepted-locked = The facilitator had locked these answers when your words arrived. Copy them and ask for the lock to be lifted.
not-accepted-put-to-ballot = The practice had been put to a ballot when your words arrived, and what is voted on does not change.
not-accepted-not-yours = This text belongs to another delegation.
not-accepted-too-large = That was too much at once. Copy your words and paste them in smaller parts.
not-accepted-other = The server could not accept what was written here. Copy your words and put them in again.
not-accepted-copy = Copy the words
dismiss = Dismiss

agenda-label = Agenda
agenda-note = Concept note
agenda-background = Context and background
agenda-questions = Guiding questions
agenda-practices = Good practices
agenda-all-practices = All practices
agenda-decide = Decide
agenda-ballots = Ballots
agenda-open = { $count } open
locked = Locked
side-label = Beside the text

question-kicker = Question { $label }
noun-question-title = Question
question-gone = This question is no longer asked.
answers-label = Answers
joint-answer = Joint answer
by-delegation = By delegation
answer-of = Answer of { $delegation }
answer-lock = Lock the answers
answer-unlock = Unlock the answers
joint-placeholder = What can the table say together? Everybody writes here at once.
own-placeholder = Your delegation’s own answer. Everybody reads it; only you write it.
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
link-title = Link
link-to = Where it leads
link-hint = A web address or mailto:. Leave it empty to take the link away.
link-unsafe = Only http, https and mailto addresses can be linked.
link-set = Set the link

people-title = At the table
people-away = away
people-here = here
people-writing = writing
people-ready = ready

dock-label = Go to
dock-agenda = Agenda
dock-page = Draft
dock-side = People and votes
dock-awaited = Your vote is awaited
