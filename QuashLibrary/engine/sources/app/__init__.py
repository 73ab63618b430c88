"""The app's own requests as answers: checked by the expectations of a connection, and used by validations.

Rule: reads the requests recorded by `traffic`, and sends nothing.
Entry: `answers.broken_expectation`.
Imports: engine, engine/check, engine/plan, language, language/json_text, language/operators, registry/model, traffic.
"""
