### What was deleted lately.

deleted-title = Deleted lately
deleted-nothing = Nothing has been deleted lately.
deleted-put-back = Put back
deleted-is-back = The words are back in the text.
