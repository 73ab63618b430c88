"""Texts and values: JSON, JSONPath, JSON Schema, templates, durations and the other languages of a registry.

Rule: uses no YAML, HTTP or Robot Framework. Everything is a function of its arguments; unreadable texts raise an
exception of `errors`. A module is named after the text or value that it reads or writes.
Entry: the module with that name; operators are in `operators`, JSON as text is in `json_text`.
Imports: nothing of the package.
"""
