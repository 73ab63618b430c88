"""Join the entries of all files: inheritance, kinds, needs, logins, connections.

Entry: `compiler.Compiler`. Imports: language and the other folders of the registry.
"""
