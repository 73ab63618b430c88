"""Evaluate expectations and take values out of an answer.

Rule: nothing is raised for what a backend sends; a check of something unreadable is "not evaluated".
Entry: `checks.evaluate`, `fetches.fetch_values`.
Imports: engine, engine/plan, language, language/json_schema, language/json_text, language/jsonpath,
language/operators, registry/model.
"""
