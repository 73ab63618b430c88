"""The part inside Robot Framework: the library that suites import, and the listener.

Rule: the only folder that imports Robot Framework. Modules here that others import: `errors`, `options`.
Entry: `library.QuashLibrary`, `listener.Listener`.
Imports: nothing of the package.
"""
