"""The sources of answers: one folder per source, and a table of all sources.

Rule: a source implements `plan.source.Source` and describes its requests and answers (`outcome.Question`,
`outcome.Answer`); only its folder and its line in the table know it.
Entry: `table.SOURCES`.
Imports: nothing of the package.
"""
