"""The report's HTML pages: an index and a page for each test, readable without scripts or inline styles.

Rule: the modules here make plain data, and `markup` makes HTML of it. Nothing but `report/write`
imports this folder, and the pages of a proof, which have the same look.
Entry: `write.Pages`.
Imports: report/files, report/read.
"""
