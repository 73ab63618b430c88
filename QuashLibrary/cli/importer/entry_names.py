"""Names for the request of a curl command: connection, prefix of its variables, slug, description.

In: an address, a method and a path. Out: names that a tester would choose: `GET https://api.shop.example/v1/orders/17`
becomes `order-found` with the connection `shop` and the base URL `https://api.shop.example/v1`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from QuashLibrary.cli.importer.curl.shell_words import VARIABLE
from QuashLibrary.registry.forms.validation import RESERVED_INPUTS
from QuashLibrary.registry.forms.validation import slug_for as plain_words
from QuashLibrary.report.skeleton.leaves import snake
from QuashLibrary.report.skeleton.names import is_identifier, singular, unique, value_name, words_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from QuashLibrary.cli.importer.draft import Body

_PREFIX = re.compile(r"api|rest|v\d+(?:\.\d+)*", re.IGNORECASE)
_PLACE = re.compile(
    r"www|api|rest|app|backend|staging|stage|test|testing|dev|develop|qa|uat|int|prod|demo|sandbox|gateway|m|[a-z]{2}|v?\d+"
)
_ADDRESS = re.compile(r"[\d.]+|.*:.*|localhost|host\.docker\.internal")
_POSTMAN = re.compile(r"\{\{(\w[\w-]*)\}\}|\{(\w[\w-]*)\}|:(\w[\w-]*)")
_BACKEND = "backend"
_DONE = {"PUT": "changed", "PATCH": "changed", "DELETE": "deleted"}
_VERB_WORDS = (
    "login logout search validate verify confirm refresh check register authenticate upload import export sync"
)
_VERBS = frozenset(_VERB_WORDS.split())


def split_path(path: str) -> tuple[str, str]:
    """Split a path into the part of the base URL, such as `/api/v1`, and the rest."""
    segments = path.split("/")[1:]
    number = 0
    while number < len(segments) - 1 and _PREFIX.fullmatch(segments[number]):
        number += 1
    return "".join(f"/{segment}" for segment in segments[:number]), "/" + "/".join(segments[number:])


def connection_name(origin: str, taken: Collection[str]) -> str:
    """Return a name for a backend from its host: `shop` for `https://api.shop.example`."""
    host = (urlsplit(origin).hostname or "").lower()
    if _ADDRESS.fullmatch(host) or VARIABLE.search(origin):
        return unique(_BACKEND, taken)
    labels = host.split(".")
    # The last label is the top-level domain; words such as `staging` name the place, not the backend.
    named = [label for label in labels[:-1] if not _PLACE.fullmatch(label)] or labels[:1]
    word = next((part for part in named[0].split("-") if not _PLACE.fullmatch(part)), named[0])
    return unique(plain_words(word) or _BACKEND, taken)


def prefix_of(connection: str) -> str:
    """Return the prefix for the names of a connection's variables."""
    return snake(connection).upper() or _BACKEND.upper()


def variable_in(text: str) -> str:
    """Return the name of a variable in the style of Postman or of API documentation: `{{id}}`, `{id}` or `:id`."""
    match = _POSTMAN.fullmatch(text)
    return next(filter(None, match.groups()), "") if match else ""


def input_name(name: str, path: str) -> str:
    """Return a name for an input: ASCII, not starting with a digit, and not an argument of the keywords."""
    found = plain_words(snake(name)).replace("-", "_") or "input"
    if found in RESERVED_INPUTS:
        found = plain_words(value_name(path, found)).replace("-", "_")
    return f"input_{found}" if found[0].isdigit() or found in RESERVED_INPUTS else found


def slug_for(method: str, path: str, body: Body | None) -> str:
    """Return the slug: `orders-listed`, `order-found`, `order-created`."""
    words, done = _subject(method, path, body)
    return "-".join([*words, done])


def description_of(method: str, path: str, body: Body | None) -> str:
    """Return a sentence that describes the validation."""
    words, done = _subject(method, path, body)
    if len(words[-1]) == 1 or path == "/":
        return f"The backend answers {method} /{'' if path == '/' else '/'.join(words)}."
    verb = "are" if done == "listed" else "is"
    return f"The {' '.join(words).replace('-', ' ')} {verb} {done}."


def _subject(method: str, path: str, body: Body | None) -> tuple[list[str], str]:
    """Return the words of a path, and the participle that fits the method."""
    if body and body.kind == "graphql" and isinstance(body.value, dict):
        match = re.search(r"(?:query|mutation)\s+(\w+)|\{\s*(\w+)", str(body.value.get("query", "")))
        name = next(filter(None, match.groups()), "") if match else ""
        return [plain_words(snake(name)) or "query"], "answered"
    clean = "/".join(segment for segment in path.split("/") if not variable_in(segment))
    words = [plain_words(word) or "request" for word in words_of(clean)]
    last = path.rstrip("/").rpartition("/")[2]
    is_one = is_identifier(last) or bool(variable_in(last))
    is_plural = singular(words[-1]) != words[-1]
    heads, one = list(map(singular, words[:-1])), singular(words[-1])
    if method in ("GET", "HEAD"):
        return ([*heads, words[-1]], "listed") if is_plural and not is_one else ([*heads, one], "found")
    if method in _DONE and (method == "DELETE" or words[-1] not in _VERBS):
        return [*heads, one], _DONE[method]
    is_act = words[-1] in _VERBS or not is_plural
    return ([*heads, words[-1]], "accepted") if is_act else ([*heads, one], "created")
