"""A proof: which tests notice that a write of the app was lost, and which stay green.

Rule: plain data and the order of trials; a run of Robot Framework is handed in, so nothing here imports Robot.
Entry: `plan.prove`.
Imports: language, report/files, report/formats, report/summary.
"""
