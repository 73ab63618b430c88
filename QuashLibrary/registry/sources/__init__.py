"""What the registry knows of each source: the forms of its connections and questions, and how they are compiled.

Entry: `table.SOURCES`. A new source is one module with its forms, its compilers and its row; `sql` is the one to copy.
A source with more to say is a folder, as `http` is.
Imports: language, registry/compile, registry/forms, registry/model.
"""
