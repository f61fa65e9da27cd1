### Who will do what by when.

commitments-title = Next steps
commitments-none = No next steps are written down.
commitments-hint = What was agreed on for afterwards: who will do what by when. It stands in the outcome.
commitment-keep = Write a next step down
commitment-add = Add a next step
commitment-edit = Change
commitment-edit-it = Change “{ $what }”
commitment-strike = Strike
commitment-strike-it = Strike “{ $what }”
commitment-what = What
commitment-who = Who
commitment-other = Somebody else
commitment-name = Their name
commitment-when = By when
commitment-when-hint = A date, or words such as “before the next session”. May stay empty.
commitment-save = Save
