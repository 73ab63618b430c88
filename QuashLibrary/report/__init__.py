"""From output.xml to pages, outcomes.json, JUnit and Markdown.

Rule: reads nothing but the output of a run, as a stream. Entry: `write.write_report`. Imports: language, views.
"""
