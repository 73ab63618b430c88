"""docs/troubleshooting.md quotes messages as the package writes them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest

from utest.docs.pages import DOCS, ROOT

PAGE = (DOCS / "troubleshooting.md").read_text(encoding="utf-8")
AT_LEAST = 40
GROUPS = [
    "Setting up",
    "Registry problems",
    "Credentials and connections",
    "Waiting",
    "Inputs and values",
    "Log and report",
    "App traffic",
    "Proof",
    "Editors",
]
MESSAGES = re.findall(r"^\| `([^`]+)` \|", PAGE.partition("## Setting up")[2].partition("## Editors")[0], re.MULTILINE)
_VARIES = "…"
_FIELD = re.compile(r"\{+\w*(?::\w+)?\}+")
"""What `str.format` fills in."""
_BRACED = re.compile(rf"[$%]?\{{*{_VARIES}\}}*")
"""A variable of Robot or of the environment, too: its name varies."""


def _literals(tree: ast.AST) -> Iterator[str]:
    """Yield the texts of a module; what varies in them is `…`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(part.value if isinstance(part, ast.Constant) else _VARIES for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield _FIELD.sub(_VARIES, node.value)


@cache
def package_texts() -> str:
    """Return all texts of the package, one a line."""
    trees = (ast.parse(file.read_text(encoding="utf-8")) for file in sorted((ROOT / "QuashLibrary").rglob("*.py")))
    texts = (" ".join(text.split()) for tree in trees for text in _literals(tree))
    return "\n".join(_BRACED.sub(_VARIES, text) for text in texts)


def fixed_parts(message: str) -> list[str]:
    """Return the parts of a message that do not vary.

    What follows a semicolon is advice, which the code often adds from another text.
    """
    parts = (" ".join(part.split()).strip(' "') for part in re.split(rf"{_BRACED.pattern}|; |$", message))
    return [part for part in parts if any(map(str.isalpha, part))]


def test_there_are_enough_messages() -> None:
    """The page explains the messages that users get most often, in its groups."""
    assert len(MESSAGES) >= AT_LEAST
    assert [name for name in re.findall(r"^## (.*)$", PAGE, re.MULTILINE) if name in GROUPS] == GROUPS


def test_no_message_is_explained_twice() -> None:
    """Each message has one row."""
    assert len(set(MESSAGES)) == len(MESSAGES)


@pytest.mark.parametrize("message", MESSAGES)
def test_the_package_writes_the_message(message: str) -> None:
    """Each fixed part of a quoted message is in a text of the package."""
    parts = fixed_parts(message)
    assert parts
    assert [part for part in parts if part not in package_texts()] == []
