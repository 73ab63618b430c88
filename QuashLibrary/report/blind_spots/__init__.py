"""Find tests that passed without a backend check, and suggest a registry that would check their backends.

Rule: works on any run, even without QuashLibrary; its suggestions are guesses for a tester to correct.
Entry: `search.find_blind_spots`, `skeleton.guessed_sections`.
Imports: report/read, report/skeleton, report/summary.
"""
