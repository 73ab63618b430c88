"""Repeat attempts until they pass, and for as long as they must keep passing.

Rule: knows no source and no check; the caller passes in the attempt, the clock and the reasons to stop.
Entry: `holding.poll_and_hold`.
Imports: engine, language, registry/model.
"""
