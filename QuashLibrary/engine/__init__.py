"""Use a validation: from a Call with the values of the moment to an Outcome.

Rule: runs without Robot Framework, logs nothing and shows nothing; what it returns is raw and passes the views.
Entry: `run.runner.Runner`. Imports: language, registry.
"""
