"""Answers of databases: statements, connections, rows as a JSON document.

Entry: `transport.SqlTransport`. Imports: language, registry, engine root, plan.
"""
