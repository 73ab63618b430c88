"""Read output.xml or output.json, one test at a time.

Rule: only open elements are in memory; the result is the plain data of `model`.
Entry: `run_reader.RunReader`.
Imports: language, views.
"""
