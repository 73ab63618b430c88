"""Change an answer that passed, in many small ways, and see which changes the expectations notice.

Rule: sends nothing, and changes neither the answer nor the outcome; names of changes never have values in them.
Entry: `measure.measure`.
Imports: engine, language, language/json_text.
"""
