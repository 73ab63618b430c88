"""What an answer must look like, which values to take from it, what to mask in it, and how long to wait for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from QuashLibrary.language.jsonpath.path import Path  # a registry from the cache has no need of its parser yet
    from QuashLibrary.language.operators.model import Conditions
    from QuashLibrary.language.templates import Template
    from QuashLibrary.problems import Position
    from QuashLibrary.registry.model.types import Text, Value


@dataclass(frozen=True, slots=True)
class Subject:
    """The part of an answer that an expectation is about.

    `name` is the name of the header or cookie, or the text of the JSONPath; `path` is its compiled form.
    If the path contains values that must be looked up first, `template` is its parsed text. `attribute`
    is an attribute of a cookie, in its usual spelling. `with_numbers` is the path with numbers in place of looked-up
    texts of digits, for a hint.
    """

    kind: Literal["status", "header", "cookie", "time", "body", "json", "schema", "path", "errors"]
    name: str = ""
    path: Path | None = None
    template: Template | None = None
    attribute: str = ""
    with_numbers: Path | None = None

    def __str__(self) -> str:
        """Return the part as a message names it: `status`, `header Location`, `$.state`."""
        if self.kind not in ("header", "cookie"):
            return self.name or self.kind
        return f"{self.kind} {self.name}[{self.attribute}]" if self.attribute else f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True)
class Expectation:
    """One condition of `expect`: conditions on the subject, or else an argument.

    The argument of `status` is a list of what is allowed; that of `json` is a document whose leaves may be
    Conditions; that of `schema` is a compiled Schema. If it `is_open`, it names values that must be looked
    up before it is evaluated. `operators` are those of its conditions and its document.
    """

    subject: Subject
    position: Position
    conditions: Conditions | None = None
    argument: Value = None
    is_open: bool = False
    operators: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Fetch:
    """A name for a value of the answer; values that the fetch itself names are looked up before it is used.

    One that a keyword asks for `by_path` has its path as its name, and may find several values.
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

    With `matches`, only what the regular expression finds there is masked.
    """

    subject: Subject | None = None
    matches: str = ""


@dataclass(frozen=True, slots=True)
class Timing:
    """How long, how often and until when a validation is repeated: `eventually`, or else `always`.

    If `within` is 0, it is asked once. `holds_for` is how long it must then stay true; with `always`, it
    must be true from the first attempt on.
    """

    within: float = 0.0
    attempts: int | None = None
    every: float | None = None
    backoff: float = 1.0
    max_every: float | None = None
    give_up_if: tuple[Expectation, ...] = ()
    holds_for: float = 0.0
    always: bool = False
