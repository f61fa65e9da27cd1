### What is called so while it waits for the server.

waiting = Waits for the server: { $what }. It is sent by itself; leave this page open until then.
too-late = Not done: { $what }. { $why }
too-late-vote = Your vote did not count: { $what }. { $why }
vote-waits = Waiting to be cast
asked-move = Move to { $item }
asked-agenda = Change the agenda
asked-clock-pause = Pause the clock
asked-take-back = Undo the last move
asked-clock = Set the clock
asked-clock-off = Stop the clock
asked-share-desk = Share our desk with { $name }
asked-unshare-desk = Stop sharing our desk with { $name }
asked-ready = We are ready
asked-not-ready = We are not ready
asked-bring-practice = Bring “{ $title }”
asked-revise-practice = Change “{ $title }”
asked-withdraw-practice = Take “{ $title }” back
asked-endorse = Endorse “{ $title }”
asked-unendorse = No longer endorse “{ $title }”
asked-question = Ask “{ $text }”
asked-add-question = Add the question “{ $text }”
asked-answer = Answer “{ $text }”
asked-open-ballot = Open the ballot “{ $title }”
asked-close-ballot = Close the ballot “{ $title }”
asked-cancel-ballot = Cancel the ballot “{ $title }”
asked-vote = { $choice } on “{ $title }”
