### Words on a sheet of paper: the table's text to be read and written on by hand.

paper-file = { $table } on paper
paper-moment = At “{ $at }” · { $moment } · entry { $entry } of the log
paper-delegations = At the table:
paper-delegation = Delegation
paper-name = Name
paper-ballot-delegation = Delegation
paper-ballot-signed = Signed
paper-ballot-place = Place
paper-ballot-code = For whoever facilitates: this code leads to where the ballot is entered. The paper is no secret ballot.
paper-how = Write beside a paragraph, or at the end by its number, and hand the sheet to the facilitator.
paper-question = Question { $place }
paper-question-labelled = Question { $place } ({ $label })
paper-practice-number = P{ $place }
paper-practice = Practice { $number }
paper-private = Answers to this question are private until they are revealed, and are not on this sheet.
paper-remarks = Remarks
paper-number = Number
paper-remark = Remark or proposed wording
