"""Steps, messages and files in Robot's log, and the report of the run.

Rule: everything written here has passed the redactor in the views. Nothing here decides what an outcome leads to.
Entry: `outcomes.OutcomeLog`.
Imports: engine, language, report (top), report/summary, robotside, robotside/app, robotside/robot_api,
robotside/state, views.
"""
