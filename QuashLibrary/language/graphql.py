"""Read of a GraphQL document whether it only asks, and of a request which operation it runs."""

import re

from QuashLibrary.errors import JsonError
from QuashLibrary.language.json_text.reader import read_json

_OPAQUE = re.compile(r'"""(?:\\"""|.)*?"""|"(?:\\.|[^"\\\r\n])*"|#[^\r\n]*', re.DOTALL)
_WORD_OR_BRACE = re.compile(r"[{}()]|\w+")
_OPERATION = re.compile(r"\b(?:query|mutation|subscription)\s+(\w+)")


def only_asks(document: str) -> bool:
    """Return whether a GraphQL document has only queries and fragments; not if its braces do not balance."""
    depth = 0
    for part in _WORD_OR_BRACE.findall(_OPAQUE.sub(" ", document)):
        if part in "{(":
            depth += 1
        elif part in "})":
            depth -= 1
        elif depth == 0 and part in ("mutation", "subscription"):
            return False
        if depth < 0:
            return False
    return depth == 0


def document_in(body: bytes) -> tuple[str, str]:
    """Return the GraphQL document that a request body has, and the name of its operation; empty if it has none."""
    if b'"query"' not in body:
        return "", ""
    try:
        read = read_json(body.decode("utf-8", "replace"))
    except JsonError:
        return "", ""
    document = read.get("query") if isinstance(read, dict) else None
    if not isinstance(document, str) or "{" not in document:
        return "", ""
    named = read.get("operationName") if isinstance(read, dict) else None
    found = _OPERATION.search(_OPAQUE.sub(" ", document))
    return document, named if isinstance(named, str) else found[1] if found else ""
