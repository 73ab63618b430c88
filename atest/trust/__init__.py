"""QuashLibrary's promises for when things go wrong, tried in numbers that a feature test does not reach.

`make test` runs a small part of each; `make trust` runs everything and prints a line of figures for each promise.
docs/explanation/trust.md lists the figures.
"""
