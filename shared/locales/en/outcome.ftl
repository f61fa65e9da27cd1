### Words of the outcome part.

outcome-lang = en
outcome-dir = ltr

outcome-title = Outcome
outcome-contents = Contents
outcome-no-table = There is no table to report on.
outcome-table = Table
at-hand-label = The text so far
at-hand-note = Opening… You can read what stands here meanwhile.
at-hand-session = Session
at-hand-now = Now
outcome-made = Made
outcome-draft = This is a draft. The table was still at “{ $phase }” when it was made.

outcome-draft-unsigned = This is a draft. The table is closed, and its outcome is not signed off yet.
outcome-signed-off = Signed off as version { $version } on { $at }.
outcome-signed-chair = Signed by whoever presided
outcome-signed-rapporteur = Signed by the rapporteur
outcome-signed-alone = without the rapporteur, who could not sign
outcome-signed-text = SHA-256 of the text that was signed
outcome-signed-digest = SHA-256 of all that was frozen

outcome-status-draft = Draft
outcome-status-signed = Signed off

outcome-section-summary = Summary
outcome-section-background = Context and background
outcome-section-questions = Questions and answers
outcome-section-joint = Joint answer
outcome-section-by-delegation = Answers by delegation
outcome-section-practices = Good practices and lessons learned
outcome-section-remarks = Questions and answers on this practice
outcome-section-no-objection = Decided by no objection
outcome-section-ballots = Ballots
outcome-section-corrigendum = Corrigendum
outcome-section-steps = Next steps
outcome-section-glance = At a glance
outcome-section-agreed = What was agreed
outcome-section-open = What stays open
outcome-section-report = Report
outcome-section-people = Who took part
outcome-section-course = How it came about
outcome-section-log = About this document

outcome-footnotes = Footnotes
outcome-footnote = Footnote { $mark }
outcome-back-to-text = Back to the text

outcome-no-question = No question was asked of this table.
outcome-question-labelled = Question { $label }
outcome-question-both = Question { $label } · { $name }
outcome-own-not-told = Each delegation answered this for itself. A report does not tell what single delegations said.
outcome-nothing-written = Nothing was written.
outcome-section-sources = Where the words come from
outcome-section-dropped = What was dropped
outcome-sources-meaning = Whose words stand in each paragraph, by characters, as the documents themselves know it. Words that were pulled from elsewhere or put back stay those of who wrote them; whoever pastes counts as the author.
outcome-sources-signed = This outcome is signed off. Whose words stand where is told of drafts only: it is worked out from the texts as they read now, and they may have changed since.
outcome-nothing-dropped = Of every paragraph that stood in a revision, a compilation or a delegation’s own answer, the final texts have words.
outcome-paragraph = Paragraph { $number }
outcome-share = { $who }: { $percent } %
outcome-from-elsewhere = Another table
outcome-from-secretariat = Secretariat and rapporteur
outcome-dropped-revision = Rev.{ $number }
outcome-dropped-own = Own answer: { $who }
outcome-dropped-somebody = An own answer
outcome-changes-since = Changes since Rev.{ $number } of { $at } are shown as tracked changes, in this table’s answers, its practices and its summary; where the report tells an answer, it is compared with that of Rev.{ $number }. Accepting all of them gives the texts as they are, rejecting all of them those of Rev.{ $number }. Words that came in are shown as changes by those who wrote them; who took words out is not known, and how words look is not compared. All carry the time at which this document was made.
outcome-changes-unknown = This table has no Rev.{ $number }: no changes are shown.
outcome-change-by-table = The table
outcome-section-changes = Changes since a revision
outcome-section-gone = No longer there
outcome-gone-joint = Joint answer to a question that is not asked any more
outcome-gone-own = Answer of { $who } to a question that is not asked any more
outcome-gone-own-untold = Answer of a delegation to a question that is not asked any more
outcome-gone-practice = { $field } of a practice that was withdrawn
outcome-told-group = Delegations are told of by group in this document.
outcome-told-none = Nothing is attributed to a delegation or a person in this document.
outcome-no-group = Other delegations
outcome-a-delegation = A delegation
outcome-of-group = { $group } ({ $count })
outcome-ballot-not-told = Which delegation chose what was recorded, and is not told here.
outcome-silent = No answer from

outcome-no-practice = No practice was brought.
outcome-ranked-by-support = The practices stand in the order of support in the last ballot on them. Where support is equal, fewer delegations that cannot support a practice count first, then more endorsements. The order shows preferences and decides nothing.
outcome-ranked-by-endorsement = The practices stand in the order of endorsements. No ballot on them was closed.
outcome-brought-by = Brought by
outcome-endorsed-by = Endorsed by
outcome-endorsed-by-none = no delegation
outcome-absent = not represented
outcome-asked = { $delegation } asked:
outcome-answered = { $delegation } answered:
outcome-not-answered = Not answered.

