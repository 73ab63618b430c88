"""Turn YAML files into a Registry, and report the problems of all files at once.

Data flows through yaml, forms, compile and link; `sources` contains what is specific to HTTP, SQL and app requests.
Entry: `load.load_registry`; `editor_schema` prints the JSON Schema of registry files.
Imports: nothing of the package.
"""
