"""The report's HTML pages: an index and a page for each test, readable without scripts or inline styles.

Rule: Python makes plain data, the templates make HTML of it, and `markup` makes what a page has
thousands of. Nothing but `report/write` imports this folder, and the pages of a proof, which have the
same look.
Entry: `write.Pages`.
Imports: report/files, report/read, report/summary, views.
"""
