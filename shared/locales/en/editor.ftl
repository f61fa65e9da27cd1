### The editor: its tools, and what a paste had to do without.

editor-trouble = Something went wrong in the editor. What is saved is safe; reload the page to go on.

tools-label = Text
tool-strong = Bold
tool-em = Italic
tool-underline = Underline
tool-strike = Strike
tool-link = Link
tool-h1 = Heading
tool-h2 = Subheading
tool-h3 = Small heading
tool-ul = Bulleted list
tool-ol = Numbered list
tool-quote = Quote
tool-indent = Indent
tool-outdent = Outdent
tool-rtl = Right to left
tool-undo = Undo your own last change
tool-redo = Redo

# What a paste had to do without; $what is a list of the counts below.
pasted-without = Pasted without { $what }.
pasted-images = { $count ->
    [one] 1 image
   *[other] { $count } images
}
pasted-comments = { $count ->
    [one] 1 comment
   *[other] { $count } comments
}
pasted-footnotes = { $count ->
    [one] 1 footnote
   *[other] { $count } footnotes
}
pasted-tables = { $count ->
    [one] A table became lines with tabs.
   *[other] { $count } tables became lines with tabs.
}
link-title = Link
link-to = Where it leads
link-hint = A web address or mailto:. Leave it empty to take the link away.
link-unsafe = Only http, https and mailto addresses can be linked.
link-set = Set the link
