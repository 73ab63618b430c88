"""The library's introduction in its keyword documentation: the ideas that keywords share, told once."""

TEXT = """QuashLibrary validates the backend from inside a running test."""
