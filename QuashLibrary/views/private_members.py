"""Mask the credentials in an app's requests by name: members of JSON, fields of forms, elements of XML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from QuashLibrary.errors import JsonError
from QuashLibrary.language.json_text.reader import read_document
from QuashLibrary.language.json_text.writer import write_json
from QuashLibrary.language.printable import MASK
from QuashLibrary.language.private_names import hide_private, without_private_fields, without_private_texts

if TYPE_CHECKING:
    from QuashLibrary.language.json_values import JSON


def without_private_members(body: bytes, *, is_form: bool = False) -> bytes:
    """Return a body with its private members masked; a body that cannot be parsed is searched as text."""
    text = body.decode("utf-8", "surrogateescape")
    if is_form:
        return _bytes(without_private_fields(text, MASK))
    try:
        document = read_document(body.decode("utf-8").lstrip("\ufeff")).value
    except (JsonError, UnicodeDecodeError):
        return _bytes(without_private_texts(text, MASK))
    masked = hide_private(document, _masked)
    if masked != document:
        return write_json(masked).encode("utf-8", "surrogatepass")
    # The document contains only one of several members with the same name.
    return _bytes(without_private_texts(text, MASK))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _masked(value: JSON) -> JSON:
    if isinstance(value, list):
        return [_masked(item) for item in value]
    if isinstance(value, dict):
        return {key: _masked(item) for key, item in value.items()}
    return value if value in ("", None) or isinstance(value, bool) else MASK
