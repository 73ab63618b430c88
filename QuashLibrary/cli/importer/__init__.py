"""Turn a request that a tester already has into registry entries: `quash import curl`.

Rule: credentials reach neither the registry nor the console; only the name of the variable that replaces them does.
The request is sent once, and only if it just reads, unless `--ask` is set.
Entry: `command`; `imported.Importer`, also for `quash init`.
Imports: cli, engine, engine/plan, engine/run, language, language/json_text, registry (top), registry/model,
registry/sources (top), report/files, report/skeleton.
"""
