"""Steps, messages and files in Robot's log, at their true times."""
