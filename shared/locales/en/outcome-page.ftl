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
outcome-with-glance = Begin the files with the page “At a glance”
