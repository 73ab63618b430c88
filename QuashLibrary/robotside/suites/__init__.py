"""Read suites without running them: their steps, imports, and the mistakes in backend steps.

Rule: nothing here needs a running Robot Framework; its parser is imported by `reader` alone.
Entry: `project.read_project`, `calls.CallChecker`.
Imports: language, language/jsonpath, language/operators, registry (top), registry/model, robotside, robotside/use.
"""
