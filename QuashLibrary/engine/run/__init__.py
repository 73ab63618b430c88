"""Run validations: what they need first, several at the same time, in the foreground or the background.

Entry: `runner.Runner`, `watch.watch`. Imports: language, registry and the rest of the engine.
"""