outcome-put-stands = No objection: this stands as agreed wording.
outcome-put-objected =
    { $count ->
        [one] Objected to by 1 delegation.
       *[other] Objected to by { $count } delegations.
    }
outcome-put-running =
    { $count ->
        [0] Delegations could still object. Nobody had objected so far.
        [one] Delegations could still object. 1 delegation had objected so far.
       *[other] Delegations could still object. { $count } delegations had objected so far.
    }
outcome-put-cancelled = This was withdrawn before its time was over. Nothing follows from it.
outcome-put-changed = The text was changed after this. What stands here is the wording that was put.
outcome-put = Put to the table
outcome-put-until = Objections until
outcome-put-withdrawn = Withdrawn
outcome-put-on = Objections
outcome-put-digest = SHA-256 of the wording
outcome-put-explains = Explanation of position

outcome-ballot-indicative = Indicative ballot: it shows preferences and decides nothing.
outcome-ballot-binding = This ballot decided. No rule was set for it.
outcome-ballot-no-objection = This ballot decided by no objection: a practice is adopted unless a delegation cannot support it. At least one delegation has to vote.
outcome-ballot-simple-majority = This ballot decided by simple majority: a practice is adopted if more delegations support it than cannot support it. Abstentions do not count.
outcome-ballot-two-thirds = This ballot decided by two thirds: a practice is adopted if at least two thirds of the delegations that take a side support it. Abstentions do not count.
outcome-ballot-recorded = The result shows which delegation chose what.
outcome-ballot-counted = Only the counts were published, not which delegation chose what.
outcome-ballot-open = This ballot was still open: { $voted } of { $delegations } { $delegations ->
    [one] delegation
   *[other] delegations
} had voted. There is no result before it closes.
outcome-on-paper = Entered from paper
outcome-ballot-cancelled-recorded = This ballot was cancelled. Its votes were discarded and not published; the server’s log has them, since they were to be recorded.
outcome-ballot-cancelled = This ballot was cancelled. Its votes were discarded and never published.
outcome-again = Held again after
outcome-cancelled = Cancelled
outcome-reason = Reason
outcome-verdict = Result
outcome-wording = Wording voted on
outcome-changed-since = The practice was changed after this vote. This is what was voted on.
outcome-withdrawn-since = The practice was withdrawn after this vote. This is what was voted on.
outcome-changed-see-ballot = The practice was changed after this vote; the wording voted on stands under Ballots.
outcome-opened = Opened
outcome-closed = Closed
outcome-voted-on = Voted on
outcome-not-voted = Did not vote
outcome-tally = Votes
outcome-tally-practice = Practice
outcome-tally-share = Share
outcome-tally-words = { $support } support, { $cannot } cannot support, { $abstain } abstain, { $silent } did not vote

outcome-corrigendum-meaning = Corrections that delegations offered to the draft while it circulated. Paragraphs go by their numbers in that draft.
outcome-correction-paragraph = Paragraph { $number } of draft { $draft }
outcome-correction-accepted = Accepted
outcome-correction-answered = Answered
outcome-correction-for = For
outcome-correction-read = Read
outcome-correction-proposed = Proposed
outcome-correction-by = Offered by
outcome-correction-answer = Answer
outcome-correction-taken-out = (nothing: the words are taken out)

outcome-glance-stands = Stands as agreed wording
outcome-glance-decided = Decided by ballot
outcome-glance-answered = Answered together
outcome-glance-running = Delegations may still object to
outcome-glance-objected = Objected to
outcome-glance-voting = Still voted on
outcome-glance-unanswered = Not answered together
outcome-glance-none-agreed = Nothing was agreed by this table.
outcome-glance-none-open = Nothing stays open.
outcome-glance-no-steps = No next steps were written down.
outcome-count-corrections-open = Corrections that wait for an answer

outcome-published-files = Files
outcome-published-docx = Word
outcome-published-odt = OpenDocument
outcome-published-xlsx = Excel
outcome-published-md = Markdown
outcome-published-html = Page to print
outcome-published-json = JSON, to be checked
outcome-published-check = How to check this
outcome-published-text = Whoever presided and the rapporteur signed the text whose SHA-256 stands above. Whoever has the program can take the JSON file and work all of it out again: the text, the corrigendum, the ballots. It names each place that was changed.
outcome-published-text-chair = Whoever presided signed the text whose SHA-256 stands above, without a rapporteur. Whoever has the program can take the JSON file and work all of it out again: the text, the corrigendum, the ballots. It names each place that was changed.
outcome-published-otherwise = Whoever presided and the rapporteur signed the text whose SHA-256 stands above. That text names delegations, and this page does not: so nobody can work that SHA-256 out again from these files. The program checks the corrigendum and the ballots in the JSON file.
outcome-published-otherwise-chair = Whoever presided signed the text whose SHA-256 stands above, without a rapporteur. That text names delegations, and this page does not: so nobody can work that SHA-256 out again from these files. The program checks the corrigendum and the ballots in the JSON file.
outcome-published-how = What only the meeting’s log can prove, the program says, too: whoever keeps the log checks the digest of all events.

