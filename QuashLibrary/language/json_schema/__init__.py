"""JSON Schemas: compile them, and list the violations of a document in the same words as other checks.

Rule: jsonschema is loaded only when a schema is compiled.
Entry: `compile_schema`, `Schema`.
Imports: language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from QuashLibrary.language.json_schema.schema import MOST_VIOLATIONS, Schema, Violation

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["MOST_VIOLATIONS", "Schema", "Violation", "compile_schema"]


def compile_schema(schema: Any, file: Path, name: str, read: Callable[[Path], object]) -> Schema:
    """Return the schema of a file; `read` returns the JSON of other files, or raises ValueError or OSError.

    Raises:
        SchemaError: it is not a schema, or it refers to something that does not exist.
    """
    from QuashLibrary.language.json_schema.compiler import compiled_schema

    return compiled_schema(schema, file, name, read)
