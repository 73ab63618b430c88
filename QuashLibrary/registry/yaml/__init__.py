"""Read YAML into nodes that know their place, and say in plain words what cannot be read.

Rule: YAML 1.2 types only; knows nothing of what a registry may say. Entry: `file.read_bytes`.
Imports: language/operators.
"""
