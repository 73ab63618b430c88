"""Join the entries of all files: inheritance, sources, connections, needs and logins.

Entry: `compiler.Compiler`. No module here names a source: they are rows of a table that the caller hands in.
Imports: language, language/operators, registry/compile, registry/forms, registry/model, registry/yaml.
"""
