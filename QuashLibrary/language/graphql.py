"""Find out whether a GraphQL document only reads, and which operation it runs."""

import re

_OPAQUE = re.compile(r'"""(?:\\"""|.)*?"""|"(?:\\.|[^"\\\r\n])*"|#[^\r\n]*', re.DOTALL)
_WORD_OR_BRACE = re.compile(r"[{}()]|\w+")
_OPERATIONS = ("query", "mutation", "subscription")


def only_asks(document: str) -> bool:
    """Return whether a GraphQL document contains only queries and fragments; False if its braces do not balance."""
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


def first_operation(document: str) -> str:
    """Return the name of the first operation; empty if it has no name."""
    depth = 0
    kind = before = ""
    for part in _WORD_OR_BRACE.findall(_OPAQUE.sub(" ", document)):
        if part in "{}()":
            depth += 1 if part in "{(" else -1
            kind = ""
        elif depth == 0 and kind:
            return str(part)
        elif depth == 0:
            # The name of a fragment may be the word for a kind of operation.
            kind = part if part in _OPERATIONS and before != "fragment" else ""
        before = part
    return ""
