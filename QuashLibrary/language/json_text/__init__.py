"""Read JSON text strictly and exactly, and write it.

Rule: a document that is read and written again has the same numbers; syntax that only Python accepts is refused.
Entry: `reader.py` (read_json), `writer.py` (write_json), `repeated_keys.py` (keys that occur twice in an object).
Imports: language.
"""
