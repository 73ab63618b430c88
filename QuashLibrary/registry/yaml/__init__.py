"""Read YAML into nodes that know their positions, and say in plain words what cannot be read.

Rule: only YAML 1.2's types, and nothing about what a registry may contain. Entry: `reader.read_bytes`.
Imports: language.
"""
