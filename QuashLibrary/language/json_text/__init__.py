"""JSON as text: read it strictly and exactly, and write it.

Rule: a document that is read and written again has the same numbers, and nothing that Python alone accepts is read.
Entry: `reader.py` (read_json), `writer.py` (write_json), `repeated_keys.py` (keys that occur twice in an object).
Imports: language.
"""
