### Reading a concept note: what the importer was not sure of, why a Word file is not read, and what
### keeps a session from being made.

doubt-empty = There is nothing to read yet. Drop a concept note here, or paste its text.
doubt-cut-short = The text is longer than a concept note can be; its end was left out.
doubt-not-understood = No headings and no questions were found, so everything became one background section. Put “# ” before the title, “## ” before each heading, and the questions under “## Guiding questions”.
doubt-no-title = The note names no title; this one was taken from its text. Please check it.
doubt-no-questions = No guiding questions were found. Put them under a line “## Guiding questions”, one to a line, with “a) ”, “1. ” or “- ” before each.
doubt-questions-guessed = No heading that we know stands over the questions; these were taken because they ask something, beginning at “{ $line }”. Please check them.
doubt-heading-among-questions = “{ $heading }” stands among the questions and was taken as the theme of those under it. Please check it.
doubt-questions-end = The questions were taken to end before “{ $line }”, because it stands apart and asks nothing. Please check that it is a heading of its own.
doubt-moved-to-background = “{ $line }” stands by the questions and is none of them, so it was put into the background.
doubt-joined-to-question = “{ $line }” stands apart and was joined to the question above it. Please check that it belongs there.
doubt-not-a-question = “{ $line }” stands among the questions and asks nothing. Remove it if it is no question.
doubt-questions-in-table = The questions stand in a table: each of its cells that asks became one, beginning at “{ $line }”, and the rest of the table is in the background.
doubt-title-guessed = “{ $line }” might be the title as well; another line was taken for it. Please check it.
doubt-two-columns = The text seems to stand in two columns; the second was read after the first. Please check the order.
doubt-pages-without-text = These pages gave no text: { $pages }. If one is a picture of a page, please type in what it says.
doubt-word-mended = “{ $word }” was broken at the end of a line. Please check its hyphen.
doubt-footnote-without-mark = Nothing in the text refers to footnote { $mark }. Put [^{ $mark }] where it belongs.
doubt-unknown-symbol = A symbol could not be read and stands as � in “{ $line }”. Please put in what the file shows there.
left-out-contents = Left out, the table of contents: { $text }
left-out-running-head = Left out, the head or foot of pages: { $text }
left-out-comment = Left out, reviewers’ comments: { $text }
left-out-hidden = Left out, hidden text: { $text }
left-out-table = Left out of the questions, from their table: { $text }
left-out-note = Left out, a footnote that the text does not refer to: { $text }
left-out-picture = Left out, a picture: { $text }
doubt-mark-without-footnote = The text refers to a footnote { $mark } that was not found. Add it at the end as “[^{ $mark }]: …”, or remove the mark.

omitted = Not in the note, { $what }
omitted-running-head = At the top or foot of pages
omitted-page-number = Page numbers
omitted-contents = The table of contents
omitted-kind = What the document is called
omitted-questions-heading = The heading over the questions
omitted-lead-in = What leads in to the questions
omitted-heading-number = Numbers of headings
omitted-question-label = Numbers in questions
omitted-notes-heading = The heading over the footnotes

docx-not-zip = This is not a Word document. Choose a .docx file, or paste the text.
docx-old-or-encrypted = This Word file has a password or is in the old .doc format. Open it in Word, remove the password, save it as .docx and try again; or paste the text.
docx-encrypted = This file is encrypted. Save it without a password and try again, or paste the text.
docx-no-document = This file holds no Word document. Choose a .docx file, or paste the text.
docx-too-large = This file is larger than 10 MB. Remove pictures from it, or paste the text.
docx-too-large-inside = This file unpacks to far more than a concept note can be. Save it anew from Word, or paste the text.
docx-too-many-entries = This file holds more parts than a concept note can have. Save it anew from Word, or paste the text.
docx-doctype = This file contains something that Word does not write and that is not safe to read. Save it anew from Word, or paste the text.
docx-broken-xml = This file is damaged inside. Open it in Word, save it again, or paste the text.
docx-too-deep = This file is nested more deeply than a concept note can be. Save it anew from Word, or paste the text.
docx-damaged = This file is damaged and cannot be unpacked. Open it in Word, save it again, or paste the text.

note-title-missing = Please give the session a title.
note-title-too-long = The title is too long: at most { $most } characters.
note-background-too-long = The background is too long: at most { $most } KB. Leave out what delegations need not have at the table.
note-too-many-questions = There are too many questions: at most { $most }.
note-question-empty = Question { $number } has no words. Write it, or remove it.
note-question-too-long = Question { $number } is too long: at most { $most } characters. Move explanations to the background.
note-label-too-long = The label of question { $number } is too long: at most { $most } characters.
note-theme-too-long = The theme of question { $number } is too long: at most { $most } characters.
note-too-many-parts = Question { $number } is split into too many parts: at most { $most }.
note-part-empty = A part of question { $number } has no name or no words. Complete it, or remove it.
note-part-too-long = A part of question { $number } is too long: its name may have 80 characters, its words 2,000.
note-too-many-footnotes = There are too many footnotes: at most { $most }.
note-footnote-mark = Footnote { $number } needs a mark: a number or sign without spaces or brackets.
note-footnote-twice = Footnote { $number } has the same mark as another. Give it one of its own.
note-footnote-too-long = Footnote { $number } is too long: at most { $most } characters.
