"""Run validations: what they need first, several at the same time, in the foreground or the background.

Rule: knows sources only by their table; a backend can make no call raise, only its outcome an error.
Entry: `runner.Runner`, `watch.watch`.
Imports: engine, engine/check, engine/mutate, engine/plan, engine/sources (top), engine/wait, language,
language/operators, registry/model, traffic.
"""
