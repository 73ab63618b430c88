"""Read JSON strictly: its syntax, its limits, and keys that occur twice.

In: the text or bytes of a document. Out: its value, exact to the last digit. Usually a document is parsed once, and its
members are counted on the way; only if the text contains more keys than that, some may occur twice.
"""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from QuashLibrary.errors import JsonError, JsonLimitError, NotJsonError, UnreadableNumberError
from QuashLibrary.language.exact_numbers import read_fraction
from QuashLibrary.language.json_display import excerpt
from QuashLibrary.language.json_text.repeated_keys import read_repeated_keys, repeated_in_list
from QuashLibrary.language.json_text.shape import may_be_deep, may_have_repeated_keys
from QuashLibrary.language.json_text.syntax import syntax_problem

if TYPE_CHECKING:
    from QuashLibrary.language.json_text.repeated_keys import RepeatedKeys
    from QuashLibrary.language.json_values import JSON

DEEPEST = 200
"""The maximum nesting of a document; a deeper document is refused when it is read."""

_TOO_DEEP = f"lists and objects are nested more than {DEEPEST} levels deep"
_ZIPPED = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Document:
    """A JSON document: its value, in which the last of equal keys counts, and its repeated keys, if any."""

    value: JSON
    repeated: RepeatedKeys | None = None


def read_json(text: str | bytes) -> JSON:
    """Return the value of a JSON text; bytes are UTF-8, UTF-16 or UTF-32.

    Raises:
        NotJsonError: it is not JSON, or only Python accepts it: `NaN`, `Infinity`.
        JsonLimitError: it contains a number that is too large or too long, or it is nested beyond DEEPEST.
    """
    return read_document(text).value


def read_document(text: str | bytes) -> Document:
    """Return the document of a JSON text; bytes are UTF-8, UTF-16 or UTF-32.

    Raises:
        NotJsonError: it is not JSON.
        JsonLimitError: it is beyond a limit.
    """
    if isinstance(text, bytes):
        decoded, encoded = _decoded_text(text), text
    else:
        decoded = text.removeprefix("\ufeff")
        encoded = decoded.encode("utf-8", "surrogatepass")
    value, members = _parsed(decoded)
    if b"\0" in encoded:  # UTF-16 or UTF-32
        encoded = decoded.encode("utf-8", "surrogatepass")
    if may_be_deep(encoded, DEEPEST):
        _refuse_deep(value)
    may_repeat = may_have_repeated_keys(encoded, members)
    return Document(value, read_repeated_keys(decoded, read_fraction) if may_repeat else None)


def read_json_lines(text: str) -> Document:
    """Return a list of the documents of a text with one document per line; blank lines are skipped.

    Raises:
        JsonError: a line is not JSON, or beyond a limit; the message contains its number.
    """
    documents: list[Document] = []
    for number, line in enumerate(text.removeprefix("\ufeff").replace("\x1e", "").split("\n"), 1):
        if line.strip():
            try:
                documents.append(read_document(line))
            except JsonError as error:
                raise type(error)(f"document in line {number}: {error}") from error
    values: list[JSON] = [document.value for document in documents]
    return Document(values, repeated_in_list([document.repeated for document in documents], values))


def _parsed(text: str) -> tuple[JSON, int]:
    """Return the value of a text, and the number of members of all its objects."""
    members = 0

    def counted(made: dict[str, JSON]) -> dict[str, JSON]:
        nonlocal members
        members += len(made)
        return made

    try:
        value: JSON = json.JSONDecoder(
            object_hook=counted, parse_constant=_refuse_constant, parse_float=read_fraction
        ).decode(text)
    except json.JSONDecodeError as error:
        raise NotJsonError(syntax_problem(error)) from error
    except RecursionError:
        raise JsonLimitError(_TOO_DEEP) from None
    except NotJsonError:
        raise
    except ValueError:  # a number that only the other decoder can name
        _EXPLAINING_DECODER.decode(text)
        raise
    return value, members


def _decoded_text(data: bytes) -> str:
    encoding = "utf-8-sig" if data.startswith(BOM_UTF8) else json.detect_encoding(data)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if data.startswith(_ZIPPED):
            raise NotJsonError("it looks like gzip, but no Content-Encoding says so") from None
        name = error.encoding.removesuffix("-sig").upper()
        raise NotJsonError(f"byte {error.start + 1} (0x{data[error.start]:02x}) is not {name} text") from None


def _refuse_constant(word: str) -> NoReturn:
    raise NotJsonError(f"{word} is not a JSON number")


def _read_fraction(digits: str) -> float:
    try:
        return read_fraction(digits)
    except UnreadableNumberError as error:
        raise JsonLimitError(f"the number {excerpt(digits, 40)} {error}") from None


def _read_int(digits: str) -> int:
    try:
        return int(digits)
    except ValueError:
        raise JsonLimitError(f"the number {excerpt(digits, 40)} has too many digits ({len(digits):,})") from None


_EXPLAINING_DECODER = json.JSONDecoder(parse_constant=_refuse_constant, parse_float=_read_fraction, parse_int=_read_int)


def _refuse_deep(value: JSON) -> None:
    """Refuse a document that is nested too deeply."""
    level = [value]
    # Level by level: a call for each object would cost half as much as parsing it.
    for _ in range(DEEPEST):
        below: list[JSON] = []
        for container in level:
            if isinstance(container, dict):
                below += container.values()
            elif isinstance(container, list):
                below += container
        level = [child for child in below if type(child) is dict or type(child) is list]
        if not level:
            return
    raise JsonLimitError(_TOO_DEEP)
