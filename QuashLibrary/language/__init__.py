"""Texts and values: JSON, JSONPath, operators, templates, durations, problems.

Rule: knows no YAML, HTTP or Robot Framework; everything is a function of its arguments.
Imports: nothing of the package.
"""
