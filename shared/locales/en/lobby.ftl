### What facilitators say to tables, and the lobby from which several tables are run.

# In toasts, on the projector and in the list at a table.
said-title = From the facilitator
said-again = What was said before
said-words = From the facilitator: { $text }
said-back = Everybody is called back to { $table }.
said-back-in = Back to { $table } in { $left }.
said-back-now = Back to { $table } now.
said-back-here-in = Everybody comes back here in { $left }.
said-back-here-now = Everybody comes back here now.
said-off = Nobody is called back any more. Go on here.
said-moved = { $who } was moved to { $table }.
said-moved-you-all = The facilitator moved your delegation to { $table }. What you wrote here stays, and you can come back to read it and go on.
said-moved-you = The facilitator moved you to { $table }. What you wrote here stays, and you can come back to read it and go on.

# Saying something.
say-here = Say something to this table
say-all = Say something to all tables
say-to = Say something to { $table }
say-send = Say it
say-done = It was said.
say-too-long = At most { $most } characters.
say-whom = To whom
say-everybody = All tables

# The lobby.
lobby-title = Lobby
lobby-open = Lobby: all tables at once
lobby-hint = See what every table is at, say something to one or all, and call everybody back.
lobby-to-session = The session: links, people, names
lobby-live = Up to date
lobby-away = Not reached since { $time }. This is what was there last; it goes on by itself.
lobby-none = This session has no tables yet.
lobby-tables = Tables
lobby-damaged = This table cannot be read. Ask whoever runs the server.
lobby-here = { $here } of { $all } delegations here
lobby-nobody = Nobody is here
lobby-people = People here ({ $count })
lobby-writes = writing
lobby-person-of = { $name } ({ $of })
lobby-writing = Writing: { $names }
lobby-speaking = Speaks: { $name }
lobby-hands =
    { $count ->
        [one] 1 waits to speak: { $names }
       *[other] { $count } wait to speak: { $names }
    }
lobby-point = point of order by { $name }
lobby-ballot =
    { $awaited ->
        [0] Ballot “{ $title }”: everybody has voted
        [one] Ballot “{ $title }”: 1 has yet to vote
       *[other] Ballot “{ $title }”: { $awaited } have yet to vote
    }
lobby-wording =
    { $objections ->
        [0] No objection so far: “{ $title }”, until { $until }
        [one] 1 objection: “{ $title }”, until { $until }
       *[other] { $objections } objections: “{ $title }”, until { $until }
    }
lobby-ready = Ready to move on: { $ready } of { $all }
lobby-unanswered =
    { $count ->
        [one] 1 question on practices unanswered
       *[other] { $count } questions on practices unanswered
    }
lobby-missing = Not here: { $names }
lobby-elsewhere = { $name } (at { $table })
lobby-moved = Moved on: { $names }
lobby-unsteady = Connection comes and goes: { $names }
lobby-behind = Slow connection: { $names }
lobby-lost = Left in the last three minutes: { $names }
lobby-called = Called back in { $left }
lobby-called-now = Called back
lobby-close-to-observers = Close to observers
lobby-open-to-observers = Open to observers
lobby-plenary-here = Plenary

# Calling back.
call-title = Call everybody back
call-hint = Every screen counts down. Nobody is moved: people go when they are ready.
call-minutes = Minutes
call-do =
    { $minutes ->
        [one] Call everybody back in 1 minute
       *[other] Call everybody back in { $minutes } minutes
    }
call-plenary = Back to
call-is-on = Everybody is called back to { $table }: { $left }
call-is-over = Everybody is called back to { $table }: time is up
call-off = Call it off
call-done = Everybody is called back.

# Moving.
move-person-title = Move somebody to another table
move-person-hint = They are told and shown the way. They keep their place where they were: what they wrote stays, and they can come back.
move-person-from = From
move-person-who = Who
move-person-to = To
move-person-do = Move
move-person-done = { $who } was moved to { $table }, and told so.
move-person-none = Nobody sits at this table.
move-open = Move somebody…

put-at-title = Put a text under silence at several tables
put-at-hint = Each table has until then to object, and each answers for itself. Who objects is not published.
put-at-text = The text
put-at-tables = At which tables
put-at-until = Silence until
put-at-none = Choose at least one table.
put-at-go = Put it to these tables
put-at-done = { $count ->
    [one] It was put to one table.
   *[other] It was put to { $count } tables.
}
put-at-refused = { $table }: { $why }
put-at-trouble = The table could not be asked. Please try again.
