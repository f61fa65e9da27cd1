### Comments on passages.

comments-title = Comments
comments-show = Show the comments
comments-show-this = Show this comment
comments-open = { $count ->
    [one] One comment
   *[other] { $count } comments
}
comments-resolved = Show { $count } resolved
comments-none = No open comments.
comments-gone = Their words are gone
comments-to-you = { $count ->
    [one] One comment to your delegation
   *[other] { $count } comments to your delegation
}
tool-comment = Comment
comment-offer = Comment on what is selected
comment-select = Select the words that you want to comment on first.
comment-title = Comment on this passage
comment-text = Comment
comment-to = To
comment-to-nobody = Nobody in particular
comment-to-hint = The delegation is told at once. Everybody at the table can read the comment.
comment-submit = Comment
comment-made = The comment is at the table.
comment-passage = Go to the passage: { $words }
comment-addressed = To { $name }
comment-reply = Reply
comment-reply-text = Reply
comment-resolve = Resolve
comment-reopen = Open again
comment-resolved-by = Resolved by { $name }
comment-withdraw = Take back
asked-comment = Comment: { $text }
asked-reply = Reply: { $text }
asked-resolve-comment = Resolve a comment
asked-reopen-comment = Open a comment again
asked-withdraw-comment = Take a comment back
told-commented = { $name } comments, to your delegation: { $text }
told-replied = { $name } replies to a comment: { $text }
