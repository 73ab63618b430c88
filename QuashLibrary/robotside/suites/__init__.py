"""Suites as they are written, read without running them: steps, imports, and what is wrong with backend steps.

Rule: nothing here needs a running Robot Framework; its parser is imported by `reader` alone.
Entry: `project.read_project`, `calls.CallChecker`.
Imports: language, language/jsonpath, language/operators, registry (top), registry/model, robotside, robotside/use.
"""
