"""The part of a validation's form that all sources share: inputs, expectations, waits and fetched values."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from QuashLibrary.registry.forms.expectations import EXPECTATIONS, GIVE_UP_CONDITIONS, is_expected
from QuashLibrary.registry.forms.form import Fault, Form, ListOf, MappingOf, Names, Value, field, wrong_type
from QuashLibrary.registry.forms.merging import merge_items
from QuashLibrary.registry.forms.redaction import redactions
from QuashLibrary.registry.forms.rules import at_most_one, requires
from QuashLibrary.registry.forms.values import (
    ANY,
    DURATION,
    ERROR_POLICY,
    FAILURE_POLICY,
    FLAG,
    NUMBER,
    TEXT,
    WHOLE_NUMBER,
    choice,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from QuashLibrary.registry.forms.redaction import RedactionForm
    from QuashLibrary.registry.model import OnError, OnFailure

RESERVED_INPUTS = frozenset((
    "slug", "more", "variable", "name", "value", "scope", "within", "on_failure", "on_error", "locator", "as", "matches"
))  # fmt: skip
"""The keywords' own arguments: a step could not pass an input with one of these names."""

RETRY_ERRORS = ("refused", "reset", "timeout", "429", "502", "503", "504")
_INPUT_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DEFAULT_POLICY = "Default: the connection's policy, else fail."


def _input_name_fault(name: str) -> Fault | None:
    if name in RESERVED_INPUTS:
        message = f'the input name "{name}" is reserved for an argument of the keywords'
        reserved = f"reserved: {', '.join(sorted(RESERVED_INPUTS))}"
        return Fault(message, f'choose another, such as "the_{name}" ({reserved})')
    if _INPUT_NAME.fullmatch(name):
        return None
    like = re.sub(r"\W+", "_", name, flags=re.ASCII).strip("_").lower()
    advice = f'write "{like}"' if _INPUT_NAME.fullmatch(like) else "write for example order_id"
    return Fault(
        f'the input name "{name}" should contain only letters, digits and _, and not start with a digit', advice
    )


_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "đ": "d", "ð": "d", "ł": "l", "þ": "th"})
"""Letters that are not a plain letter with a diacritic."""


