### Words of the server part: why a request was not answered as hoped, what a new house is furnished
### with, and what an operator reads.

problem-stranger = The server does not know you here. Open your invitation link to come in.
problem-removed = A facilitator has taken your place away. If this was a mistake, ask the facilitator for a link to come back.
problem-closed-to-observers = This table is closed to observers for now.
problem-not-a-member = You do not take part in this. If you have another invitation link, open it.
problem-not-a-facilitator = Only a facilitator can do this. Ask the facilitator of the session.
problem-yourself = You cannot remove yourself. Another facilitator of the session can.
problem-not-found = There is nothing here. Check the address, or go back to the start page.
problem-wrong-method = This address is not asked that way. The page at /api says how.
problem-invitation-unknown = This link is not known. Check that it was copied whole, or ask the facilitator for a new one.
problem-invitation-expired = This link was valid until { $when }. Ask the facilitator for a new one.
problem-invitation-revoked = This link was taken back. Ask the facilitator for a new one.
problem-invitation-used-up = { $most ->
    [one] This link was for one person, who has come in. Ask the facilitator for a new one.
   *[other] This link was for { $most } people, who have come in. Ask the facilitator for a new one.
}
problem-bad-uses = A link is for 1 to { $most } people, or for any number. Choose a number between them.
problem-device-link-over = This link does not work any more. It works once, and for ten minutes. Make a new one on the device on which you are in.
problem-code-unknown = This code is not known. Look at it again: it has eight letters.
problem-code-expired = This code was valid until { $when }. Ask the facilitator for the new one.
problem-code-revoked = This code was taken back. Ask the facilitator for the new one.
problem-codes-too-often = Too many wrong codes were tried. Please wait a minute and try again.
problem-bad-hours = A code is valid for 1 to { $most } hours. Choose a number between them.
problem-door-full = Very many people are waiting to be let in. Please try again in a few minutes.
problem-already-in = You have a place in this session already. Open it from your sessions.
problem-not-waiting = This person does not wait any more.
problem-invitation-unfit = A delegate’s invitation names a delegation of the session; every other invitation names none.
problem-bad-days = An invitation is valid for 1 to { $most } days. Choose a number between them.
problem-too-many-tables = A session has at most { $most } tables.
problem-pdf = PDF is read in the browser: drop the file on the page where a session is created, or bring it as text or Word (.docx).
problem-unreadable-text = This file cannot be read as text. Save it as a text file (UTF-8) or as a Word document (.docx).
problem-bad-body = The request cannot be understood ({ $detail }).
problem-wrong-type = The request must be JSON, with the content type application/json.
problem-too-large = This is too large. The page at /api says how much is taken.
problem-foreign-origin = The request came from a page of another site and was not obeyed. Open the page again from your invitation link.
problem-too-often = Too many links were tried from here within a minute. Please wait a moment and try again.
problem-asked-too-often = Too much was asked for at once. Please wait a moment and try again.
problem-no-such-revision = This table has no Rev.{ $number }. Its revisions are listed on the table’s page.
problem-changes-only-in-word = Changes since a revision are shown as tracked changes, which only Word files have. Take the Word file, or leave the changes out.
problem-too-slow = This took too long. Please try again.
problem-not-saved = This could not be saved. Please try again in a moment.
problem-damaged = Part of this table’s record is damaged. The operator can see where with “roundtable verify”.
problem-newer = A newer version of the server has written to this table, and this one does not understand it. Nothing is lost: come back in a moment, or ask the operator to finish the upgrade.
problem-stopping = The server is about to restart. Please try again in a moment.
problem-no-websocket = A table is reached by a websocket: ask for an upgrade to one.
problem-no-client = This server was built without its pages for browsers: “cargo xtask build” makes both.
problem-internal = Something went wrong that should not. Please try again; if it happens again, tell the operator.

circulation-calendar-summary = Corrections to draft { $number } of the outcome end: { $table }
circulation-calendar-text = Delegations may offer corrections until { $until }.

# Who sits at a demo’s tables.
demo-delegation-1 = Republic of Valdoria
demo-short-1 = Valdoria
demo-delegation-2 = Southern Rivers Regional Process
demo-short-2 = SRRP
demo-delegation-3 = Union of the Northern Coasts
demo-short-3 = Northern Coasts
demo-delegation-4 = Kingdom of Talmira
demo-short-4 = Talmira
demo-delegation-5 = Highlands Dialogue on Mobility
demo-short-5 = Highlands
demo-delegation-6 = Federation of Ostland
demo-short-6 = Ostland
demo-delegation-7 = Island States Forum
demo-short-7 = Islands
demo-delegation-8 = International Office for Fair Passage
demo-short-8 = IOFP
demo-delegation-nth = Delegation { $number }
demo-short-nth = D{ $number }

