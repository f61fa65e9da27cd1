### Good practices, and the questions asked on them.

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
