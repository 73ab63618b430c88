"""Expectations for an answer, the values to take from it, what to mask in it, and how long to wait for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from QuashLibrary.language.jsonpath.path import Path  # a registry from the cache does not need its parser yet
    from QuashLibrary.language.operators.model import Conditions
    from QuashLibrary.language.templates import Template
    from QuashLibrary.problems import Position
    from QuashLibrary.registry.model.types import Text, Value


@dataclass(frozen=True, slots=True)
class Subject:
    """The part of an answer that an expectation is about.

    `name` is the name of the header or cookie, or the text of the JSONPath; `path` is its compiled form. If the path
    contains values that must be looked up first, `template` is its parsed text. `attribute` is an attribute of a
    cookie, in its usual spelling. `with_numbers`, used for a hint, is the path with numbers in place of looked-up texts
    of digits.
    """

    kind: Literal["status", "header", "cookie", "time", "body", "json", "schema", "path", "errors"]
    name: str = ""
    path: Path | None = None
    template: Template | None = None
    attribute: str = ""
    with_numbers: Path | None = None

    def __str__(self) -> str:
        """Return the part's name in messages: `status`, `header Location`, `$.state`."""
        if self.kind not in ("header", "cookie"):
            return self.name or self.kind
        return f"{self.kind} {self.name}[{self.attribute}]" if self.attribute else f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True)
class Expectation:
    """One entry of `expect`: conditions on the subject, or else an argument.

    The argument of `status` is a list of the allowed statuses. The argument of `json` is a document whose leaves may be
    Conditions, and the argument of `schema` is a compiled Schema. If it `is_open`, it names values that must be looked
    up before it is evaluated. `operators` are the operators in its conditions or its document.
    """

    subject: Subject
    position: Position
    conditions: Conditions | None = None
    argument: Value = None
    is_open: bool = False
    operators: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Fetch:
    """A named value of the answer; values that the fetch itself names are looked up before it is used.

    A fetch that a keyword requests `by_path` has its path as its name, and may find several values.
    """

    name: str
    subject: Subject
    matches: Text = ""
    secret: bool = False
    many: bool = False
    default: Value = None
    has_default: bool = False
    position: Position | None = None
    by_path: bool = False


@dataclass(frozen=True, slots=True)
class Redaction:
    """What to mask in every answer: one part of it, or all of it if there is no subject.

    With `matches`, only the matches of the regular expression in that part are masked.
    """

    subject: Subject | None = None
    matches: str = ""


@dataclass(frozen=True, slots=True)
class Timing:
    """How long, how often and until when a validation is repeated: `eventually`, or else `always`.

    If `within` is 0, it runs once. `holds_for` is how long the expectations must then continue to hold; with `always`,
    they must hold from the first attempt on.
    """

    within: float = 0.0
    attempts: int | None = None
    every: float | None = None
    backoff: float = 1.0
    max_every: float | None = None
    give_up_if: tuple[Expectation, ...] = ()
    holds_for: float = 0.0
    always: bool = False