def slug_for(name: str) -> str:
    """Return the slug that a name means, in plain lower case; empty if the name has no such letters or digits."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def _slug_fault(name: str) -> Fault | None:
    if _SLUG.fullmatch(name):
        return None
    slug = slug_for(name)
    if name.startswith("@"):
        return Fault(f'"{name}" needs its @ only where it is used', f'write "{slug}:" here')
    advice = f'write "{slug}"' if slug else "write for example order-created"
    return Fault(f'the slug "{name}" should contain only a-z, 0-9 and single dashes in between', advice)


def _read_retry_error(value: Any) -> object:
    return _RETRY_ERROR.read(str(value) if isinstance(value, int) and not isinstance(value, bool) else value)


INPUT_NAMES = Names(
    _input_name_fault, {"pattern": f"^{_INPUT_NAME.pattern}$", "not": {"enum": sorted(RESERVED_INPUTS)}}
)
SLUG_NAMES = Names(_slug_fault, {"pattern": f"^{_SLUG.pattern}$"})
SLUGS = ListOf(TEXT, alone=(str,))
_RETRIABLE = (*RETRY_ERRORS, "unreadable")
_RETRY_ERROR = choice(*_RETRIABLE)
_SPELLINGS = [spelling for name in _RETRIABLE for spelling in ([name, int(name)] if name.isdecimal() else [name])]
_RETRY_ERRORS = ListOf(Value(_read_retry_error, {"enum": _SPELLINGS}, "retryError"), alone=(str, int))


class InputForm(Form):
    """A parameter of a validation; the short form is its description.

    Without a default, it is looked up or must be given.
    """

    short = Value(lambda value: value, {"type": ["string", "null"]})

    description: str = field(TEXT, default="")
    default: Any = field(ANY, can_be_null=True)
    secret: bool = field(FLAG, default=False)
    type: str | None = field(
        choice("string", "number", "integer", "boolean"), "The type that a text from Robot is converted to."
    )
    lease: Sequence[Any] = field(
        ListOf(ANY, can_be_empty=False), "Values to share: each test reserves one that no other pabot process uses."
    )

    @classmethod
    def long_form(cls, value: object) -> Mapping[str, object] | Fault:
        """Return the mapping for a description, which may be empty."""
        if value is None or isinstance(value, str):
            return {"description": value or ""}
        return wrong_type("keys with values", value)


class _TimeForm(Form):
    """A period during which attempts are made."""

    short = DURATION

    within: float = field(DURATION, "", "within: 10s", default=0.0, required="always")

    @classmethod
    def long_form(cls, value: object) -> Mapping[str, object] | Fault:
        """Return the mapping for a duration."""
        return {"within": value}


class EventuallyForm(_TimeForm):
    """Repeat until all expectations are met; the short form is the duration `within`."""

    rules = tuple(
        requires(key, "every", f'has "{key}", which needs "every"', "write for example  every: 200ms")
        for key in ("backoff", "max_every")
    )

    attempts: int | None = field(WHOLE_NUMBER)
    every: float | None = field(DURATION)
    backoff: float = field(NUMBER, "Multiplies `every` after each attempt.", default=1.0)
    max_every: float | None = field(DURATION)
    holds_for: float | None = field(DURATION, "How long all expectations must stay met.")
    give_up_if: Mapping[str, Any] = field(
        GIVE_UP_CONDITIONS,
        "Stops the wait immediately when all of these expectations are met.",
        "give_up_if: {$.state: rejected}",
        default={},
    )


class AlwaysForm(_TimeForm):
    """All expectations must be met in every attempt during a period; the short form is the duration `within`."""

    every: float | None = field(DURATION)


class FetchForm(Form):
    """A named value of the answer; the short form is `from`."""

    short = TEXT

    from_: str = field(
        TEXT,
        "A JSONPath, header NAME, cookie NAME, cookie NAME[ATTRIBUTE], body or status.",
        "from: $.code",
        default="$",
        required="always",
    )
    matches: str = field(
        TEXT,
        "A regular expression. The value is its only group, its named groups as an object, or else the whole match.",
        default="",
    )
    secret: bool = field(FLAG, default=False)
    many: bool = field(FLAG, "All values found, as a list.", default=False)
    default: Any = field(ANY, can_be_null=True)

    @classmethod
    def long_form(cls, value: object) -> Mapping[str, object] | Fault:
        """Return the mapping for the text of `from`."""
        return {"from": value} if isinstance(value, str) else wrong_type("keys with values", value)


class ValidationForm(Form):
    """One question to a backend, and what is expected of the answer."""

    rules = (at_most_one(("eventually", "always")),)

    extends: str | None = field(
        TEXT,
        "The slug of the validation that supplies everything not set here. The keys of inputs, request, expect and "
        "fetch are inherited one by one.",
    )
    description: str = field(TEXT, "A description of the validation for the log.", default="")
    needs: Sequence[str] = field(SLUGS, "Slugs of validations that run first; their fetched values can be used here.")
    connection: str | None = field(
        TEXT, "The name of the connection; optional if the registry has only one.", "connection: shop"
    )
    inputs: Mapping[str, InputForm] = field(
        MappingOf(InputForm, INPUT_NAMES), "", "inputs: {order_id: Number shown on the screen.}", merge=merge_items
    )
    expect: Mapping[str, Any] = field(
        EXPECTATIONS,
        "What is expected of the answer; all expectations must be met.",
        "expect: {status: 200}",
        default={},
        merge=merge_items,
        takes=is_expected,
    )
    eventually: EventuallyForm | None = field(EventuallyForm, "", "eventually: 10s")
    always: AlwaysForm | None = field(AlwaysForm, "", "always: 5s")
    fetch: Mapping[str, FetchForm] = field(
        MappingOf(FetchForm, example="{name}: $.code"),
        "Values to take from the answer, by name.",
        "fetch: {number: $.number}",
        merge=merge_items,
    )
    redact: Sequence[RedactionForm] = redactions()
    on_failure: OnFailure | None = field(FAILURE_POLICY, _DEFAULT_POLICY)
    on_error: OnError | None = field(ERROR_POLICY, _DEFAULT_POLICY)
    timeout: float | None = field(DURATION, "", "timeout: 5s")
    idempotent: bool = field(
        FLAG, "The request can be repeated safely, even though it may change something.", default=False
    )
    retry_errors: Sequence[str] = field(
        _RETRY_ERRORS,
        "The errors after which the validation is retried, in addition to failed attempts.",
        "retry_errors: [timeout, 503]",
        default=RETRY_ERRORS,
    )
