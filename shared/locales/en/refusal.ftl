### Why not, and what to do about it.

refusal-stranger = You have no seat at this table. Open your invitation link again.
refusal-needs-role = Only a { $role } can do this.
refusal-needs-delegation = Only somebody who speaks for a delegation can do this.
refusal-not-yours = Only the delegation it belongs to can do this.
refusal-your-own = This is your own delegation’s practice; others endorse it or ask about it.
refusal-wrong-phase = This can be done in: { $phases }. The facilitator moves the table there.
refusal-phase-has-moved = The table has moved to { $phase } in the meantime. Look again before you go on.
refusal-unknown = There is no such { $what } here any more. Reload the page to see what there is.
refusal-id-taken = Another { $what } was added under the same id. Please try again.
refusal-ballot-closed = This ballot is closed; the votes cast until then stand.
refusal-ballot-open = A ballot is still open. Close it first.
refusal-not-on-ballot = This practice is not on the ballot.
refusal-put-to-ballot = This practice was put to a ballot and no longer changes.
refusal-locked = The facilitator has locked these answers. Ask for them to be unlocked.
refusal-not-answered-so = This question is not answered in that way.
refusal-empty = Please give a { $what }.
refusal-too-long = The { $what } is too long: at most { $most } characters.
refusal-odd-characters = The { $what } holds characters that cannot be shown. Type it instead of pasting it.
refusal-too-many = There are as many { $what }s as a table can take ({ $most }).
refusal-duplicate-delegation = There is already a delegation called “{ $name }”. Choose another name.
