"""Check, compile and write JSONPaths.

Rule: only `path.py` uses jsonpath-ng; `syntax.py` refuses or rewrites paths that jsonpath-ng would silently misread.
Entry: `path.compile_path`.
Imports: language.
"""
