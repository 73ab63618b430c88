"""The report for programs and CI servers: outcomes.json, junit.xml and summary.md.

Rule: one module per format; a file is written test by test, or its size is bounded.
Entry: the class or function that is named like its module.
Imports: language, report/files, report/read, report/summary, views.
"""
