"""Handle the files around a report: those that Robot's log links, and those that the report writes.

Rule: a file is written completely or not at all, and every link is resolved in the same way.
Entry: `whole_files.whole_file`, `linked_files.linked_file`.
Imports: nothing of the package.
"""
