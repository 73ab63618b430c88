"""Run a validation: turn a Call and the current values into an Outcome.

Rule: runs without Robot Framework, and neither logs nor shows anything; its results are raw, and the views redact them.
Data flows through plan, wait, sources, check and run; each folder imports only the folders before it.
Entry: `run.runner.Runner`.
Imports: language, language/json_text.
"""
