"""The operators of `expect`: their arguments, their judges and their messages.

Rule: an operator is one row of the table in `table`: names, argument kind, meaning, words, judge.
Entry: `table.parse_conditions`, `table.resolve`, `table.evaluate`.
Imports: language, language/json_text.
"""
