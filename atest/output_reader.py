"""Read Robot Framework's output.xml into plain data.

In: the file. Out: frozen dataclasses with its content, in its order and with true times. It is read as XML instead of
by robot.api because Jenkins, pabot and rebot see only output.xml.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

_STEPS = frozenset(
    ["kw", "for", "iter", "if", "branch", "while", "try", "group", "variable", "return", "break", "continue", "error"]
)
"""The elements that the body of a suite, test or step may contain."""


@dataclass(frozen=True, slots=True)
class Message:
    """A log message."""

    level: str
    text: str
    html: bool
    time: datetime


@dataclass(frozen=True, slots=True)
class Timed:
    """What every step, test and suite has: its status and its times."""

    status: str
    message: str
    start: datetime
    elapsed: timedelta

    @property
    def end(self) -> datetime:
        """When it ended."""
        return self.start + self.elapsed


@dataclass(frozen=True, slots=True)
class Step(Timed):
    """A keyword or control structure; `kind` is its element, `type` is SETUP, TEARDOWN or empty."""

    kind: str
    name: str
    owner: str
    type: str
    arguments: tuple[str, ...]
    tags: tuple[str, ...]
    steps: tuple[Step, ...]
    messages: tuple[Message, ...]

    def walk(self) -> Iterator[Step]:
        """Yield this step and every step below it, in order."""
        yield self
        for step in self.steps:
            yield from step.walk()


@dataclass(frozen=True, slots=True)
class Test(Timed):
    """A test case."""

    __test__ = False  # Robot's, not pytest's

    name: str
    documentation: str
    tags: tuple[str, ...]
    steps: tuple[Step, ...]

    @property
    def first_line(self) -> str:
        """The first line of the test's message."""
        return self.message.partition("\n")[0]

    def walk(self) -> Iterator[Step]:
        """Yield all steps, in order."""
        for step in self.steps:
            yield from step.walk()

    def step(self, name: str) -> Step:
        """Return the only step with this name."""
        [found] = [step for step in self.walk() if step.name == name]
        return found

    def messages(self) -> list[Message]:
        """Return the messages of all steps."""
        return [message for step in self.walk() for message in step.messages]


@dataclass(frozen=True, slots=True)
class Suite(Timed):
    """A suite with its tests and child suites; `steps` are its setup and teardown."""

    name: str
    source: str
    suites: tuple[Suite, ...]
    tests: tuple[Test, ...]
    steps: tuple[Step, ...]

    def all_tests(self) -> Iterator[Test]:
        """Yield the tests of this suite and of every suite below it."""
        yield from self.tests
        for suite in self.suites:
            yield from suite.all_tests()

    def test(self, name: str) -> Test:
        """Return the only test with this name."""
        [found] = [test for test in self.all_tests() if test.name == name]
        return found


@dataclass(frozen=True, slots=True)
class Output:
    """A whole output.xml; `errors` are Robot's "Test Execution Errors"."""

    suite: Suite
    errors: tuple[Message, ...]


def read_output(path: Path) -> Output:
    """Read the file."""
    root = ElementTree.parse(path).getroot()  # noqa: S314 - written by our own robot process
    return Output(_suite(_child(root, "suite")), tuple(_message(item) for item in root.findall("errors/msg")))


def _suite(element: Element) -> Suite:
    return Suite(
        *_timed(element),
        name=element.get("name", ""),
        source=element.get("source", ""),
        suites=tuple(map(_suite, element.findall("suite"))),
        tests=tuple(map(_test, element.findall("test"))),
        steps=_steps(element),
    )


def _test(element: Element) -> Test:
    return Test(
        *_timed(element),
        name=element.get("name", ""),
        documentation=element.findtext("doc", ""),
        tags=_texts(element, "tag"),
        steps=_steps(element),
    )


def _step(element: Element) -> Step:
    return Step(
        *_timed(element),
        kind=element.tag,
        name=element.get("name", ""),
        owner=element.get("owner", ""),
        type=element.get("type", ""),
        arguments=_texts(element, "arg"),
        tags=_texts(element, "tag"),
        steps=_steps(element),
        messages=tuple(map(_message, element.findall("msg"))),
    )


def _steps(element: Element) -> tuple[Step, ...]:
    return tuple(_step(child) for child in element if child.tag in _STEPS)


def _timed(element: Element) -> tuple[str, str, datetime, timedelta]:
    status = _child(element, "status")
    elapsed = timedelta(seconds=float(status.get("elapsed", "0")))
    return status.get("status", ""), status.text or "", datetime.fromisoformat(status.get("start", "")), elapsed


def _message(element: Element) -> Message:
    return Message(
        level=element.get("level", ""),
        text=element.text or "",
        html=element.get("html") == "true",
        time=datetime.fromisoformat(element.get("time", "")),
    )


def _texts(element: Element, tag: str) -> tuple[str, ...]:
    return tuple(child.text or "" for child in element.findall(tag))


def _child(element: Element, tag: str) -> Element:
    found = element.find(tag)
    if found is None:
        raise AssertionError(f"<{element.tag}> has no <{tag}>")
    return found
