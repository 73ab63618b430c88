"""What an answer must look like, which values are taken from it, what is masked in it, and how long to wait for it."""

from dataclasses import dataclass
from typing import Literal

from QuashLibrary.language.jsonpath import Path
from QuashLibrary.language.operators.model import Conditions
from QuashLibrary.language.templates import Template
from QuashLibrary.problems import Position
from QuashLibrary.registry.model.types import Text, Value


@dataclass(frozen=True, slots=True)
class Subject:
    """What an expectation speaks of: a part of the response.

    `name` is the header's or cookie's name or the JSONPath's text; `path` its compiled form;
    where that has values to be looked up first, `template` is its parsed text. `attribute` is one of a
    cookie, in its usual spelling.
    """

    kind: Literal["status", "header", "cookie", "time", "body", "json", "schema", "path", "errors"]
    name: str = ""
    path: Path | None = None
    template: Template | None = None
    attribute: str = ""

    def __str__(self) -> str:
        """Return the part as a message names it: `status`, `header Location`, `$.state`."""
        if self.kind not in ("header", "cookie"):
            return self.name or self.kind
        return f"{self.kind} {self.name}[{self.attribute}]" if self.attribute else f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True)
class Expectation:
    """One condition of `expect`: conditions on the subject, or else an argument.

    The argument of `status` is the list of what is allowed; that of `json` a document whose leaves may
    be Conditions; that of `schema` a compiled Schema. One that `is_open` names values that have to be
    looked up before it is evaluated.
    """

    subject: Subject
    position: Position
    conditions: Conditions | None = None
    argument: Value = None
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Fetch:
    """A name for a value of the response; values that it names itself are looked up before it is used."""

    name: str
    subject: Subject
    matches: Text = ""
    secret: bool = False
    many: bool = False
    default: Value = None
    has_default: bool = False
    position: Position | None = None


@dataclass(frozen=True, slots=True)
class Redaction:
    """What is masked of every response: a part of it, all of it where there is no subject.

    With `matches` it is only what the regular expression finds there.
    """

    subject: "Subject | None" = None
    matches: str = ""


@dataclass(frozen=True, slots=True)
class Timing:
    """How long, how often and until when a validation is asked again: `eventually`, or else `always`."""

    within: float
    attempts: int | None = None
    every: float | None = None
    backoff: float = 1.0
    max_every: float | None = None
    give_up_if: tuple[Expectation, ...] = ()
    holds_for: float = 0.0
    always: bool = False
