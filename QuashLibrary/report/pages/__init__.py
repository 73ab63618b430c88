"""Write the report's HTML pages: an index and a page for each test, readable without scripts or inline styles.

Rule: the modules here build plain data, and `markup` turns it into HTML. Only `report/write` and the pages of a proof,
which have the same look, import this folder.
Entry: `write.Pages`.
Imports: report/files, report/read.
"""
