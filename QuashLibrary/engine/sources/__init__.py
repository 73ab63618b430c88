"""Where answers come from: one folder for each source, and the table of them all.

Rule: a source implements `plan.source.Source` and describes what it asks and gets (`outcome.Question`,
`outcome.Answer`); nothing outside its folder and the table's line knows it.
Entry: `table.SOURCES`.
Imports: nothing of the package.
"""
