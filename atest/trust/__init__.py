"""What QuashLibrary promises when things go wrong, tried in numbers that a test of a feature does not reach.

`make test` tries a small part of each, `make trust` all of it, and prints a line of figures for each promise:
docs/explanation/trust.md has them.
"""
