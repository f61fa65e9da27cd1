### Leading the table, and moving it on.

facilitate-title = Facilitate
facilitate-ready = { $count } of { $all } { $all ->
    [one] delegation is ready.
   *[other] delegations are ready.
}
facilitate-behind = Behind on the network: { $names }
agenda-next = On to { $item }
agenda-back = Back to { $item }
agenda-close = Close the table
clock-set = Set the clock to
clock-minutes = { $minutes } min
clock-stop = Stop the clock

move-title = Move on to { $item }?
move-close-title = Close the table?
move-reopen-title = Reopen the table?
move-to-closed = Nothing can be changed any more, until a facilitator reopens the table.
move-nothing-changes = What is open stays the same.
move-locks-all = Answers become read-only. Whoever is writing has ten seconds to finish.
move-locks = Answers to question { $labels } become read-only. Whoever is writing has ten seconds to finish.
move-unlocks-all = Answers can be written.
move-unlocks = Answers to question { $labels } can be written.
move-restricts = Joint answers are written by whoever presides only.
move-practices-open = Good practices can be brought, revised and discussed.
move-practices-shut = Good practices can no longer be changed.
move-ballots-open = Ballots can be held.
move-ballots-shut = No more ballots can be opened.
move-away = { $count ->
    [one] One delegation has nobody connected.
   *[other] { $count } delegations have nobody connected.
}
move-writing = { $count ->
    [one] One person is still writing:
   *[other] { $count } people are still writing:
}
move-ready = { $count ->
    [one] One delegation is ready. At the next item it starts as not ready.
   *[other] { $count } delegations are ready. At the next item all start as not ready.
}
move-clock-stops = The clock stops.
move-clock-left = { $minutes ->
    [one] Let the clock run on. It has one minute left.
   *[other] Let the clock run on. It has { $minutes } minutes left.
}
move-clock-soon = Let the clock run on. It has less than a minute left.
move-undo-hint = You can undo this for one minute.
move-blocked = { $count ->
    [one] A ballot is still open. Close or cancel it first:
   *[other] { $count } ballots are still open. Close or cancel them first:
}
move-to-ballots = Show the ballots
move-clock-start = { $minutes ->
    [one] Start the clock: one minute
   *[other] Start the clock: { $minutes } minutes
}
move-go = Move on
move-close = Close the table
move-reopen = Reopen the table
move-done = The table is at { $item } now.
move-done-closed = The table is closed.
move-undo = Undo: back to { $item }
move-undo-label = Last move
