### Temperature checks.

temperature-title = Temperature check
temperature-usual = Could your delegation agree to this?
temperature-on = Temperature check: { $asked }
temperature-go-say = Say how you lean
temperature-go-see = See how the room leans
temperature-no-vote = This is not a vote. It shows how the room leans now, ends with the item, and is in no report. Everybody sees how many; who said what is seen by the chair, the facilitators and your own delegation.
temperature-no-vote-short = This is not a vote.
temperature-say = How your delegation leans
temperature-may-change = You can change it. What your delegation says last counts.
temperature-said = { $said } of { $all } delegations have said.
temperature-end = End the check
temperature-take = Take the temperature
temperature-what = Each delegation says how it leans. This is not a vote, and is in no report. You and the facilitators see who said what; the room sees how many.
temperature-wording = What you ask
temperature-wording-hint = May stay empty.
temperature-ask = Ask the room
leaning-yes = Yes
leaning-concerns = With concerns
leaning-no = No
leaning-not-yet = Not yet
asked-temperature = Ask how the room leans
asked-temperature-say = Temperature check: { $leaning }
asked-temperature-end = End the temperature check
