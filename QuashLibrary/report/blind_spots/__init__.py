"""Tests that passed through the UI alone, and a registry that would check their backends.

Rule: works on any run, also without QuashLibrary; what it suggests is a guess for a tester to correct.
Entry: `search.find_blind_spots`, `skeleton.guessed_sections`.
Imports: report/read, report/skeleton, report/summary.
"""
