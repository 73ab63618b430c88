"""From YAML files to a Registry, with every problem of all files at once.

Data flows through yaml, forms, compile and link; `sources` has what is special to HTTP and to SQL. Entry:
`load.load_registry`; `editor_schema` prints the JSON Schema of registry files.
Imports: nothing of the package.
"""
