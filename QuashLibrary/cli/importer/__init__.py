"""Entries for a registry from a request that a tester already has: `quash import curl`.

Rule: a value that authenticates somebody reaches neither the registry nor the console; only the name of the variable
that takes its place does. The backend is asked once, and only by a request that reads, unless `--ask` says otherwise.
Entry: `command`; `imported.Importer`, also for `quash init`.
Imports: cli, engine, engine/plan, engine/run, language, language/json_text, registry (top), registry/model,
registry/sources (top), report/files, report/skeleton.
"""
