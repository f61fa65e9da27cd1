### Good practices, and the questions asked on them.

practices-title = What has worked
practices-back = All practices
practices-none-title = No practice has been brought yet
practices-none-text = A delegation brings a practice or a lesson learned as a card: what was done, what came of it, and whether others can do it.
practice-bring = Bring a practice
practice-bring-title = Bring a practice or a lesson learned
practice-bring-submit = Put it on the table
practice-edit = Edit title and details
practice-save = Save
practice-withdraw = Withdraw the practice
practice-withdraw-title = Withdraw this practice?
practice-withdraw-text = It disappears from the table for everybody, with the questions asked on it. What was written in it stays in the record.
practice-gone = This practice was withdrawn
practice-endorse = Endorse
practice-unendorse = Endorsed
practice-endorsed-by = { $count ->
    [0] No endorsements yet
    [one] Endorsed by one delegation
   *[other] Endorsed by { $count } delegations
}
practice-asked = { $count ->
    [0] No questions
    [one] One question
   *[other] { $count } questions
}
practice-unanswered = { $count ->
    [one] one not answered
   *[other] { $count } not answered
}
practice-details = Details
practice-draft-found = This is the practice that you began earlier. It is kept in this browser until it is on the table.
practice-words-kept = The practice is on the table, but its words could not be written yet. They are kept in the form: bring it again.
practice-place-example = For example: three border districts, since 2021
practice-no-question = None in particular
placeholder-done = What did you do, with whom?
placeholder-results = What came of it, and how do you know?
placeholder-enablers = What had to be in place?
placeholder-transfer = What would others need, and what would you do differently?
remarks-title = Questions on this practice
remark-ask = Ask the delegation that brought it
remark-ask-submit = Ask
remark-answer = Your answer
remark-answer-submit = Answer

# Taken along, and brought in from a file.
practices-take = Take along
practices-take-hint = All practices with their words: as a booklet to read and print, or as a workbook or data that another table can bring in.
practices-as-docx = Booklet for Word
practices-as-odt = Booklet as OpenDocument
practices-as-pdf = Booklet as PDF
practices-as-html = Booklet as a page
practices-as-xlsx = Workbook (Excel)
practices-as-json = Data (JSON)
practices-bring-in = Bring in from a file…
practices-bring-in-title = Bring in practices from a file
practices-bring-in-hint = A workbook (.xlsx) or data (.json) that was taken along from another table, or a workbook of your own with a column “Title”. You see what would come before anything is brought.
practices-file-choose = The file
practices-file-reading = Reading the file…
practices-collection = Where they come from
practices-collection-hint = Every card says that it was brought from this collection, for example: last year’s consultation. The words count as yours until others write on.
practices-found = { $count ->
    [0] No practice can be brought.
    [one] One practice can be brought.
   *[other] { $count } practices can be brought.
}
practices-doubts = { $count ->
    [one] One thing to look at
   *[other] { $count } things to look at
}
practices-whose-here = Whose it is here
practices-whose-choose = Choose a delegation
practices-all-for = All without a delegation are for
practices-bring-chosen = { $count ->
    [0] Bring them
    [one] Bring one practice
   *[other] Bring { $count } practices
}
practices-bringing = { $done } of { $count } are at the table.
practices-brought-in = { $count ->
    [one] One practice was brought in.
   *[other] { $count } practices were brought in.
}
practices-row-there = At the table.
practices-not-brought = Not brought: { $why }
practices-words-not-written = It is at the table, but its words could not be written. Withdraw it there, and bring it again.
practices-another-file = Choose another file
practice-row = Row { $row }
practice-row-column = Row { $row }, { $column }
practice-whose-there = There: { $whose }
practice-from-file = From a file: { $collection }
practice-from-file-of = From a file: { $collection }, where it was that of { $whose }
practice-doubt-untitled = It has no title, and does not come.
practice-doubt-too-long = This is longer than a card takes, and the practice does not come: { $text }
practice-doubt-unreadable = This is no practice, and does not come: { $text }
practice-doubt-unread = Not taken over: { $text }
practice-doubt-sheet-unread = This sheet was not read: { $text }
practice-doubt-beyond = More than is read; left out from here on: { $text }
practice-doubt-date = This is a date, and came as the number that its cell keeps: { $text }. Make its cell text.
practice-doubt-formula = A formula was left out: { $text }
practice-doubt-invisible = Characters that nobody sees or that turn the words around them were left out: { $text }
practice-doubt-link = A link that leads neither to a page nor to a mailbox was left out: { $text }
practice-doubt-kind = Neither a practice nor a lesson by this word; it counts as a practice: { $text }
practice-doubt-evidence = No evidence that a card knows, and left out: { $text }
practice-doubt-question = This table does not ask that; the card names no question: { $text }
practice-doubt-own-theme = No theme of this table’s; it comes as the card’s own: { $text }
practice-doubt-theme = No theme of this table’s, and left out: { $text }
practice-doubt-is-there = A practice by this title is at the table: { $text }
practice-doubt-twice = This title stands in the file twice: { $text }
practice-doubt-more = There is more to look at than is listed here.
