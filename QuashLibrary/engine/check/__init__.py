"""Evaluate expectations and take values out of an answer.

Rule: an answer that cannot be read makes a check "not evaluated"; nothing is raised for what a backend sends.
Entry: `checks.evaluate`, `fetches.fetch_values`. Imports: language, registry, engine root, plan.
"""
