"""Run validations: first those that they need, several in parallel, in the foreground or the background.

Rule: knows sources only from their table; whatever a backend does, a call raises nothing: its outcome is an error.
Entry: `runner.Runner`, `watch.watch`.
Imports: engine, engine/check, engine/mutate, engine/plan, engine/sources (top), engine/wait, language,
language/operators, registry/model, traffic.
"""
