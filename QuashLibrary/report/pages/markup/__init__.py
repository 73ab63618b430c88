"""The inner parts of a test's page as HTML: its waterfall, and its timeline with cards.

Rule: a page has thousands of these, so they are made by plain functions and not by templates. Every text goes through
`text.escaped`; what comes in is the plain data of `report/pages`.
Entry: `timeline.timeline`, `waterfall.waterfall`.
Imports: report/summary.
"""
