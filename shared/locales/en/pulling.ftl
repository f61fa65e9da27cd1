### What was written comes together.

compilation = Compilation
compilation-hint = The answers of all delegations, as they were when they were compiled. What is taken from here goes to the end of the joint answer and stays its authors’.
compilation-none = The answers have not been compiled yet. The facilitator or whoever presides does it.
compilation-make = Compile the answers
compilation-make-again = Compile again

pull-take = Take into the joint answer
pull-take-again = Take again
pull-take-text = Take the whole answer
pull-take-all = Take all answers
pull-taken = Taken
pull-is-there = It is at the end of the joint answer, as its authors wrote it.

told-compiled = The answers were compiled: { $question }
