### The first steps at a table, for whoever sees it for the first time.

tour-title = First steps
tour-step = { $step } of { $of }
tour-next = Next
tour-back = Back
tour-done = Done
tour-skip = Skip

tour-facilitator-1 = Facilitate moves the table along its agenda and keeps the clock. Every move says first what it will do.
tour-facilitator-2 = Beside the text you also speak to the table, choose what the room sees, and keep notes that only facilitators read.
tour-facilitator-3 = The agenda can be changed at any time. At its end are the outcome, the history and the table on paper.

tour-delegate-1 = Here the text is written, by everybody at the same time. It saves by itself: the badge above says so.
tour-delegate-2 = The agenda leads to every question, to good practices, and to a desk that only your delegation reads.
tour-delegate-3 = Beside the text you ask for the floor, vote, and see who is here.

tour-others-1 = This is the text as it is being written. Under it you can see who wrote what.
tour-others-2 = The agenda leads to every question, practice and ballot, and to the history.
tour-others-3 = Beside the text you see who speaks, what is voted on, and who is here.

tour-find = Search finds everything by a few letters, also by Ctrl+K. Press ? for all keys.
