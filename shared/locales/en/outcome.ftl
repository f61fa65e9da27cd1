### Words of the outcome part.

outcome-lang = en
outcome-dir = ltr

outcome-title = Outcome
outcome-contents = Contents
outcome-no-table = There is no table to tell of.
outcome-table = Table
outcome-made = Made
outcome-draft = This is a draft: the table was still in the phase “{ $phase }” when it was made.

outcome-section-summary = Summary
outcome-section-background = Context and background
outcome-section-questions = Questions and answers
outcome-section-joint = Joint answer
outcome-section-by-delegation = Answers by delegation
outcome-section-practices = Good practices and lessons learned
outcome-section-remarks = Questions and answers on this practice
outcome-section-ballots = Ballots
outcome-section-people = Who took part
outcome-section-course = How it came about
outcome-section-log = About this document

outcome-footnotes = Footnotes
outcome-footnote = Footnote { $mark }
outcome-back = Back to the text

outcome-no-question = No question was asked of this table.
outcome-question-labelled = Question { $label }
outcome-question-both = Question { $label } · { $name }
outcome-nothing-written = Nothing was written.
outcome-silent = No answer from

outcome-no-practice = No practice was brought.
outcome-ranked-by-support = In the order of support when a ballot on them was last closed; where that is equal, of how many delegations could not support them, then of endorsements. The order shows preferences and decides nothing.
outcome-ranked-by-endorsement = In the order of endorsements. No ballot on them was closed.
outcome-brought-by = Brought by
outcome-endorsed-by = Endorsed by
outcome-endorsed-by-none = no delegation
outcome-absent = not represented
outcome-asked = { $delegation } asked:
outcome-answered = { $delegation } answered:
outcome-not-answered = Not answered.

outcome-ballot-indicative = Indicative ballot: a show of preferences that binds nobody.
outcome-ballot-binding = Ballot that the facilitator declared to be more than indicative.
outcome-ballot-recorded = It was recorded who chose what.
outcome-ballot-counted = Only the count was published, not who chose what.
outcome-ballot-open = This ballot was still open: { $voted } of { $delegations } delegations had voted. There is no result before it closes.
outcome-opened = Opened
outcome-closed = Closed
outcome-voted-on = Voted on
outcome-not-voted = Did not vote
outcome-tally = Votes
outcome-tally-practice = Practice
outcome-tally-share = Share
outcome-tally-words = { $support } support, { $cannot } cannot support, { $abstain } abstain, { $silent } did not vote

outcome-when = When
outcome-what = What happened
outcome-moment-convened = The table was convened.
outcome-moment-phase = The table moved to { $phase }.
outcome-moment-ballot-opened = A ballot was opened:
outcome-moment-ballot-closed = A ballot was closed:

outcome-count-delegations = Delegations
outcome-count-participants = People
outcome-count-joint-answers = Joint answers
outcome-count-own-answers = Answers by delegation
outcome-count-practices = Practices
outcome-count-endorsements = Endorsements
outcome-count-remarks = Questions on practices
outcome-count-ballots = Ballots closed
outcome-count-votes = Votes counted

outcome-log-meaning = The meeting’s log stands behind this document. Whoever holds the log can find this place in it and check that nothing before it was changed.
outcome-log-head = Entry of the log
outcome-chain = Digest of all events
outcome-chain-withheld = given once no ballot is open, so that nobody can work a vote out from it
