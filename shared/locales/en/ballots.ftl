### Ballots by their methods: what they ask, and what came of them.

method-support = Support, cannot support, abstain
method-approval = Approval
method-points = Points
method-score = Scores on criteria
method-ranked = Ranking
method-majority = Yes or no

method-says-support = Each delegation supports each practice, cannot support it, or abstains.
method-says-approval = Each delegation marks every option that it approves of. The option with most approvals comes first.
method-says-points = Each delegation spreads { $points ->
    [one] 1 point
   *[other] { $points } points
} over the options, at most { $cap } to one. The option with most points comes first.
method-says-score = Each delegation scores each practice from 0 to 4 on each criterion, or leaves what it cannot judge. The practice with the highest mean comes first.
method-says-ranked = Each delegation ranks the options; what it leaves out counts below all that it ranks. An option comes first if it is preferred to every other, directly or by way of others (Schulze’s method).
method-says-majority = Each delegation says yes or no to each option, or abstains.

terms-criteria = Criteria: { $criteria }.
terms-own = No delegation scores its own practice.
terms-own-too = A delegation may score its own practice, too.
terms-few = A practice comes first only if at least { $few } delegations judge it, or a quarter of those that vote if that is more. (Where few vote, all but one are enough.) Others are shown apart, as judged by few.
terms-indicative = Indicative: it shows preferences and decides nothing.
terms-decides-first = It decides: the option that comes first is chosen. If several do, nothing is chosen.
terms-decides-cast-simple = It decides: an option is adopted if more than half of those that say yes or no say yes.
terms-decides-cast-two-thirds = It decides: an option is adopted if at least two thirds of those that say yes or no say yes.
terms-decides-present-simple = It decides: an option is adopted if more than half of the delegations present say yes. Present is who was declared so, or votes.
terms-decides-present-two-thirds = It decides: an option is adopted if at least two thirds of the delegations present say yes. Present is who was declared so, or votes.
terms-decides-all-simple = It decides: an option is adopted if more than half of all delegations say yes.
terms-decides-all-two-thirds = It decides: an option is adopted if at least two thirds of all delegations say yes.
terms-quorum = It decides only if the quorum is there when it closes.
terms-who = Each delegation has one vote. Those who speak for it may cast and change it until the ballot closes.
terms-recorded = Recorded: when the ballot closes, everybody sees which delegation said what.
terms-secret = Secret: only totals are shown, and who has voted.
terms-secret-how = While a secret ballot is open, the server keeps what each delegation says, so that it can be changed: whoever runs the server, or has a backup made meanwhile, could look it up. When the ballot closes, that is erased. The log, and backups made later, say that a delegation voted and never what. If all say the same, or few vote, totals tell it.

criterion-relevant = Relevant
criterion-effective = Effective
criterion-feasible = Feasible
criterion-sustainable = Sustainable
criterion-replicable = Replicable
criterion-participatory = Participatory
criterion-gender-sensitive = Gender-sensitive
criterion-evidenced = Evidenced

answer-yes = Yes
answer-no = No
answer-abstain = Abstain

result-chosen = Chosen:
result-first = First:
result-first-tied = First, tied:
result-tied = Nothing is chosen. Tied:
result-nothing = Nothing is chosen: nobody gave an answer.
result-no-quorum = Nothing is decided: the quorum was not there.
result-attendance = { $present } of { $delegations } { $delegations ->
    [one] delegation
   *[other] delegations
} present
result-nothing-few = Nothing comes first: every practice was judged by few.
result-few = Judged by few
result-few-hint = { $needed ->
    [one] 1 delegation is needed
   *[other] { $needed } delegations are needed
} to come first.
result-said-judges = { $said } · judged by { $judges }
result-quorum-there = the quorum of { $needed } was there
result-quorum-missing = the quorum of { $needed } was not there
result-voted = { $voted } voted
result-option = Option
result-approvals = Approvals
result-points = Points
result-givers = Given by
result-needed = Yes needed
result-verdict = Result
result-mean = Mean
result-median = Median
result-spread = Lowest to highest
result-cannot-judge = Cannot judge
result-overall = All criteria
result-said-approvals = { $count ->
    [one] 1 approval
   *[other] { $count } approvals
}
result-said-points = { $count ->
    [one] 1 point
   *[other] { $count } points
}
result-said-mean = mean { $mean }
result-said-none = nobody could judge
result-said-place = place { $place }
result-said-place-tied = place { $place }, tied
result-said-answers = { $yes } yes · { $no } no · { $abstain } abstain
result-table = As a table
result-pairwise = How many rank the option of the row above that of the column
result-scores = Scores
result-who = Who said what
result-who-hint = The numbers stand for the options, in the order of the ballot.
result-who-scores = For each option, the scores on the criteria in their order; – is what the delegation could not judge.
result-who-places = For each option, its place.

