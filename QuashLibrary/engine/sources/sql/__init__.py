"""The SQL source: statements, connections, and rows as a JSON document.

Rule: `databases` is the only module that knows SQLAlchemy; it is imported with the first statement.
Entry: `source.SqlSource`.
Imports: engine, engine/plan, language, language/json_text, registry/model.
"""
