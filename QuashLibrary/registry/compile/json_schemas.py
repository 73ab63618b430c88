"""Compile `schema` of `expect`: a JSON Schema in a file next to the registry, or in the registry itself.

In: the value as written. Out: an Expectation with the compiled Schema, or problems.
"""

from __future__ import annotations

from json import JSONDecodeError
from typing import TYPE_CHECKING

from QuashLibrary.errors import JsonError, SchemaError
from QuashLibrary.language.json_display import show_typed
from QuashLibrary.language.json_schema import compile_schema
from QuashLibrary.language.json_text.reader import read_json
from QuashLibrary.problems import shown_path
from QuashLibrary.registry import model
from QuashLibrary.registry.compile.files import read_file

if TYPE_CHECKING:
    from pathlib import Path

    from QuashLibrary.language.json_schema import Schema
    from QuashLibrary.registry.compile.texts import Keys, TextReader


def schema_expectation(value: object, path: Keys, reader: TextReader) -> model.Expectation | None:
    """Return the expectation; None if the schema cannot be used."""
    schema = _schema_of_file(value, path, reader) if isinstance(value, str) else _written_schema(value, path, reader)
    if schema is None:
        return None
    return model.Expectation(model.Subject("schema"), reader.locate(path, key=True), argument=schema)


def _written_schema(value: object, path: Keys, reader: TextReader) -> Schema | None:
    if not isinstance(value, dict):
        found = "but is empty" if value is None else f"but is {show_typed(value)}"
        message = f'"schema" of "{path[-2]}" should be a file or a JSON Schema, {found}'
        reader.report(path, message, "write for example  schema: order.schema.json")
        return None
    try:
        return compile_schema(value, reader.file(path), "", _read_json_file)
    except SchemaError as error:
        for problem in error.problems:
            reader.report((*path, *problem.keys), f'"schema" of "{path[-2]}" is not a JSON Schema: {problem.message}')
        return None


def _schema_of_file(name: str, path: Keys, reader: TextReader) -> Schema | None:
    file = reader.folder(path) / name
    try:
        return compile_schema(_read_json_file(file), file, file.name, _read_json_file)
    except FileNotFoundError:
        reader.report(path, f'"schema": the file "{name}" does not exist', f"looked for {shown_path(file)}")
    except OSError as error:
        reader.report(path, f'"schema": {name} cannot be read: {error.strerror}', f"looked for {shown_path(file)}")
    except SchemaError as error:
        for problem in error.problems:
            reader.report(path, f'"schema": {name} is not a JSON Schema: {problem.message}')
    except ValueError as error:
        reader.report(path, f'"schema": {name} cannot be read: {error}')
    return None


def _read_json_file(file: Path) -> object:
    """Return the JSON of a file; raise ValueError if it is not JSON, without showing its content."""
    try:
        return read_json(read_file(file))
    except JsonError as error:
        syntax = error.__cause__
        place = f": line {syntax.lineno}, column {syntax.colno}" if isinstance(syntax, JSONDecodeError) else ""
        raise ValueError(f"it {error.about}{place}") from error
