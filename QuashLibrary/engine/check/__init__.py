"""Evaluate expectations on an answer, and fetch values from it.

Rule: nothing that a backend sends raises an exception; a check of something unreadable is "not evaluated".
Entry: `checks.evaluate`, `fetches.fetch_values`.
Imports: engine, engine/plan, language, language/json_schema, language/json_text, language/jsonpath,
language/operators, registry/model.
"""
