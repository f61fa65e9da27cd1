### The text as it was frozen.

agenda-revisions = Revisions
revisions-hint = A revision is the text of all answers, practices and the summary as it was at one moment: named, dated and hashed. It stays as it is; writing goes on.
revisions-none = Nothing has been frozen yet. Whoever presides freezes the text.
revision-number = Rev.{ $number }
revision-called = Rev.{ $number }: { $name }
revision-now = The text now
revision-hash = Hash:
revision-read = Read
revision-read-it = Read Rev.{ $number }
revision-text = Rev.{ $number }, as it was frozen
revision-empty = Nothing was written when it was frozen.
revision-compare = Compare
revision-from = From
revision-to = To
revision-again = Compare again

revision-freeze = Freeze as Rev.{ $number }
revision-freeze-hint = The text of all answers, practices and the summary is kept as it reads at this moment, with the date and a hash. Nothing is locked: everybody writes on. What is frozen cannot be taken back.
revision-name = Name
revision-name-hint = Such as: Zero draft, After the first reading.
revision-freeze-submit = Freeze

revision-own = { $name } · { $question }
revision-practice = { $title } · { $field }
revision-summary = Summary

revision-nothing-changed = No text has changed.
revision-unchanged = { $count ->
    [0] All texts have changed.
    [one] One text has not changed.
   *[other] { $count } texts have not changed.
}
revision-skipped = { $count ->
    [one] One paragraph has not changed.
   *[other] { $count } paragraphs have not changed.
}
revision-formatted = Only the formatting has changed
revision-block-inserted = New paragraph
revision-block-deleted = Paragraph gone
revision-inserted = [inserted:
revision-inserted-end = end of insertion]
revision-deleted = [deleted:
revision-deleted-end = end of deletion]
revision-put-back = Put back
revision-is-back = The paragraph is in the text again, as its authors wrote it. Nothing was deleted.

asked-freeze = Freeze the text: { $name }
told-frozen = The text was frozen as Rev.{ $number }: { $name }
