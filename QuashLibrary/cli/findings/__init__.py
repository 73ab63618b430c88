"""What `quash check` finds, rule by rule, and the formats in which it is written.

Rule: a rule gives findings and prints nothing; a format writes findings and looks for none.
Entry: `search.find`, `formats.write_findings`.
Imports: cli, language, registry (top), registry/cache, registry/forms, registry/model, registry/yaml, report/summary,
robotside/suites.
"""
