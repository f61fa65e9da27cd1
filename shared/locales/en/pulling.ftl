### What was written comes together.

compilation = Compilation
compilation-hint = The answers of all delegations, as they were when they were compiled. What is taken from here goes to the end of the joint answer and stays its authors’.
compilation-none = The answers have not been compiled yet. The facilitator or whoever presides does it.
compilation-soon = Last words still come in. The answers are compiled in a few seconds.
compilation-changed = The answers have changed since they were compiled.
compilation-make = Compile the answers
compilation-make-again = Compile again

pull-take = Take into the joint answer
pull-take-again = Take again
pull-take-text = Take the whole answer
pull-take-all = Take all answers
pull-taken = Taken
pull-is-there = It is at the end of the joint answer, as its authors wrote it.

told-compiled = The answers were compiled: { $question }

elsewhere = Other tables
elsewhere-hint = What the other tables of the session answer to this question, as everybody there reads it, and below that what they answer to others. What is taken from here goes to the end of the joint answer and stays its authors’.
elsewhere-none = No other table is asked this question.
elsewhere-other = { $table }, another question: { $question }
elsewhere-other-hint = This was asked there in other words. Take it only if it answers the question here.
elsewhere-silent = Nothing is written yet.
elsewhere-again = Look again
writer-elsewhere = { $who }, at { $table }

desk-publish = Publish
desk-publish-hint = Published words stay on the desk, and stay their authors’ in the answer. Copied and moved words become yours.
desk-publish-wait = Words are published once they are saved.
desk-published = Published in an answer. { $answer }

stages = Stages of the question
stage-own = Own answers
stage-compilation = Compilation
stage-joint = Joint answer
stage-go = Move the question to: { $stage }
stage-none = All at once
stage-undo = Undo: back to { $stage }
stage-nobody-writes = Nobody writes here now.
stage-own-writes = Each delegation writes its own answer.
stage-compilation-writes = The answers are read side by side. Whoever runs the table begins the joint answer with them.
stage-joint-writes = Everybody writes the joint answer.
stage-chair-writes = Whoever presides writes the joint answer.
stage-all-write = Everybody writes the joint answer, and each delegation its own.
stage-all-and-chair-write = Whoever presides writes the joint answer, and each delegation its own.

told-staged = { $question }: { $stage }

## What a delegation left at another table

left-title = Your words at another table
left-told = Your delegation wrote at the table that it came from: its own words can come along.
left-text = Your delegation was asked here from { $table }. What it wrote there for itself can come along, or stay.
left-hint = What comes along is added at the end of the text here, in the names of those who wrote it. It stays at the other table, too.
left-answer = your answer to: { $question }
left-desk = your desk
left-take = Bring along { $what }
left-to-desk = It was private there, and answers here are read by everybody: it comes to your desk.
left-changed = It was written on meanwhile. It is offered again, as it reads now.
left-where = Where does it go?
left-where-desk = To your desk
left-where-hint = No question here is the same. Choose where your answer belongs.
left-stays = Leave all of it at { $table }
