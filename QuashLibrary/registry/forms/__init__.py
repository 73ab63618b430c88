"""The contents of a registry as forms: one form per mapping, shared by the reader and the editor schema.

Entry: `reader.read_entry`. A form knows no file and no other entry, and its texts are not parsed yet. The forms of
connections and requests are in `registry/sources`.
Imports: language, language/operators, registry/model, registry/yaml.
"""
