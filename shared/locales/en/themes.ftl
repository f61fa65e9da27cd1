### Themes, and good practices as a collection.

preview-themes = Themes, one to a line
preview-themes-hint = What good practices may speak to. Those that the background enumerates are offered here; change them as you like, now or at the table.

practice-kind-practice = Good practice
practice-kind-lesson = Lesson learned
practice-themes = Themes
practice-own-theme = Another theme
practice-evidence = What shows that it works
practice-validated-example = For example: the national ombudsman, 2024
practice-maturity-follows = By that it counts as: { $maturity }
practice-further = Context, who benefited, constraints, whether it lasts, gender and age
practice-print = Print this card

evidence-monitored = Results were followed with figures
evidence-evaluated = Evaluated by others
evidence-replicated = Done again elsewhere
evidence-anchored = Part of law, policy or a lasting budget

maturity-innovation = Innovation
maturity-promising = Promising practice
maturity-good = Good practice, confirmed
maturity-institutionalised = Institutionalised practice

placeholder-context = What was to be solved, where, and for whom?
placeholder-beneficiaries = Who is better off, and how many?
placeholder-constraints = What stood in the way, and what did you do about it?
placeholder-sustainability = Who carries and pays for it from now on?
placeholder-inclusion = What does it change for women and men, girls and boys, young and old?

practices-choose = Filter and sort
practices-any = All
practices-of = Brought by
practices-at-least = At least
practices-order = Order
practices-by-brought = As brought
practices-by-endorsed = Most endorsed first
practices-by-maturity = Most mature first
practices-by-title = By title
practices-shown = { $shown } of { $count } are shown.
practices-all-again = Show all

compare-title = Compare two
compare-one = One
compare-other = Beside it
compare-choose = Choose a practice

coverage-title = { $bare ->
    [0] What the practices cover
    [one] What the practices cover: nobody speaks to one theme
   *[other] What the practices cover: nobody speaks to { $bare } themes
}
coverage-label = How many practices and answers of each delegation speak to each theme
coverage-hint = Practices and answers are counted together. An answer speaks to the themes that stand below it.
coverage-jointly = Joint answers
answer-themes-set = Say which themes an answer speaks to
answer-themes = Themes of this answer
answer-themes-none = none yet
coverage-nobody = nobody yet
themes-edit = Edit the themes
themes-hint = One to a line. A line that you change is the same theme by another name; practices go on speaking to it.
