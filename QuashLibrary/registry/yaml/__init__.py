"""Read YAML into nodes that know their positions, and explain in plain words what cannot be read.

Rule: only YAML 1.2's types, and no knowledge of what a registry may contain. Entry: `reader.read_bytes`.
Imports: language.
"""
