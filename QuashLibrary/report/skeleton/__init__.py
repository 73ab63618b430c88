"""A registry to begin with, from the requests that an app sent: each write is read back by a GET of the same traffic.

Rule: works on redacted requests, from `traffic.jsonl` or from memory; no value of an answer gets into the registry but
words such as `paid`. The text loads as it is; what only a tester can know is marked TODO.
Entry: `registry.registry_sections`, `registry.validation_for`, `sections.registry_text`.
Imports: language, language/json_text, report/summary, traffic.
"""
