### Why not, and what to do about it.

refusal-stranger = You have no seat at this table. Open your invitation link again.
refusal-needs-role = Only a { $role } can do this.
refusal-needs-delegation = Only somebody who speaks for a delegation can do this.
refusal-not-yours = Only the delegation it belongs to can do this.
refusal-not-in-thread = Only whoever made the comment, the delegation it is addressed to, the chair and the facilitator can do this.
refusal-has-replies = Somebody has replied to this comment. Resolve it instead of taking it back.
refusal-your-own = This is your own delegation’s practice; others endorse it or ask about it.
refusal-table-closed = The table is closed: nothing changes any more.
refusal-not-open-now =
    { $what ->
        [question] This question cannot be answered now.
        [practice] Practices are not open now.
       *[ballot] Ballots cannot be held now.
    } { $count ->
        [0] The facilitator says on the agenda what is open.
       *[other] On the agenda it is open under: { $under }.
    }
refusal-item-is-current = The table is at this item. Move on before you take it off the agenda.
refusal-agenda-has-moved = The table has moved on meanwhile. Please look again before you go on.
refusal-unknown = There is no such { $what } here any more. Reload the page to see what there is.
refusal-id-taken = Another { $what } was added under the same id. Please try again.
refusal-ballot-closed = This ballot is closed; the votes cast until then stand.
refusal-ballot-cancelled = This ballot was cancelled; its votes do not count.
refusal-ballot-open = A ballot is still open. Close or cancel it first.
refusal-not-on-ballot = That is not on the ballot.
refusal-put-to-ballot = An open ballot asks about this practice. It can be changed, or voted on again, when that ballot is over.
refusal-needs-rule = Choose the rule by which the ballot decides, or make it indicative.
refusal-nothing-to-take-back = There is no move left to undo. Move the table with the buttons instead.
refusal-locked = The facilitator has locked these answers. Ask the facilitator to unlock them.
refusal-not-answered-so = This question does not take this kind of answer.
refusal-not-revealed-yet = This is answered privately: it says what it is about once the answers are revealed.
refusal-answered-privately = This question is answered privately now: write in the private answer.
refusal-answers-revealed = These answers are revealed. What everybody has read cannot be private again.
refusal-needs-chair = Only whoever presides can do this.
refusal-chair-has-moved = Others preside now. Please look again before you go on.
refusal-not-an-observer = Whoever only looks on cannot preside. Choose somebody else.
refusal-has-spoken = They have been speaking for 30 seconds. Please end the speech instead.
refusal-floor-has-moved = The list of speakers has moved on. Please look again before you go on.
refusal-on-the-list = Your delegation is on the list of speakers already.
refusal-list-closed = The list of speakers is closed. Ask the chair to reopen it.
refusal-warn-first = Announce that the list will be closed first.
refusal-list-not-empty = Delegations are still waiting to speak. Hear them, or begin a new round first.
refusal-point-stands = A point of order comes first. Rule on it before you go on.
refusal-too-often = That was a lot within a minute. Wait a moment, then do it again.
refusal-replies-used = Your delegation has used both of its rights of reply.
refusal-other-method = This ballot is held by another method. Load the page anew.
refusal-method-unfit = Nobody could vote so. Look at the method, its numbers and criteria, and at what is put to the vote.
refusal-too-many-points = More points are given than there are: at most { $most }.
refusal-too-many-points-on-one = One option gets too many points: at most { $most }.
refusal-score-out-of-range = Scores go from 0 to 4, on the criteria of the ballot.
refusal-scores-own = On this ballot, your delegation does not score its own practice.
refusal-ranked-twice = An option is ranked twice. Give each one place.
refusal-unanswered = Answer everything on the ballot: you can abstain.
refusal-needs-quorum = Set the quorum first, where delegations are listed.
refusal-needs-roll = Call the roll first: what this ballot decides depends on who is present.
refusal-points-used = Your delegation has raised three points of order under this item already.
refusal-head-publishes = Publishing for this delegation, from its desk and in statements, is reserved to its head.
refusal-needs-to-conclude = Only the rapporteur, the facilitators and whoever presides can do this.
refusal-needs-to-sign = Only whoever presides and the rapporteur can do this.
refusal-draft-replaced = A newer draft has gone out. Look at that one.
refusal-circulation-over = The time to offer corrections is over.
refusal-same-words = These are the words that stand there. Change something.
refusal-not-in-passage = These words do not stand in that paragraph. Copy them from it, as they are.
refusal-correction-answered = This correction has been answered already.
refusal-correction-withdrawn = The delegation has taken this correction back.
refusal-corrections-wait = Corrections wait for an answer. Accept or answer each of them first.
refusal-outcome-has-changed = The outcome reads otherwise by now. Look at it again, then sign.
refusal-outcome-signed-off = The outcome is signed off. It can be opened again, with a reason, by those who sign.
refusal-outcome-published = The outcome is published. A facilitator takes that back first.
refusal-nothing-signed = Nothing is signed yet.
refusal-head-votes = The votes of your delegation are reserved to its head.
refusal-decision-over = This is over: what came of it stands.
refusal-still-running = One may still object. Explain your position when the time is over.
refusal-not-agreed = A delegation objected, so nothing was agreed. You can explain your position.
refusal-only-longer = The time can be made longer, not shorter.
refusal-unfit-time = Give 10 seconds to 30 minutes in the room, or a moment within the next 90 days.
refusal-wording-runs = Delegations may still object to wording. Wait until that is over, or withdraw it, before the table is closed.
refusal-check-is-on = A temperature check is on. End it before you ask again.
refusal-other-stage-own = At this stage each delegation writes its own answer.
refusal-other-stage-compilation = At this stage the answers are compiled: whoever runs the table begins the joint answer with them.
refusal-other-stage-joint = At this stage the joint answer is written.
refusal-stage-has-moved = The question has come to another stage meanwhile. Please look again.
refusal-answers-private = The answers are private. Reveal them first.
refusal-just-taken = Somebody has just taken it. Look at the end of the answer first.
refusal-source-has-changed = The text has changed since it was shown here. Please look again.
refusal-report-begun = The report was begun already. Change its setting instead.
refusal-singles-out = A report does not summarise what single delegations said. A chair’s summary may.
refusal-nothing-to-bring-in = There is nothing new to bring in.
refusal-nothing-to-compile = No delegation has answered this question yet.
refusal-answers-unchanged = Nothing has changed since the answers were compiled.
refusal-text-unchanged = Nothing has changed since Rev.{ $number } was frozen.
refusal-empty = Please give a { $what }.
refusal-too-large = The { $what } takes too much room, with its formats and links. Put it in parts, or take formats out.
refusal-secret-on-paper = This ballot is secret: nobody but the delegation itself may know what it chooses. Lend it a device, or hold a recorded ballot.
refusal-open-wording-full = What is put to the table now is as long as all of it may be. There is room again when some of it is over or withdrawn.
refusal-wording-full = So much was put to this table that it takes no more. Say it shorter, or put it at another table.
refusal-too-long = The { $what } is too long: at most { $most } characters.
refusal-odd-characters = The { $what } holds characters that cannot be shown. Type it instead of pasting it.
refusal-too-many = This table has reached its limit: { $what }, at most { $most }.
refusal-duplicate-delegation = There is already a delegation called “{ $name }”. Choose another name.
refusal-duplicate-table = There are two tables called “{ $name }”. Give one of them another name.
