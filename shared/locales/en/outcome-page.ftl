### The page of the outcome.

outcome-page-title = Outcome
outcome-back = Back to the table
outcome-refresh = Show the latest
outcome-files = Take it along
outcome-as-html = Page to print
outcome-as-docx = Word
outcome-as-pdf = PDF
outcome-as-odt = OpenDocument
outcome-as-xlsx = Excel: votes and people
outcome-as-csv = CSV: votes and people
outcome-as-markdown = Markdown
outcome-as-json = JSON
outcome-own-title = Rapporteur’s summary
outcome-own-placeholder = In a few sentences: what the table can say together. It stands at the top of the outcome.
outcome-views = What to look at
outcome-view-whole = Outcome
outcome-view-glance = At a glance
outcome-with-changes = In the Word file, track changes
outcome-changes-none = None: the texts as they are
outcome-with-changes-hint = Since the revision that you choose, in answers, practices and the summary: what came in by the delegation that wrote it, as whose things are said to be; what was taken out by the table.
outcome-with-glance = Begin the files with the page “At a glance”

attribution = Whose words these are
attribution-named = Named
attribution-group = By group
attribution-none = Unattributed
outcome-silent-too = Also who did not answer or vote
outcome-with-sources = Also where the words come from
names-left = { $count ->
    [0] No name is left in the text.
    [one] { $count } name is left in the text.
   *[other] { $count } names are left in the text.
}
names-left-unknown = Whether names are left in the text could not be looked up.
names-left-show = See them
names-left-hide = Hide them
