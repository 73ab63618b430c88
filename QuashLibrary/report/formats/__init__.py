"""The report for programs and CI servers: outcomes.json, junit.xml and summary.md.

Rule: one module for each format; what is written grows test by test, or is bounded.
Entry: the class or function that is named like its module.
Imports: language, report/files, report/read, report/summary, views.
"""
