### A session, its links and its people.

session-kicker = Session
session-tables = Tables
session-delegations = Delegations

links-heading = Invitation links
links-once = Each link lets people in for one role and delegation. People of the same delegation may share theirs. A link is shown only once, when it is made: copy it, show its code or print it before you leave this page. If a link is lost, make another.
links-make-all = Make all missing links
you-label = { $name }: who you are here
you-title = You are here as
you-membership = { $role } · { $session }
you-unsaved = Some of your words have not reached the table yet. Wait until the bar says Saved, or copy them first.
you-unkept = Some of your words have not reached the table, and this browser does not keep them. Copy them first.
you-draft = The practice that you began is not on the table yet. If you leave, it is lost.

links-made = { $count ->
    [0] Everybody in the list has a valid link already.
    [one] One link is made.
   *[other] { $count } links are made.
}
links-print = Print the links
links-valid = Valid for
links-days = { $days ->
    [one] one day
   *[other] { $days } days
}
links-good = { $count ->
    [0] no link yet
    [one] one valid link
   *[other] { $count } valid links
}
links-make = Make a link
links-make-for = Make a link for { $name }
links-copy = Copy
links-copy-for = Copy the link for { $name }
links-show = Show code
links-show-for = Show code for { $name }
links-field-for = Link for { $name }
links-dialog = Invitation for { $name }
links-until = Valid until
handout-how = Point a phone’s camera at the code, or type this address into a browser. Everybody in the delegation may use it; it opens the table without a password, so keep it among yourselves.
handout-how-alone = Point a phone’s camera at the code, or type this address into a browser. It opens the session without a password, so keep it to yourself.

invitations-heading = Links handed out
invitations-none = No links have been made yet.
invitation-made = made
invitation-expired = expired
invitation-revoked = taken back
invitation-revoke = Take back
invitation-revoke-for = Take back the link for { $name }
invitation-revoke-title = Take this link back?
invitation-revoke-text = Nobody will get in by it any more. Whoever came in by it already stays in.
invitation-revoke-done = The link is taken back.

people-heading = People who have joined
people-none = Nobody else has joined yet.
people-you = you
people-remove = Remove
people-remove-person = Remove { $name }
people-remove-title = Remove { $name }?
people-remove-text = This person leaves the session at once. What they wrote stays. A link that is still valid lets them back in: take it back too.
people-remove-done = { $name } is removed.

another-seat-heading = Seat a delegation at another table
another-seat-who = Delegation
another-seat-table = Table
another-seat-add = Give the seat
another-seat-done = { $name } sits at { $table } now. Its delegates find it among their tables.
another-seat-none = Every delegation sits at every table that is open.

table-add-heading = Add a table
table-add-name = Name of the table
table-add-delegations = Who sits at it
table-add-questions = Its own questions, one on each line
table-add-questions-hint = Leave this empty to ask what the first table is asked.
table-add = Add the table
table-add-done = { $name } is added. Everybody who sits at it finds it among their tables.
names-heading = Change titles and names
names-hint = Everybody reads the new name at once. What has been written and decided stays. By its group, such as a region, an outcome can tell of a delegation without naming it.
names-session = Title of the session
names-table = Name of the table
names-delegation = Name of the delegation
names-change = Change
names-done = It is called “{ $name }” now.

newcomer-heading = Seat another delegation
newcomer-name = Name
newcomer-short = Short name
names-group = Group
newcomer-add = Add
newcomer-done = { $name } has a seat. Make a link for them above.
newcomer-tables = At which tables
newcomer-nowhere = Choose at least one table at which this delegation sits.
