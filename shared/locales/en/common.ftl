### Words that every part of the house uses.

product = Round Table

role-facilitator = Facilitator
role-delegate = Delegate
role-rapporteur = Rapporteur
role-observer = Observer
role-projector = Projector
role-interpreter = Interpreter

phase-welcome = Welcome
phase-drafting = Drafting
phase-practices = Practices
phase-voting = Voting
phase-wrap-up = Wrap-up
phase-closed = Closed

choice-support = Support
choice-cannot-support = Cannot support
choice-abstain = Abstain

field-title = Title
field-place-and-time = Where, and since when
field-contact = Contact or link
verdict-adopted = Adopted
verdict-not-adopted = Not adopted

field-question = Guiding question it answers
field-theme = Theme
field-kind = Kind
field-maturity = Maturity
field-validated-by = Validated by
field-from-file = From a file
field-context = Problem and context
field-done = What was done
field-beneficiaries = Who benefited
field-results = Results and evidence
field-constraints = Constraints, and how they were overcome
field-enablers = What made it work
field-sustainability = Does it last?
field-transfer = Can others do it?
field-inclusion = Gender and age

noun-name = name
noun-short-name = short name
noun-group = group
noun-label = label
noun-title = title
noun-text = text
noun-theme = theme
noun-place = place and time
noun-contact = contact
noun-delegation = delegation
noun-table = table
noun-participant = participant
noun-question = question
noun-practice = practice
noun-remark = question
noun-ballot = ballot
noun-reason = reason
noun-agenda-item = agenda item
noun-minutes = minutes
noun-root = text
noun-chair = people who preside
noun-speech = speaker
noun-letter = letter
noun-announcement = announcement
noun-comment = comment
noun-reply = reply
noun-revision = revision
noun-passage = passage
noun-temperature-check = temperature check
noun-compilation = compilation
noun-statement = statement
noun-ballot-option = option on the ballot
noun-decision = wording
noun-report = report
noun-section = section
noun-word = words
noun-draft = draft
noun-correction = correction
noun-version = version
noun-commitment = commitment

# What a session is furnished with where nobody chose a name.
table-plenary = Plenary
table-nth = Table { $number }
