### The palette, in which one finds what one can do and where one can go, and the sheet of all keys.

palette-title = Find or do
palette-open = Find
palette-label = Find a question, a person, something to do
palette-list = What was found
palette-none = Nothing here is called that.
palette-found = { $count ->
    [one] One entry
   *[other] { $count } entries
}
palette-ready = Say that we are ready to move on
palette-not-ready = Say that we are not ready yet
palette-outcome-page = Outcome as a page to print
palette-outcome-markdown = Download the outcome as Markdown
palette-outcome-json = Download the outcome as JSON

kind-action = Action
kind-page = Page
kind-question = Question
kind-practice = Practice
kind-ballot = Ballot
kind-desk = Desk
kind-delegation = Delegation
kind-person = Person

## The sheet of all keys

keys-title = Keyboard shortcuts
keys-anywhere = Anywhere
keys-in-palette = In the list of “Find or do”
keys-in-text = In a text
keys-in-blocks = Paragraphs and lists
keys-announcements = Go to the announcements
keys-close = Close what is open
keys-choose = Choose
keys-do = Go there, or do it
keys-link = Link what is selected
keys-comment = Comment on what is selected, or go to the comment
keys-paragraph = Paragraph
keys-list-indent = In a list: indent
keys-list-outdent = In a list: outdent
keys-leave-text = In a list: leave the text, one key after the other
keys-signs = A sign at the start of a paragraph, and a space after it, does what stands beside it.
keys-singles = Open this list with the ? key alone

## What is written on keys

key-mod = Ctrl
key-mod-mac = Cmd
key-alt = Alt
key-alt-mac = Option
key-shift = Shift
key-enter = Enter
key-esc = Esc
key-tab = Tab
key-up = Up
key-down = Down
