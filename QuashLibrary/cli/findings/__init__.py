"""The findings of `quash check`: the rules that produce them and the formats that write them.

Rule: a rule yields findings and prints nothing; a format writes findings and searches for none.
Entry: `search.find`, `formats.write_findings`.
Imports: cli, language, registry (top), registry/cache, registry/forms, registry/model, registry/yaml, report/summary,
robotside/suites.
"""
