"""Join the entries of all files: inheritance, kinds, needs, logins, connections.

Entry: `compiler.Compiler`.
Imports: registry/compile, registry/forms, registry/model, registry/yaml.
"""
