### Follow the chair.

lead-here = Show this to everybody
lead-let-go = Stop showing
lead-you = Everybody is shown: { $page }
lead-shows = The chair shows: { $page }
lead-go = Go there
lead-passage = Show everybody the selected words
lead-select = Select the words first that everybody shall see.
lead-quoted = “{ $quote }”
