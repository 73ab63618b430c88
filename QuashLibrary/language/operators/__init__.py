"""The operators of `expect`: what they take, how they judge, what they say.

Rule: an operator is one row of the table in `table`: names, argument kind, meaning, words, judge.
Entry: `table.parse_conditions`, `table.resolve`, `table.evaluate`.
Imports: language, language/json_text.
"""
