"""The only place that uses names of Robot Framework that are not its public API."""
