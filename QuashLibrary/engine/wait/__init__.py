"""Repeat attempts until they pass, or for as long as they must stay passed.

Rule: knows no source and no check; the attempt, the clock and the reasons to stop are handed in.
Entry: `holding.ask_and_hold`. Imports: language, engine root.
"""
