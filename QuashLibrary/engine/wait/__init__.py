"""Repeat attempts until they pass, and for as long as they must stay passed.

Rule: knows no source and no check; the attempt, the clock and the reasons to stop are handed in.
Entry: `holding.poll_and_hold`.
Imports: engine, language, registry/model.
"""
