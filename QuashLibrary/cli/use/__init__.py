"""Use validations and connections from the command line: inputs come as words, and an outcome is printed as lines.

Rule: imports no Robot Framework and, until a person waits at a terminal, nothing that makes a table or a page.
Entry: `single_run.SingleRun`, `connection_steps.steps_of`.
Imports: cli, engine, engine/check, engine/plan, engine/run, engine/sources (top), engine/sources/http,
engine/sources/http/probe, engine/sources/sql, language, registry (top), registry/model, views.
"""
