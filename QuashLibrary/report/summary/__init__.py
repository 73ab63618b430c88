"""Summarise a run: counts, durations, the verdict, and their wording.

Rule: knows no file format; every format and the command line take their wording from here.
Entry: `statistics.SummaryBuilder`, `verdicts.verdict`.
Imports: language, report/read, views.
"""
