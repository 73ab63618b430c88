"""What may be written in a registry: a form for each mapping, declared once for the reader and for the editor schema.

Entry: `reader.read_entry`. A form knows no file and no other entry; texts in it are not parsed yet. The forms of
connections and requests are in `registry/sources`.
Imports: language, language/operators, registry/model, registry/yaml.
"""
