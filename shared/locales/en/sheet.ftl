### The table on paper: what the browser says around it.

sheet-open = On paper
sheet-title = On paper
sheet-of = What goes on paper
sheet-one = This question and its practices
sheet-all = The whole table
sheet-print = Print
sheet-refresh = Draw again
sheet-about = Only what everybody at the table may read. Fits A4 and Letter.
