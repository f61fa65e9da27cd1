## The shell

skip-label = Skip
skip-to-content = Skip to the content
bar-label = Main
close = Close
cancel = Cancel
dismiss = Dismiss
go-there = Go there
toasts-label = Announcements ({ $key })
loading = Loading…
try-again = Try again
opens-tab = (opens in a new tab)
copied = Copied.
copied-mark = Copied
copy-failed = This browser does not let pages copy. Select the text and copy it by hand.
trouble-unreachable = The server cannot be reached. Check the connection and try again; nothing you typed is lost.
trouble-garbled = The server answered something that this page does not understand. Reload the page and try again.

leave = Leave
leave-title = Leave on this browser?
leave-text = You are signed out in this browser. What you wrote stays at the table. To come back, open your invitation link again, or make a link on another device on which you are in.
leave-confirm = Leave

link-label = Your invitation link
link-example = https://…/join#…
link-open = Open
link-wrong = This is not a whole invitation link. Copy it again from the message it came in, up to the last character.

stranger-title = This browser has not come in yet
stranger-text = Only people with an invitation get in here. Open the link that you were sent, or paste it.

## Landing

landing-what = A round table brings delegations together around a concept note and its guiding questions. They draft their answers together while they talk, bring good practices, and say where they stand. What they agree on leaves the room as one document.
landing-link = To take part you need an invitation link. It comes from whoever convenes the session; paste it here if it does not open by itself.

## An address that leads nowhere

not-found-title = There is nothing here
not-found-text = The address may be mistyped, or what was here has been moved.
not-found-back = Go to the start

## Coming in

join-kicker = Invitation
join-house-title = Convene round tables
join-failed-title = This link does not open
join-as-house-facilitator = You are invited as a facilitator of this house: you can convene sessions, seat delegations and invite people.
join-as-facilitator = You are invited to lead this session as a facilitator.
join-as-delegate = You are invited to this session as a delegate of
join-as-rapporteur = You are invited to this session as its rapporteur: you turn what is said and decided into the outcome.
join-as-projector = This link shows the table on a projector. Open it on the machine that stands at the projector, with the name of that machine.
join-as-interpreter = You are invited to interpret this session: you see who speaks and who comes next, and read statements that were handed in before they are delivered.
join-as-observer = You are invited to this session as an observer: you see everything that happens at the table.
join-another = This browser already takes part in this session as somebody else. If you go on, it becomes the person that this link is for, and only your other link leads back. To be both, open this link in another browser or in a private window.
join-name = Your name
join-name-hint = As the others at the table will read it.
join-title = Title (optional)
join-title-hint = What stands before your name on lists, such as H.E., Ms or Director.
join-button = Join
join-continue = Continue as { $name }

## Sessions

sessions-title = Sessions
sessions-new = New session
sessions-none-title = No sessions yet
sessions-none-convene = A session starts from a concept note. Bring one, seat the delegations, and hand out their links.
sessions-none-invited = You take part in no session yet. If you were sent an invitation link, paste it here.
table-outcome = Outcome
table-outcome-of = Outcome of { $table }
