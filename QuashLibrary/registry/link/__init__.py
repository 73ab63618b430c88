"""Join the entries of all files: inheritance, sources, connections, needs and logins.

Entry: `compiler.Compiler`. No module here names a source: sources are rows of a table that the caller provides.
Imports: language, language/operators, registry/compile, registry/forms, registry/model, registry/yaml.
"""
