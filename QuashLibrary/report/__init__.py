"""Turn the output.xml of a run into HTML pages, outcomes.json, junit.xml and summary.md.

Rule: the report is built from Robot's output alone, read as a stream, so memory does not grow with the run.
Data flows read → summary → formats, blind_spots and pages → write. Only `write` imports `pages`.
Entry: `write.write_report`.
Imports: nothing of the package.
"""