outcome-when = When
outcome-what = What happened
outcome-moment-convened = The table was convened.
outcome-moment-phase = The table moved to { $phase }.
outcome-moment-taken-back = The last move was undone: the table was in { $phase } again.
outcome-moment-ballot-opened = A ballot was opened:
outcome-moment-ballot-closed = A ballot was closed:
outcome-moment-ballot-cancelled = A ballot was cancelled:
outcome-moment-revision = The text was frozen as Rev.{ $number } (SHA-256 { $digest }):
outcome-moment-draft = Draft { $number } of the outcome went out to the delegations.

outcome-count-delegations = Delegations
outcome-count-participants = People
outcome-count-joint-answers = Joint answers
outcome-count-own-answers = Answers by delegation
outcome-count-practices = Practices
outcome-count-endorsements = Endorsements
outcome-count-remarks = Questions on practices
outcome-count-ballots = Ballots closed
outcome-count-votes = Votes counted

outcome-log-meaning = This document is made from the meeting’s log. Whoever holds the log can find this entry in it and check that nothing before it was changed.
outcome-log-head = Entry of the log
outcome-chain = Digest of all events
outcome-chain-withheld = not shown while a ballot is open, so that nobody can work out a vote from it

# The sheets of a workbook: their names, up to 31 letters without : \ / ? * [ ], and their columns.
outcome-sheet-about = About
outcome-sheet-practices = Practices
outcome-sheet-votes = Votes
outcome-sheet-choices = Choices
outcome-sheet-speaking = Speaking times
outcome-sheet-people = Participants
outcome-sheet-sources = Sources
outcome-sheet-dropped = Dropped
outcome-column-paragraph = Paragraph
outcome-column-whose = Whose words
outcome-column-characters = Characters
outcome-column-stood = Where it stood
outcome-column-words = What it said
outcome-column-session = Session
outcome-column-table = Table
outcome-column-status = Status
outcome-column-place = Place
outcome-column-practice = Practice
outcome-column-delegation = Delegation
outcome-column-endorsements = Endorsements
outcome-column-ballot = Ballot
outcome-column-kind = Kind
outcome-column-indicative = Indicative
outcome-column-binding = Decides
outcome-column-choice = Choice
outcome-column-speeches = Times given the floor
outcome-column-seconds = Seconds
outcome-column-time = Time
outcome-column-role = Role
outcome-column-name = Name
outcome-ballot-is-open = Open
outcome-ballot-is-closed = Closed
outcome-ballot-is-cancelled = Cancelled

# What the table did, as it is brought into the report.
report-fact-item = { $title }
report-fact-agenda = The table had the following agenda:
report-fact-participants =
    { $count ->
        [one] One delegation took part:
       *[other] { $count } delegations took part:
    }
report-fact-participants-count =
    { $count ->
        [one] One delegation took part.
       *[other] { $count } delegations took part.
    }
report-fact-group =
    { $count ->
        [one] { $title }: one delegation
       *[other] { $title }: { $count } delegations
    }
report-fact-no-group =
    { $count ->
        [one] One other delegation
       *[other] { $count } other delegations
    }
report-fact-convened = The table was convened on { $at }.
report-fact-moved = { $at }: { $title }
report-fact-closed = The table was closed on { $at }.
report-fact-practices =
    { $count ->
        [one] One practice or lesson was brought:
       *[other] { $count } practices and lessons were brought:
    }
report-fact-practice =
    { $count ->
        [0] { $title }
        [one] { $title } (endorsed by one delegation)
       *[other] { $title } (endorsed by { $count } delegations)
    }
report-fact-practice-by =
    { $count ->
        [0] { $title }, brought by { $by }
        [one] { $title }, brought by { $by } (endorsed by one delegation)
       *[other] { $title }, brought by { $by } (endorsed by { $count } delegations)
    }
report-fact-agreed = There was no objection to the following wording ({ $title }):
report-fact-preferences = A show of preferences was held, which decides nothing ({ $title }):
report-fact-ballot = A ballot was held ({ $title }):
report-fact-result = { $option }: { $said }
report-fact-tally = { $title }: { $support } in support, { $cannot } that cannot support it, { $abstain } abstaining

# The report as it goes out.
outcome-report-kind = Document
outcome-report-kind-report = Report
outcome-report-kind-summary = Chair’s summary
outcome-report-symbol = Symbol
outcome-report-dates = Dates
outcome-report-organiser = Convened by
outcome-report-place = Place
outcome-report-chair = Chair
outcome-report-officers = Officers
outcome-report-original = Original
outcome-report-original-language = English
outcome-report-status = Status
outcome-report-not-circulated = The report is a draft that has not been circulated. Only those who write it get this file.
