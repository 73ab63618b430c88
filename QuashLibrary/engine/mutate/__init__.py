"""Change a passed answer in many small ways, and find out which changes the expectations notice.

Rule: sends nothing, and changes neither the answer nor the outcome; names of changes never contain values.
Entry: `measure.measure`.
Imports: engine, language, language/json_text.
"""
