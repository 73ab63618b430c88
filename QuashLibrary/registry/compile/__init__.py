"""Make the model's dataclasses of entries that fit their form: parse texts, paths, operators, patterns.

Imports: language, language/operators, registry/forms, registry/model, registry/yaml.
"""
