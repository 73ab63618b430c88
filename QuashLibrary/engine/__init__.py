"""Run a validation: from a Call with the values of the moment to an Outcome.

Rule: runs without Robot Framework, logs nothing and shows nothing; what it returns is raw, and the views redact it.
The way of the data: plan, wait, sources, check, run; each folder imports only those before it.
Entry: `run.runner.Runner`.
Imports: language, language/json_text.
"""