terms-secret-who = Who could learn what my delegation says?
cast-ballot = Cast the ballot
cast-ballot-again = Change the ballot
cast-not-yet = Your delegation has not cast this ballot yet.
cast-changes = What you changed here is not cast yet.
cast-by = Cast for your delegation by { $name }.
cast-by-paper = Entered from paper by { $name }.
cast-changed-by = Changed last for your delegation by { $name }.
cast-may-change = Your delegation has one ballot. Any of you may change it until it closes.
cast-kept = You marked this before and have not cast it.
cast-forget = Put my marks away
cast-blank-title = Cast an empty ballot?
cast-blank-text = You have marked nothing. The ballot is counted as cast, and says nothing for any option: your delegation abstains. It can be changed until the ballot closes.
cast-blank-anyway = Cast it empty
cast-approve = Mark every option that your delegation approves of.
cast-points = Give points, at most { $cap } to one option.
cast-points-left = { $count } of { $all } points left
cast-points-over = { $count } points too many
cast-score = 0 is the lowest score, 4 the highest.
cast-own = This is your delegation’s own practice: it is not scored by you.
cast-rank = Give each option its place: 1 is what your delegation prefers most. “Level” puts one on the place of the one before it. What has no place comes last.
cast-up = Move { $option } up
cast-up-short = Up
cast-down = Move { $option } down
cast-down-short = Down
cast-equal = Rank { $option } level with the one before it
cast-equal-short = Level
cast-order = Your order:
cast-ranked-none = Nothing is ranked yet.

ballot-method = How delegations vote
ballot-put = What is put to them
ballot-put-practices = Practices
ballot-put-options = Options that I write
ballot-options = One option on each line
ballot-options-hint = Wordings, dates, themes: up to 60.
ballot-options-few = Write at least one option.
ballot-options-two = A ranking needs at least two options.
ballot-points = Points of each delegation
ballot-cap = Most points to one option
ballot-criteria = Criteria
ballot-own = A delegation may score its own practice
ballot-few = Delegations that must judge a practice for it to come first
ballot-few-hint = Or a quarter of those that vote, if that is more. Practices that fewer judge are shown apart. 0: it does not matter.
ballot-of = A majority
ballot-of-cast = of those that say yes or no
ballot-of-present = of the delegations present (call the roll before you close)
ballot-of-all = of all delegations
ballot-share = How much
ballot-share-simple = More than half
ballot-share-two-thirds = At least two thirds
ballot-is-indicative = Indicative: it shows preferences and decides nothing
ballot-is-deciding = It decides
ballot-quorum = Only if the quorum is there when it closes
asked-enter-paper = A vote from paper on “{ $title }”
asked-cast-ballot = Your delegation’s ballot on “{ $title }”

agreement-show = Show who answered alike
agreement-hide = Hide who answered alike
agreement-explained = A row is a delegation, a column an option; the darker a cell, the more the delegation said for it. Those that answered alike stand together.
agreement-table = The answers, from 0 (against, or nothing) to 100
agreement-plane = Each point is a delegation. The nearer two points are, the more alike they answered; what is up or to the side means nothing by itself.
agreement-places = Where each delegation is on the plane
