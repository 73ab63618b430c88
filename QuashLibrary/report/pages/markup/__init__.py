"""Turn the data of `report/pages` into HTML: the index, and the page of a test with its waterfall and timeline.

Rule: plain functions instead of templates: a page has thousands of parts, and each process would compile the templates
again. Every text goes through `text.escaped`.
Entry: `index.index`, `test_page.test_page`.
Imports: report/pages, report/read, report/summary.
"""