# What an operator reads on the terminal.
house-listening = Round Table listens on { $address }
house-unlimited = Rates and seat counts are not limited (--no-limits): for measuring, not for meeting.
house-first = First start. Whoever opens this link facilitates this house; it is shown only now:
house-demo = A demo session. Open each link in a browser profile of its own:
house-stopping = Stopping: everything is being saved.

note-title = Title
note-background = Background
note-footnotes = Footnotes
note-questions = Guiding questions
note-parts = may be split into

verify-sound = Sound: { $tables } tables, { $entries } entries ({ $events } events), { $snapshots } snapshots.
verify-damaged = Damaged, in { $tables } tables with { $entries } entries:
check-sound = “{ $title }”: counted again from what each delegation said, and it comes to the same.
check-fits = “{ $title }”: { $ballots ->
    [one] 1 ballot was
   *[other] { $ballots } ballots were
} counted; the totals fit each other, and the result follows from them. Not checked: the totals themselves, since who said what is not in the file.
check-no-result = “{ $title }”: there is no result to check.
check-no-ballots = There is no ballot in it.
check-differs = Wrong at { $at }: it says { $says }, and { $follows } follows.
check-impossible = Wrong at { $at }: this cannot be, whatever was said.
check-unreadable = Damaged at { $at }: { $why }
check-no-json = Damaged at byte { $byte }: { $why }
check-nothing = There is no outcome in the file.
check-text-sound = The text is the one that was signed: SHA-256 { $hash }.
check-digest-sound = Nothing of what was frozen was changed: SHA-256 { $hash }.
check-told-otherwise = Not compared: what was signed. This file was taken along without the names of delegations, and what is signed has them. Take the outcome along with names to compare it.
check-draft = This is a draft that nobody signed. SHA-256 of its text: { $hash }.
check-corrigendum = The corrigendum has { $all } corrections, { $accepted } of them accepted, as it says.
check-chain-sound = The log of this database ends at that entry with that digest.
check-chain-withheld = Not checked: the digest of all events, which is not told while a ballot is open.
check-chain-unknown = Wrong at { $at }: this database has no such entry in the log of this table.
check-version-sound = The log of this database holds this version as it stands here.
check-version-unknown = Wrong at { $at }: in the log of this database nothing was signed off so.
check-no-table = This database has no such table.
check-names = Not checked: what people are called. Names are in no log.
check-not-the-log = Not checked: that it is what the log says. “roundtable verify” checks the log.
backup-done = Copied to { $file }.
compact-done = { $updates } updates of { $tables } tables were compacted into their snapshots.
export-no-revision = No table of this session has a Rev.{ $number }.
export-lacks-revision = “{ $table }” has no Rev.{ $number }: its changes are not shown.
export-done = Written to { $file }.

# The page about the interface.
manual-lead = What scripts can ask of this server. The same as a document for programs:
manual-parameters = In the path
manual-body = Body
manual-answers = Answers

# Why a file of practices is not read.
practice-file-neither-of = This is neither a workbook nor data that can be read here. Choose an .xlsx or a .json file.
practice-file-old-or-encrypted = This workbook has a password or is in the old .xls format. Open it, remove the password, save it as .xlsx and try again.
practice-file-too-large = This file is larger than is read: 10 MB as a workbook, 4 MB as data. Divide it in two.
practice-file-too-large-inside = This workbook unpacks to far more than practices can be. Save it anew with this one sheet.
practice-file-unsafe = This file contains something that spreadsheet programs do not write and that is not safe to read. Save it anew from one.
practice-file-damaged = This workbook is damaged. Open it in a spreadsheet program, save it again, and try again.
practice-file-no-titles = No sheet has a column with the head “Title” in its first rows. Name the column with the practices’ titles so.
practice-file-json = The data is damaged in line { $line }, after character { $column }.
practice-file-no-collection = This data holds no practices: it is neither what a table’s practices are taken along as nor an outcome.
practice-file-other-version = This data was written by a later version of this program. Bring it up to date, or take the practices along as a workbook.
practice-file-too-many = There are more practices than a table takes: at most { $most }. Divide the file.
practice-file-empty = There is no practice in this file.
