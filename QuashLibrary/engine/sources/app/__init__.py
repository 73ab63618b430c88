"""The app's own requests as answers: judged by what a connection expects, and asked for by validations.

Rule: reads what `traffic` has recorded, and sends nothing.
Entry: `answers.broken_expectation`.
Imports: engine, engine/check, engine/plan, language, language/json_text, language/operators, registry/model, traffic.
"""
