"""The files around a report: those that Robot's log links, and those that the report writes.

Rule: a file is written completely or not at all; a link is resolved the same way everywhere.
Entry: `whole_files.whole_file`, `linked_files.linked_file`.
Imports: nothing of the package.
"""
