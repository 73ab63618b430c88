"""The pages of a report as HTML: the index, and that of a test with its waterfall and its timeline of cards.

Rule: plain functions, because a page has thousands of parts, and because each process that makes a report would have to
compile templates. Every text goes through `text.escaped`; what comes in is the plain data of `report/pages`.
Entry: `index.index`, `test_page.test_page`.
Imports: report/pages, report/read, report/summary.
"""
