"""The operators of `expect`: what they take, how they judge, what they say.

Entry: `table` (every operator), `table.parse_conditions`, `table.evaluate`. Imports: language.
"""
