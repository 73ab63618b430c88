"""Read Robot's output.xml or output.json as a stream of elements that start and end.

In: a file. Out: events in the form of output.xml, also for output.json. Nothing is kept of an element that has ended,
so a run of any length needs little memory. (output.json is loaded as a whole: Python cannot stream JSON.)
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, ParseError, iterparse

from QuashLibrary.errors import TruncatedOutputError, UnusableOutputError
from QuashLibrary.language.printable import safe

_TEXT_PARTS = {"args": "arg", "tags": "tag"}
_ATTRIBUTES = {"id": "id", "name": "name", "owner": "owner", "source": "source", "lineno": "line", "type": "type"}
_FIXTURES = {"setup": "SETUP", "teardown": "TEARDOWN"}


class Event(NamedTuple):
    """An element of output.xml that starts or ends; its text is known when it ends."""

    ends: bool
    tag: str
    attributes: Mapping[str, str]
    text: str = ""


def read_events(path: Path) -> Iterator[Event]:
    """Give the elements of an output in their order.

    Raises:
        UnusableOutputError: the file is not an output of Robot Framework, or cannot be read.
        TruncatedOutputError: the file ends too early; raised after everything that it contains.
    """
    try:
        with path.open("rb") as file:
            beginning = file.read(1024).lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
        if not beginning:
            raise UnusableOutputError(f"{path} is empty: was the run killed before Robot had written anything?")
        yield from _read_json(path) if beginning == b"{" else _read_xml(path)
    except OSError as error:
        raise UnusableOutputError(f"{path} cannot be read: {error.strerror or error}") from None


def _read_xml(path: Path) -> Iterator[Event]:
    open_elements: list[Element] = []
    try:
        for event, element in iterparse(path, ("start", "end")):  # noqa: S314 - expat bounds what entities expand to
            if event == "start":
                if not open_elements and element.tag != "robot":
                    raise UnusableOutputError(f"{path} is not an output.xml of Robot Framework: it has <{element.tag}>")
                open_elements.append(element)
                yield Event(False, element.tag, element.attrib)
                continue
            yield Event(True, element.tag, element.attrib, element.text or "")
            open_elements.pop()
            if open_elements:
                open_elements[-1].remove(element)
    except LookupError as error:
        raise UnusableOutputError(f"{path} is not an output.xml of Robot Framework: {error}") from None
    except ParseError as error:
        if not open_elements:
            raise UnusableOutputError(f"{path} is not an output.xml of Robot Framework: {error}") from None
        raise TruncatedOutputError(f"{path.name} ends in its midst: {error}") from None


def _read_json(path: Path) -> Iterator[Event]:
    try:
        data = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise UnusableOutputError(f"{path} is not an output.json of Robot Framework: {error}") from None
    if not isinstance(data.get("suite"), dict):
        raise UnusableOutputError(f'{path} is not an output.json of Robot Framework: it has no "suite"')
    attributes = {"generator": str(data.get("generator", "")), "generated": str(data.get("generated", ""))}
    try:
        yield Event(False, "robot", attributes)
        yield from _suite_events(data["suite"])
        yield Event(True, "robot", attributes)
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise UnusableOutputError(f"{path} is not an output.json of Robot Framework: {error}") from None


def _suite_events(data: Mapping[str, Any]) -> Iterator[Event]:
    children = (*map(_suite_events, data.get("suites", ())), *map(_test_events, data.get("tests", ())))
    setup, teardown = _fixture_events(data, "setup"), _fixture_events(data, "teardown")
    yield from _element_events("suite", data, (*setup, *children, *teardown))


def _test_events(data: Mapping[str, Any]) -> Iterator[Event]:
    return _element_events("test", data, _body_events(data))


def _body_events(data: Mapping[str, Any]) -> Iterator[Iterator[Event]]:
    yield from _fixture_events(data, "setup")
    yield from map(_step_events, data.get("body", ()))
    yield from _fixture_events(data, "teardown")


def _fixture_events(data: Mapping[str, Any], name: str) -> Iterator[Iterator[Event]]:
    if data.get(name):
        yield _element_events("kw", {**data[name], "type": _FIXTURES[name]}, _body_events(data[name]))


def _step_events(data: Mapping[str, Any]) -> Iterator[Event]:
    kind = data.get("type", "KEYWORD")
    if kind == "MESSAGE":
        return _message_events(data)
    return _element_events("kw" if kind == "KEYWORD" else str(kind).lower(), data, _body_events(data))


def _message_events(data: Mapping[str, Any]) -> Iterator[Event]:
    attributes = {
        "level": str(data.get("level", "INFO")),
        "time": str(data.get("timestamp", "")),
        "html": str(data.get("html", False)).lower(),
    }
    yield Event(False, "msg", attributes)
    yield Event(True, "msg", attributes, safe(str(data.get("message", ""))))


def _element_events(tag: str, data: Mapping[str, Any], parts: Iterable[Iterator[Event]]) -> Iterator[Event]:
    attributes = {name: safe(str(data[key])) for key, name in _ATTRIBUTES.items() if key in data}
    yield Event(False, tag, attributes)
    for part in parts:
        yield from part
    for key, name in _TEXT_PARTS.items():
        yield from (Event(True, name, {}, safe(str(text))) for text in data.get(key, ()))
    yield Event(True, "doc", {}, safe(str(data.get("doc", ""))))
    status = {
        "status": str(data.get("status", "NOT RUN")),
        "start": str(data.get("start_time", "")),
        "elapsed": str(data.get("elapsed_time", 0)),
    }
    yield Event(True, "status", status, safe(str(data.get("message", ""))))
    yield Event(True, tag, attributes)
