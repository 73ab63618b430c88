"""A small real shop backend: HTTP and SQLite, with switches that make it fail silently.

The data's way: ``web`` (HTTP) → ``business`` (rules and faults) → ``store`` (SQL). ``server`` runs it.
"""
