"""Read output.xml or output.json, one test at a time.

Rule: only open elements are in memory; what goes out is the plain data of `model`.
Entry: `reader.RunReader`.
Imports: language, views.
"""
