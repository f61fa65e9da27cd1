### The room.

table-opening = Going to the table
table-unreachable = The table cannot be reached. It is tried again by itself; nothing you wrote is lost.
table-full = The table is full. You will be let in as soon as somebody leaves.
table-stranger-title = You have no seat at this table
table-stranger-text = Open your invitation link again in this browser; it leads to your seat. If it does not, ask the facilitator for a new link.
table-signed-out-title = You are signed out on this device
table-signed-out-text = You signed out here, or from another of your devices. What was saved of your words stays at the table; what was not yet saved is kept in this browser, and sent when you come back in it. To come back, make a link on a device on which you are in.
table-closed-to-observers-title = This table is closed to observers
table-closed-to-observers-text = The facilitator has closed this table to observers for now. You keep your place in the session.
table-look-again = Look again
table-closed-to-observers = Closed to observers
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

attention-label = Needs your attention
page-outdated = The server has changed since this page was opened. Reload the page; what you wrote is kept.
reload = Reload the page

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

list = { $first }, { $second }
list-last = { $first } and { $second }

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

## Ballots

ballots-none-title = No ballot yet
ballots-none-text = The facilitator opens a ballot on practices, or on options. Each delegation has one vote. Nobody sees a result before the ballot closes.
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
told-reminded = Your delegation has not voted yet, and is reminded to: { $title }
ballot-reminded-you = The facilitator reminds your delegation: it has not voted yet.
ballot-remind = Remind those yet to vote
ballot-reminded = { $count ->
    [one] One delegation was reminded.
   *[other] { $count } delegations were reminded.
} Only they see it.
ballots-needing = Only what still needs us
ballots-needing-none = Nothing here needs your delegation now.
ballot-project = Show the result to the room
ballot-projected = The room is shown the result.
ballot-paper-enter = Enter a vote from paper
ballot-paper-title = A vote from paper
ballot-paper-hint = The vote is entered in your name, as the delegation’s on paper. The delegation sees that, and may change it until the ballot closes.
ballot-paper-of = Delegation
ballot-paper-nobody = Choose the delegation
ballot-paper-has-voted = { $name } (has voted)
ballot-paper-whose = Choose the delegation whose paper it is.
ballot-paper-replaces = { $name } has voted already, and not on paper. What you enter takes the place of that. Press once more if you mean it.
ballot-paper-replace = Replace its vote
ballot-paper-unsaid = Nothing was marked
ballot-paper-save = Enter it
ballot-paper-done = Entered for { $name }.
ballot-paper-print = Print this ballot
ballot-close = Close the ballot
ballot-close-title = Close the ballot now?
ballot-close-text = { $count ->
    [one] One delegation has
   *[other] { $count } delegations have
} not voted yet. Once the ballot is closed, no vote changes any more.
ballot-close-anyway = Close the ballot
ballot-cancel = Cancel the ballot
ballot-cancel-title = Cancel this ballot?
ballot-cancel-text-recorded = All votes are discarded: none is counted or shown. What each delegation said stays in the server’s log, since the ballot was to be recorded. The ballot and your reason stay in the record. You can hold it again.
ballot-cancel-text = All votes are discarded and never published. The ballot and your reason stay in the record. You can hold it again.
ballot-cancel-reason = Why it is cancelled
ballot-cancel-anyway = Cancel the ballot
ballot-keep-open = Keep it open
ballot-was-cancelled-recorded = This ballot was cancelled and its votes were discarded: none is counted or shown. The server’s log still has them. The facilitator’s reason:
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
