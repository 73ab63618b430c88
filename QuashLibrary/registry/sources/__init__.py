"""The sources of answers: the forms of their connections and questions, and how these are compiled.

Entry: `table.SOURCES`. A new source is one module with its forms, its compilers and its row; copy `sql`. A larger
source is a folder, like `http`.
Imports: language, registry/compile, registry/forms, registry/model.
"""
