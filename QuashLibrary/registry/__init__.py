"""From YAML files to a Registry, with every problem of all files at once.

Entry: `load.load_registry`.
Imports: nothing of the package.
"""
