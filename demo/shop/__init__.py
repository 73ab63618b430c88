"""A small real shop backend: HTTP and SQLite, with switches that make it fail silently.

The data flow: ``web`` (HTTP) → ``business`` (rules and faults) → ``store`` (SQL). ``server`` runs it.
"""
