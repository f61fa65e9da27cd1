### A new session, made of a note.

done = Done
remove = Remove
correct = Correct

new-session-title = New session
new-session-not-yours = New sessions are made by the facilitators of this house. Ask one of them, or open your facilitator’s link on this browser.

draft-restored = This is the draft that you began earlier. It is kept in this browser until the session is made.
draft-afresh = Start afresh
draft-replaced = What was here before was replaced.
draft-put-back = Put it back

note-heading = Concept note
note-hint = Paste the note, drop a file here, or choose one. The preview follows what you type; what you correct in the preview, the text follows.
note-text = Text of the concept note
note-example = Paste the concept note here, or type it.
note-choose = Choose a file
note-kinds = Text (.txt, .md), Word (.docx) or PDF
note-reading = Reading { $file }…
note-brought = { $file } was read. Please check the preview.
note-refused = { $file } was not read. { $why } Everything you typed is still here.
note-unreadable = The browser could not open the file. Choose it again, or paste its text.
note-pdf-locked = This PDF has a password. Save it without one and try again, or paste its text.
note-pdf-scanned = This PDF holds pictures of pages and no text. Have its text recognised (OCR) and try again, or paste the text.
note-pdf-damaged = This PDF is damaged. Save it anew and try again, or open it, copy all of its text, and paste it.
note-pdf-slow = Reading this PDF takes too long. Open it, copy all of its text, and paste it.
note-pdf-unreachable = What reads PDF files could not be fetched. Check the connection and try again, or paste the text.
note-no-text = It holds no text that can be read here. Bring it as .txt, .md, .docx or .pdf, or paste its text.

preview-heading = Preview
preview-hint = This is how your note was read. You can correct everything here.
preview-doubts = Please have a look at this before you go on:
preview-doubts-beside = { $count ->
    [one] One thing below was guessed: please look at it before you go on. It stands beside what it concerns.
   *[other] { $count } things below were guessed: please look at them before you go on. Each stands beside what it concerns.
}
preview-first-doubt = Go to the first
preview-doubt-settled = It is right
preview-doubt-settled-of = It is right: { $doubt }
preview-left-out = { $count ->
    [one] One thing in the source is not in the note
   *[other] { $count } things in the source are not in the note
}
preview-left-out-hint = Every other word of it is. If one of these belongs in, add it above.
preview-title = Title of the session
preview-background = Context and background
preview-add-section = Add a section
preview-section-of = Correct the section { $heading }
preview-section-heading = Heading
preview-section-text = Text
preview-section-hint = An empty line begins a new paragraph; [^1] is the mark of footnote 1.
preview-footnotes = Footnotes
preview-add-footnote = Add a footnote
preview-footnote-of = Correct footnote { $mark }
preview-footnote-mark = Mark
preview-footnote-text = Footnote
preview-questions = Guiding questions

question-number = Question { $number }
question-label = Label
question-text = Question
question-theme = Session or theme
question-name = Name in the agenda
question-name-example = A word or two, such as Policy gaps
question-answered = Answered
answered-both = jointly and by delegation
answered-jointly = jointly
answered-by-delegation = by each delegation
question-split = { $count ->
    [2] Ask as two questions: { $names }
   *[other] Ask as { $count } questions: { $names }
}
question-add = Add a question
question-up = Move question { $number } up
question-down = Move question { $number } down
question-remove = Remove question { $number }

delegations-heading = Delegations
delegations-hint = States, organisations or regional processes; each has one vote. Paste a list into a name, one to a line, and it becomes rows. You can add more later.
delegation-add = Add a delegation
delegation-name = Name of delegation { $number }
delegation-name-example = Full name
delegation-short = Short name of delegation { $number }
delegation-short-example = Short name
delegation-remove = Remove delegation { $number }
delegation-colour = Colour
delegation-colour-of = { $monogram } Colour of delegation { $number }: { $colour }

colour-1 = Blue
colour-2 = Brown
colour-3 = Green
colour-4 = Purple
colour-5 = Crimson
colour-6 = Teal
colour-7 = Indigo
colour-8 = Ochre
colour-9 = Slate
colour-10 = Brick
colour-11 = Emerald
colour-12 = Umber

tables-heading = Tables
tables-hint = All delegations sit at every table. One is enough to begin with.
tables-add = Add a table
table-name = Name of table { $number }
table-numbered = Table { $number }
table-remove = Remove table { $number }

convene = Create the session
convene-hint = You can hand out the links right after.
convene-faults = Before the session can be created:
convene-no-questions = Add at least one guiding question, so that there is something to answer.
convene-duplicate-table = Another table has this name. Choose a different one.
convene-duplicate-label = Another question has the label “{ $label }”. Give each question its own label.
convene-label-gap = The labels go from “{ $before }” to “{ $after }”. Please check that no question is missing between them.
