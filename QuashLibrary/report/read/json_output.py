"""Read Robot's output.json as the same elements as output.xml.

The file is loaded as a whole, because Python cannot stream JSON.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement

from QuashLibrary.errors import UnusableOutputError
from QuashLibrary.language.printable import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_TEXT_PARTS = {"args": "arg", "tags": "tag"}
_ATTRIBUTES = {"id": "id", "name": "name", "owner": "owner", "source": "source", "lineno": "line", "type": "type"}
_FIXTURES = {"setup": "SETUP", "teardown": "TEARDOWN"}


def is_json(beginning: bytes) -> bool:
    """Return whether a file begins like JSON."""
    return beginning.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"


def read_json(path: Path, content: bytes) -> Element:
    """Return the content of an output.json as an element.

    Raises:
        UnusableOutputError: the file is not an output of Robot Framework.
    """
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise UnusableOutputError(f"{path} is not an output.json of Robot Framework: {error}") from None
    if not isinstance(data.get("suite"), dict):
        raise UnusableOutputError(f'{path} is not an output.json of Robot Framework: it has no "suite"')
    root = Element("robot", {"generator": str(data.get("generator", "")), "generated": str(data.get("generated", ""))})
    try:
        _add_suite(root, data["suite"])
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise UnusableOutputError(f"{path} is not an output.json of Robot Framework: {error}") from None
    return root


def _add_suite(around: Element, data: Mapping[str, Any]) -> None:
    suite = _add_element(around, "suite", data)
    _add_fixture(suite, data, "setup")
    for child in data.get("suites", ()):
        _add_suite(suite, child)
    for child in data.get("tests", ()):
        _add_with_body(suite, "test", child)
    _add_fixture(suite, data, "teardown")
    _add_end(suite, data)


def _add_with_body(around: Element, tag: str, data: Mapping[str, Any]) -> None:
    element = _add_element(around, tag, data)
    _add_fixture(element, data, "setup")
    for step in data.get("body", ()):
        _add_step(element, step)
    _add_fixture(element, data, "teardown")
    _add_end(element, data)


def _add_fixture(around: Element, data: Mapping[str, Any], name: str) -> None:
    if data.get(name):
        _add_with_body(around, "kw", {**data[name], "type": _FIXTURES[name]})


def _add_step(around: Element, data: Mapping[str, Any]) -> None:
    kind = data.get("type", "KEYWORD")
    if kind == "MESSAGE":
        _add_message(around, data)
    else:
        _add_with_body(around, "kw" if kind == "KEYWORD" else str(kind).lower(), data)


def _add_message(around: Element, data: Mapping[str, Any]) -> None:
    attributes = {
        "level": str(data.get("level", "INFO")),
        "time": str(data.get("timestamp", "")),
        "html": str(data.get("html", False)).lower(),
    }
    SubElement(around, "msg", attributes).text = safe(str(data.get("message", "")))


def _add_element(around: Element, tag: str, data: Mapping[str, Any]) -> Element:
    return SubElement(around, tag, {name: safe(str(data[key])) for key, name in _ATTRIBUTES.items() if key in data})


def _add_end(element: Element, data: Mapping[str, Any]) -> None:
    for key, name in _TEXT_PARTS.items():
        _add_texts(element, name, data.get(key, ()))
    _add_texts(element, "doc", (data.get("doc", ""),))
    status = {
        "status": str(data.get("status", "NOT RUN")),
        "start": str(data.get("start_time", "")),
        "elapsed": str(data.get("elapsed_time", 0)),
    }
    SubElement(element, "status", status).text = safe(str(data.get("message", "")))


def _add_texts(element: Element, tag: str, texts: Iterable[object]) -> None:
    for text in texts:
        SubElement(element, tag).text = safe(str(text))
