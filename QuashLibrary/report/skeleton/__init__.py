"""Generate a starter registry from the requests of an app: a GET from the same traffic reads each write back.

Rule: works on redacted requests from `traffic.jsonl` or from memory. Words such as `paid` are the only answer values in
the registry. It loads without changes; everything that only a tester can know is marked TODO.
Entry: `registry.registry_sections`, `registry.validation_for`, `sections.registry_text`.
Imports: language, language/json_text, report/summary, traffic.
"""
