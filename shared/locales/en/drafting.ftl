### What is found in the wording of a text, and why.

# The language whose alphabet orders lists.
drafting-language = en

drafting-title = Check the wording
drafting-hide = Check no more
drafting-hint = What United Nations documents do by habit. Nothing is changed unless you press for it.
drafting-clean = Nothing found.
drafting-not-checked = Every rule is off.
drafting-count = { $count ->
    [one] { $count } finding
   *[other] { $count } findings
}
drafting-words = { $count ->
    [one] { $count } word
   *[other] { $count } words
}
drafting-go = Go there
drafting-replace = Replace by
drafting-leave = Leave it
drafting-left = { $count ->
    [one] { $count } finding left as it is
   *[other] { $count } findings left as they are
}
drafting-show-left = Show again
drafting-list = Findings
drafting-rules = Rules
drafting-limit = No more words than
drafting-limit-none = any number
drafting-unattributed = The text goes out unattributed
drafting-moved = The text has changed there. Look again.

drafting-rule-heading-alone = Headings with nothing below them
drafting-rule-heading-skipped = Levels of headings that are skipped
drafting-rule-numbering = (a), and (i) below numbered paragraphs
drafting-rule-order = Alphabetical order of delegations
drafting-rule-quotes = Quotation marks: “ ”, and ‘ ’ within
drafting-rule-member-states = “Member States”
drafting-rule-adopted = “Adopted” over a show of preferences
drafting-rule-length = Length
drafting-rule-names = Names in an unattributed text
drafting-rule-quantities = Some, several, many, most

drafting-why-nothing-below = Nothing stands below this heading.
drafting-why-heading-below = The next thing below this heading is another heading, and no text.
drafting-why-skipped = The heading before this one is of level { $before }, this one of level { $level }: a level is skipped.
drafting-why-roman-first = Below a numbered paragraph comes (a); (i) comes below that.
drafting-why-letter-missing = After ({ $before }) comes ({ $expected }).
drafting-why-brackets = The letter of an item stands in two brackets.
drafting-why-out-of-order = Delegations are listed in alphabetical order.
drafting-why-straight = Quotation marks are curly.
drafting-why-within = A quotation within a quotation has single marks.
drafting-why-single = A quotation has double marks, unless it is within another.
drafting-why-capitals = Both words begin with a capital, where those of the United Nations are meant.
drafting-why-only-shown = Preferences were shown here, and nothing was decided by that. Say what was shown, as in “expressed support for”.
drafting-why-too-long = { $words } words, where { $most } are the most.
drafting-why-names = { $name } is named. An unattributed text names nobody.
drafting-why-how-many = { drafting-quantity } may be said from { $least } delegations on, of { $present } here. Count, or say the number.
drafting-why-too-few = { drafting-quantity } may be said from { $least } delegations on, and only { $present } are here.
drafting-quantity = { $quantity ->
    [few] “A few”
    [some] “Some”
    [several] “Several”
    [many] “Many”
    [most] “Most”
   *[all] “All”
}
