"""What a newcomer begins with: `quash init`, `quash example` and `quash schema`.

Rule: no file that exists is changed. What is written works at once, in a terminal and in an editor.
Entry: `init`, `example`, `schema`.
Imports: cli, cli/importer, cli/importer (top), cli/importer/curl, registry (top), report/files.
"""
