"""Measure what the library costs, beside its peers and beside what is possible at all.

`python -m bench.run` runs every row of the table, or the named ones. A theme (a module of `rows/`) measures one or
several rows; everything else here is shared by the themes. docs/explanation/performance.md explains the rows and has
their figures.
"""
