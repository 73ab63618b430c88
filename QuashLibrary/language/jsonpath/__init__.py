"""JSONPath: checked, compiled and written.

Rule: only `path.py` uses jsonpath-ng; what that would silently get wrong is refused or rewritten in `syntax.py`.
Entry: `path.compile_path`.
Imports: language.
"""
