### Whether what was written is saved, and what becomes of it if it is not taken.

keeping-saved = Saved
keeping-saving = Saving…
keeping-connecting = Connecting…
keeping-offline = Offline. What you wrote is kept here and is sent when you are back.
keeping-offline-unkept = Offline. What you wrote is not saved, and this browser keeps nothing. Leave this page open.
keeping-away = Offline. You can go on writing; your words are kept here.
keeping-away-unkept = Offline. This browser keeps nothing: what you write now is lost if this page is closed.
keeping-refused = Not accepted. Copy your words and reload the page.
keeping-not-taken = Not taken
not-accepted-title = The table did not take this
not-accepted-words = Your words
not-accepted-not-open-now = The table had moved on when your words arrived. Copy them, and put them in when this is open again.
not-accepted-table-closed = The table was closed when your words arrived. Copy them, and ask the facilitator.
not-accepted-locked = The facilitator had locked these answers when your words arrived. Copy them, and ask the facilitator to unlock the answers.
not-accepted-other-stage = The question had come to another stage when your words arrived. Copy them, and ask whoever runs the table where they go.
not-accepted-answered-privately = These answers had become private when your words arrived. Copy them, and put them into your delegation’s private answer.
not-accepted-not-answered-so = This question is not answered that way. Copy your words, and put them where it is answered.
not-accepted-needs-chair = Only whoever presides writes here now. Copy your words, and ask the chair to put them in.
not-accepted-needs-role = You could not write here any more when your words arrived. Copy them, and ask the facilitator.
not-accepted-needs-delegation = You speak for no delegation, and could not write here when your words arrived. Copy them, and ask the facilitator.
not-accepted-unknown = What you were writing in was no longer there when your words arrived. Copy them.
not-accepted-put-to-ballot = A ballot on this practice was open when your words arrived, and what is voted on does not change. Copy them, and put them in when the ballot is over.
not-accepted-not-yours = This text belongs to another delegation.
not-accepted-revealed = More people read this text now than when you wrote in it, so that what you did was not taken: words that you deleted are there again. Copy your words, and put them in again if those people may read them.
not-accepted-too-large = That was too much at once. Copy your words and paste them in smaller parts.
not-accepted-document-full = The table’s text is as large as it can be. Copy your words, and ask the facilitator what can be removed.
not-accepted-other = The server could not accept what was written here. Copy your words and put them in again.
not-accepted-removed = Your place at this table was taken away before your words were saved.
not-accepted-copy = Copy the words
not-accepted-show = Show the words
not-accepted-hide = Hide the words

keeping-slow = Not saved yet: the server takes long. Your words are kept on this device.
keeping-slow-unkept = Not saved yet: the server takes long. Leave this page open.
keeping-cannot-save = The server cannot save at the moment. Your words are kept on this device and sent again by themselves.
keeping-cannot-save-unkept = The server cannot save at the moment. Leave this page open: your words are sent again by themselves.
