"""What a run amounts to: counts, durations, the verdict, and the words for them.

Rule: knows no file format; every format and the command line take their wording from here.
Entry: `statistics.SummaryBuilder`, `verdicts.verdict`.
Imports: language, report/read, views.
"""
