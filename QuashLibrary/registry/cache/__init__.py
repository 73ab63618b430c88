"""Registries as the user's cache keeps them: checked once, and compiled entry by entry when they are used.

Rule: plain data, of registries without problems and without credentials; whatever is wrong with a file is a miss.
Entry: `kept.kept_registry`. Only what writes or compiles entries brings in the forms and compilers.
Imports: language, registry, registry/compile, registry/link, registry/model, registry/sources (top), registry/yaml.
"""
