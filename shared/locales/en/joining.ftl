### Coming in by a code: knocking, the door, the roster.

## Outside

join-outside-title = Come in
join-outside-code = Is a code of eight letters shown in the room, or were you told one? Type it here.
join-outside-link = Or open the invitation link that you were sent. Links are easily cut off in messages: if yours does not open by itself, copy the whole of it and paste it here.
landing-code = I have a code

code-label = Code
code-open = Go on
code-wrong = A code has eight letters. Look at it again; there are no digits and no vowels in it.

knock-kicker = Coming in
knock-title = Say who you are
knock-waiting-title = At the door
knock-how = A facilitator sees your name and your delegation, and lets you in.
knock-delegation = Delegation
knock-choose = Choose…
knock-no-delegation = None: I come to observe
knock-unchosen = Choose the delegation that you speak for, or the last line if you speak for none.
knock-button = Knock
knock-belongs = You have a place in this session already. You need not knock.
knock-to-session = Go to the session
knock-waits = Waiting to be let in
knock-waits-text = A facilitator sees your name and lets you in. You need not do anything: this page goes on by itself. If you close it, open it again in this browser.
knock-you-said = You said
knock-withdraw = Do not wait any more
knock-declined = A facilitator did not let you in.
knock-again = If this is a mistake, speak to a facilitator, or knock once more.
knock-nothing = You are not waiting anywhere. To knock, type the code that is shown in the room.
knock-away = The server does not answer. You keep your place, and it is asked again.

## Another device

device-offer = Use another device
device-text = With this link, you come in on another device as the same person: a phone beside a tablet, or in place of one whose battery is empty. It works once, for ten minutes. Give it to nobody else: whoever opens it speaks as you.
device-make = Make the link
device-until = Scan this with the other device, or send yourself the link. It works once, until { $time }.
device-link = Link for your other device
device-others-title = Your other devices
device-others = You are in on { $count ->
    [one] one other device
   *[other] { $count } other devices
}.
device-others-none = You are in on no other device.
device-others-text = Signing out ends it there at once, and a link that was not used yet works no more. You can be in on ten devices: after that, each new one signs out the one that was added first.
device-others-sign-out = Sign out my other devices
device-others-done = You are signed out everywhere else.
device-title = Come in on this device
device-you-will-be = You will be { $name } on this device, too, with the same places and texts.
device-another = This browser takes part as { $name }. If you go on, it becomes the person that this link is for.
device-same = This browser is you already. Open the link on your other device.

## How many come in by a link

links-good-for = For
links-uses-any = any number of people
links-uses = { $count ->
    [one] one person
   *[other] { $count } people
}
links-for = { $count ->
    [one] · for one person
   *[other] · for { $count } people
}
invitation-used = { $used ->
    [0] nobody has come in by it
    [one] one person has come in by it
   *[other] { $used } people have come in by it
}
invitation-used-of = { $used } of { $most } have come in by it
invitation-used-up = used up

## The code, for facilitators

code-heading = Join code
code-hint = Whoever types this code may knock, and gives a name and a delegation. You let them in below. It is no invitation: it lets nobody in by itself.
code-make = Make a code
code-make-anew = Make a new code
code-made = There is a new code. One that was there before no longer works.
code-hours = { $hours ->
    [one] one hour
   *[other] { $hours } hours
}
code-show = Show large
code-copy = Copy the address
code-how = Scan this, or go to this address and type the code:
code-projector-hint = To show it on the projector, choose it at the table under Projector.
code-revoke-title = Take this code back?
code-revoke-text = Nobody can knock by it any more. Whoever has knocked already waits on, and whoever is in stays in.
code-revoked = The code is taken back.
code-slide-title = Join this session
code-slide-none = There is no code at the moment.
projector-join-code = Join code

## The door, for facilitators

door-heading = At the door
door-waiting = { $count ->
    [0] Nobody is waiting to be let in.
    [one] One person is waiting to be let in
   *[other] { $count } people are waiting to be let in
}
door-away = The server does not say who is at the door. It is asked again.
door-mark-all = All
door-mark = Mark { $name }
door-as = As what { $name } comes in
door-since = since { $time }
door-no-delegation = no delegation
door-admit = Let in
door-admit-person = Let in: { $name }
door-admit-marked = { $count ->
    [0] Let in
   *[other] Let in { $count }
}
door-admitted = { $count ->
    [one] One person is let in.
   *[other] { $count } people are let in.
}
door-admitted-person = { $name } is let in.
door-decline = Decline
door-decline-person = Decline: { $name }
door-decline-marked = { $count ->
    [0] Decline
   *[other] Decline { $count }
}
door-decline-title = Decline { $name }?
door-decline-several = { $count ->
    [one] Decline one person?
   *[other] Decline { $count } people?
}
door-declined = They are told that they are not let in.
door-word = A word about it
door-word-hint = They read it. You may leave it empty.
door-let-in = Let in last
door-by-roster = by the list

## The roster, for facilitators

roster-heading = People you expect
roster-summary = { $count ->
    [0] nobody yet
   *[other] { $used } of { $count } have come in
}
roster-text = Who is let in without being looked at, a line each
roster-hint = Name; delegation; role. The role may be left out: they come in as delegates. Whoever knocks with the same name and delegation is let in at once, each line once. Capitals, accents and the order of names do not matter.
roster-example = Ana García; Republic of Valdoria
roster-bring = Keep this list
roster-brought = { $count ->
    [0] The list is empty.
    [one] One person is expected.
   *[other] { $count } people are expected.
}
roster-used = has come in
roster-faults = These lines were not taken. Correct them above and keep the list again:
roster-no-name = Line { $line } has no name.
roster-bad-name = Line { $line }: “{ $part }” cannot be a name. It is too long, or has characters that cannot be shown.
roster-unknown-delegation = Line { $line }: no delegation is called “{ $part }”.
roster-unknown-role = Line { $line }: “{ $part }” is no role that a list gives. Write delegate, rapporteur or observer.
roster-needs-delegation = Line { $line }: a delegate needs a delegation.
roster-too-many-parts = Line { $line } has more than name, delegation and role: “{ $part }”.
roster-too-many-lines = From line { $line } on there are more than the list takes.
