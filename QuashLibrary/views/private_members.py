"""Mask by place what apps send to log in: members of JSON and fields of forms and queries with telling names."""

import re

from QuashLibrary.errors import JsonError
from QuashLibrary.language.hidden_values import MASK
from QuashLibrary.language.json_text.reader import read_document
from QuashLibrary.language.json_text.writer import write_json
from QuashLibrary.language.json_values import JSON
from QuashLibrary.language.private_names import is_private

_FIELD = re.compile(r"(?:(?<=[?&;])|^)([^=&;?#\s]+)=([^&;#\s]*)")
_MEMBER = re.compile(r'"([^"\\]{1,60})"(\s*:\s*)("(?:[^"\\]|\\.)*"?|-?[0-9][0-9.eE+-]*)')


def without_private_fields(text: str) -> str:
    """Return a query or a form in which private fields are masked."""
    return _FIELD.sub(lambda match: f"{match[1]}={MASK if match[2] and is_private(match[1]) else match[2]}", text)


def without_private_members(body: bytes, *, is_form: bool = False) -> bytes:
    """Return a body in which private members are masked; a JSON text that is cut off is searched as it is."""
    text = body.decode("utf-8", "replace")
    if is_form:
        return without_private_fields(text).encode()
    if not text.lstrip().startswith(("{", "[")):
        return body
    try:
        document = read_document(text).value
    except JsonError:
        masked = _MEMBER.sub(lambda m: f'"{m[1]}"{m[2]}"{MASK}"' if is_private(m[1]) else m[0], text)
        return masked.encode()
    masked_document = _masked(document)
    return body if masked_document == document else write_json(masked_document).encode("utf-8", "surrogatepass")


def _masked(value: JSON) -> JSON:
    if isinstance(value, list):
        return [_masked(item) for item in value]
    if isinstance(value, dict):
        return {
            key: MASK
            if is_private(key) and isinstance(item, str | int | float) and not isinstance(item, bool)
            else _masked(item)
            for key, item in value.items()
        }
    return value
