### Follow the chair.

lead-here = Show this to everybody
lead-let-go = Stop showing
lead-you = Everybody is shown: { $page }
lead-shows = The chair shows: { $page }
lead-go = Go there
