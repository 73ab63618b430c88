"""Read output.xml or output.json test by test.

Entry: `reader`. Imports: language, views, report.model.
"""
