"""Texts and values: JSON, JSONPath, JSON Schema, templates, durations, and what else a registry is written in.

Rule: knows no YAML, HTTP or Robot Framework. Everything is a function of its arguments; what cannot be read raises an
exception of `errors`. A module is named after what it reads or writes.
Entry: the module of that name; checks by operators are in `operators`, JSON as text in `json_text`.
Imports: nothing of the package.
"""
