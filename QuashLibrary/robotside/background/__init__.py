"""Validations that run in the background: watch, await, end with their owner."""
