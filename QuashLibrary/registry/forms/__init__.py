"""What may be written in a registry: one model for each kind of entry; the editor schema is made from them.

Entry: `errors.read_entry`.
Imports: language, language/operators, registry/model, registry/yaml.
"""
