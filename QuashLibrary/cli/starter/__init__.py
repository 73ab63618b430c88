"""The commands for newcomers: `quash init`, `quash example` and `quash schema`.

Rule: no existing file is changed. The new files work at once, in a terminal and in an editor.
Entry: `init`, `example`, `schema`.
Imports: cli, cli/importer, cli/importer (top), cli/importer/curl, registry (top), report/files.
"""
