"""The form of a validation, as far as it is the same for all sources: inputs, expectations, waits, fetched values."""

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
"""The keywords' own arguments: no step could give an input of such a name."""

RETRY_ERRORS = ("refused", "reset", "timeout", "429", "502", "503", "504")
_INPUT_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DEFAULT_POLICY = "Default: that of the connection, else fail."


def _input_name_fault(name: str) -> Fault | None:
    if name in RESERVED_INPUTS:
        message = f'the input "{name}" has the name of a keyword\'s own argument'
        taken = f"taken are {', '.join(sorted(RESERVED_INPUTS))}"
        return Fault(message, f'choose another, such as "the_{name}"; {taken}')
    if _INPUT_NAME.fullmatch(name):
        return None
    like = re.sub(r"\W+", "_", name, flags=re.ASCII).strip("_").lower()
    advice = f'write "{like}"' if _INPUT_NAME.fullmatch(like) else "write for example order_id"
    return Fault(f'the input "{name}" should be named with letters, digits and _ only, and no digit first', advice)


_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "đ": "d", "ð": "d", "ł": "l", "þ": "th"})
"""Letters that are not a plain one with a mark."""


def slug_for(name: str) -> str:
    """Return the slug that is meant by a name, in plain small letters; empty if the name has none."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def _slug_fault(name: str) -> Fault | None:
    if _SLUG.fullmatch(name):
        return None
    slug = slug_for(name)
    if name.startswith("@"):
        return Fault(f'"{name}" is written with @ only where it is used', f'write "{slug}:" here')
    advice = f'write "{slug}"' if slug else "write for example order-created"
    return Fault(f'the slug "{name}" should contain only a-z, 0-9 and single dashes between them', advice)


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
    """A parameter of a validation; without a default it is looked up or must be given. The short form describes it."""

    short = Value(lambda value: value, {"type": ["string", "null"]})

    description: str = field(TEXT, default="")
    default: Any = field(ANY, can_be_null=True)
    secret: bool = field(FLAG, default=False)
    type: str | None = field(
        choice("string", "number", "integer", "boolean"), "The type to which a text given in Robot is converted."
    )
    lease: Sequence[Any] = field(
        ListOf(ANY, can_be_empty=False), "Values of which each test gets one that no other process of pabot uses."
    )

    @classmethod
    def long_form(cls, value: object) -> Mapping[str, object] | Fault:
        """Return the mapping for a description, which may be empty."""
        if value is None or isinstance(value, str):
            return {"description": value or ""}
        return wrong_type("keys with values", value)


class _TimeForm(Form):
    """A time during which attempts are made."""

    short = DURATION

    within: float = field(DURATION, "", "within: 10s", default=0.0, required="always")

    @classmethod
    def long_form(cls, value: object) -> Mapping[str, object] | Fault:
        """Return the mapping for a duration."""
        return {"within": value}


class EventuallyForm(_TimeForm):
    """Repeat until all expectations hold; the short form is the duration `within`."""

    rules = tuple(
        requires(key, "every", f'has "{key}" without "every", which it changes', "write for example  every: 200ms")
        for key in ("backoff", "max_every")
    )

    attempts: int | None = field(WHOLE_NUMBER)
    every: float | None = field(DURATION)
    backoff: float = field(NUMBER, "Multiplies `every` after each attempt.", default=1.0)
    max_every: float | None = field(DURATION)
    holds_for: float | None = field(DURATION, "How long everything must stay true once it is.")
    give_up_if: Mapping[str, Any] = field(
        GIVE_UP_CONDITIONS,
        "Expectations that end the wait at once when all of them hold.",
        "give_up_if: {$.state: rejected}",
        default={},
    )


class AlwaysForm(_TimeForm):
    """All expectations hold at every attempt during a time; the short form is the duration `within`."""

    every: float | None = field(DURATION)


class FetchForm(Form):
    """A name for a value of the answer; the short form is where it comes from."""

    short = TEXT

    from_: str = field(
        TEXT,
        "A JSONPath, header NAME, cookie NAME, cookie NAME[ATTRIBUTE], body or status.",
        "from: $.code",
        default="$",
        required="always",
    )
    matches: str = field(TEXT, "A regular expression whose first group is the value.", default="")
    secret: bool = field(FLAG, default=False)
    many: bool = field(FLAG, "All values found, as a list.", default=False)
    default: Any = field(ANY, can_be_null=True)

    @classmethod
    def long_form(cls, value: object) -> Mapping[str, object] | Fault:
        """Return the mapping for the text that says where the value comes from."""
        return {"from": value} if isinstance(value, str) else wrong_type("keys with values", value)


class ValidationForm(Form):
    """One question plus what is expected of the answer."""

    rules = (at_most_one(("eventually", "always")),)

    extends: str | None = field(
        TEXT,
        "The slug of the validation from which everything is taken over that is not set here; the keys of inputs, "
        "request, expect and fetch one by one.",
    )
    description: str = field(TEXT, "What the log says about the validation.", default="")
    needs: Sequence[str] = field(SLUGS, "Slugs of validations that run first, and whose fetched values are known.")
    connection: str | None = field(TEXT, "May be left out if the registry has one connection.", "connection: shop")
    inputs: Mapping[str, InputForm] = field(
        MappingOf(InputForm, INPUT_NAMES), "", "inputs: {order_id: Number shown on the screen.}", merge=merge_items
    )
    expect: Mapping[str, Any] = field(
        EXPECTATIONS,
        "What is expected of the answer; all of it must hold.",
        "expect: {status: 200}",
        default={},
        merge=merge_items,
        takes=is_expected,
    )
    eventually: EventuallyForm | None = field(EventuallyForm, "", "eventually: 10s")
    always: AlwaysForm | None = field(AlwaysForm, "", "always: 5s")
    fetch: Mapping[str, FetchForm] = field(
        MappingOf(FetchForm, example="{name}: $.code"),
        "Values of the answer, by name.",
        "fetch: {number: $.number}",
        merge=merge_items,
    )
    redact: Sequence[RedactionForm] = redactions()
    on_failure: OnFailure | None = field(FAILURE_POLICY, _DEFAULT_POLICY)
    on_error: OnError | None = field(ERROR_POLICY, _DEFAULT_POLICY)
    timeout: float | None = field(DURATION, "", "timeout: 5s")
    idempotent: bool = field(FLAG, "May be repeated although it may change something.", default=False)
    retry_errors: Sequence[str] = field(
        _RETRY_ERRORS,
        "After which errors it is repeated, beside failed attempts.",
        "retry_errors: [timeout, 503]",
        default=RETRY_ERRORS,
    )
