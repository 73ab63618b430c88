"""Make the model's dataclasses of entries that fit their form: parse texts, paths, operators, patterns.

Imports: language, registry.model, registry.yaml, registry.forms.
"""
