"""Registries in the user's cache: checked once, then compiled entry by entry when they are used.

Rule: only plain data, from registries without problems and without credentials; any fault of a file is a cache miss.
Entry: `kept.kept_registry`. Only the code that writes or compiles entries imports the forms and compilers.
Imports: language, registry, registry/compile, registry/link, registry/model, registry/sources (top), registry/yaml.
"""
