"""Programs that run in a separate process, so nothing else is counted."""
