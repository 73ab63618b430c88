"""Build the body of a request: JSON, a form, a multipart form with files, a text, a file, a GraphQL query.

In: a Body and a Scope. Out: bytes with their media type, and the parts that `curl` needs to send the same body. Bodies
are not streamed, because a request is shown, and is sent again for each attempt or after a token is renewed.
"""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from QuashLibrary.engine.plan.values import as_text, render, render_text
from QuashLibrary.engine.sources.http.messages import Part
from QuashLibrary.errors import UnusableValueError
from QuashLibrary.language.json_text.writer import write_json
from QuashLibrary.registry.compile.files import file_problem, read_file
from QuashLibrary.registry.model import File

if TYPE_CHECKING:
    from collections.abc import Iterable

    from QuashLibrary.engine.plan.values import Scope
    from QuashLibrary.registry.model import Body

_JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
"""The media type of a form."""

_UNKNOWN = "application/octet-stream"
_ESCAPES = str.maketrans({'"': "%22", "\r": "%0D", "\n": "%0A"})
"""How browsers write these in names (HTML, multipart/form-data encoding algorithm)."""


@dataclass(frozen=True, slots=True)
class Content:
    """A body and its media type, with its `parts` if it is multipart, and the path of the `file` if it is a file."""

    type: str
    data: bytes
    parts: tuple[Part, ...] = ()
    file: str = ""


def make_content(body: Body, scope: Scope) -> Content:
    """Return a body with every value looked up.

    Raises:
        UnusableValueError: a name is not set, or a file cannot be read.
    """
    if isinstance(body.value, File):
        path, data = _read_file(body.value, scope)
        return Content(_type_of(body.value, path), data, file=str(path))
    if isinstance(body.value, tuple):
        return _multipart_content([_parts_of_field(name, value, scope) for name, value in body.value])
    value = render(body.value, scope)
    if body.kind in ("json", "graphql"):
        return Content(_JSON, _as_json(value).encode("utf-8", "surrogatepass"))
    if body.kind == "form" and isinstance(value, dict):
        pairs = [(name, as_text(item)) for name, items in value.items() for item in listed(items)]
        return Content(FORM, urlencode(pairs, errors="surrogatepass").encode("ascii"))
    return Content("text/plain; charset=utf-8", as_text(value).encode("utf-8", "surrogatepass"))


def _as_json(value: object) -> str:
    try:
        return write_json(value, allow_nan=False)
    except ValueError as error:
        raise UnusableValueError("the body contains a number that JSON does not have: NaN or infinity") from error


def listed(value: object) -> list[object]:
    """Return a value as a list; each item is sent separately under the same name."""
    return value if isinstance(value, list) else [value]


def _parts_of_field(name: str, value: object, scope: Scope) -> list[Part]:
    if isinstance(value, File):
        path, data = _read_file(value, scope)
        return [Part(name, data, path.name, _type_of(value, path), str(path))]
    return [Part(name, as_text(item).encode("utf-8", "surrogatepass")) for item in listed(render(value, scope))]


def _read_file(file: File, scope: Scope) -> tuple[Path, bytes]:
    name, folder = render_text(file.name, scope), Path(file.folder)
    if wrong := file_problem(name, folder):
        raise UnusableValueError(f"{wrong[0]}; {wrong[1]}")
    path = folder / name
    try:
        return path, read_file(path)
    except OSError as error:
        raise UnusableValueError(f'the file "{name}" cannot be read: {error.strerror}') from error


def _type_of(file: File, path: Path) -> str:
    return file.type or mimetypes.guess_type(path.name)[0] or _UNKNOWN


def _multipart_content(fields: Iterable[list[Part]]) -> Content:
    parts = tuple(part for field in fields for part in field)
    blocks = [_part_head(part) + part.data + b"\r\n" for part in parts]
    # The content must not contain the boundary; no content contains its own digest.
    boundary = f"quash-{sha256(b''.join(blocks)).hexdigest()[:40]}"
    line = f"--{boundary}".encode("ascii")
    data = b"".join(line + b"\r\n" + block for block in blocks) + line + b"--\r\n"
    return Content(f"multipart/form-data; boundary={boundary}", data, parts)


def _part_head(part: Part) -> bytes:
    head = f'Content-Disposition: form-data; name="{part.name.translate(_ESCAPES)}"'
    if part.path:
        head += f'; filename="{part.filename.translate(_ESCAPES)}"\r\nContent-Type: {part.type}'
    return f"{head}\r\n\r\n".encode("utf-8", "surrogatepass")
