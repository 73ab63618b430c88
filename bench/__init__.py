"""Measure what the library costs, compared with similar tools and with the technical minimum.

`python -m bench.run` runs every row of the table, or the named rows. A theme (a module of `rows/`) measures one or
several rows; the themes share everything else in this folder. docs/explanation/performance.md explains the rows and
lists their figures.
"""
