"""The form of an `attach` entry: validations for steps and tests in suites that do not mention them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from QuashLibrary.errors import StepPatternError
from QuashLibrary.language.json_display import show, show_typed
from QuashLibrary.language.step_patterns import parse_step
from QuashLibrary.registry.forms.form import Fault, Form, ListOf, MappingOf, Value, field
from QuashLibrary.registry.forms.rules import any_key, exactly_one
from QuashLibrary.registry.forms.values import ARGUMENT, DURATION, ERROR_POLICY, FAILURE_POLICY, TEXT, choice, read_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from QuashLibrary.registry.model import OnError, OnFailure
    from QuashLibrary.registry.model.attachment import When

_OPERATOR = re.compile("AND|OR|NOT")
_STEP_EXAMPLE = "AppiumLibrary.Click Element    id=pay"


def _read_step(value: Any) -> str | Fault:
    advice = f"write for example  {_STEP_EXAMPLE}"
    if not isinstance(value, str):
        return Fault(f"should be a step as written in Robot, but is {show_typed(value)}", advice)
    try:
        parse_step(value)
    except StepPatternError as error:
        return Fault(f"is {show(value)}, which {error}", advice)
    return value


def _read_pattern(value: Any) -> str | Fault:
    if isinstance(value, str) and not value.strip():
        return Fault("should be a pattern, but is empty", "write for example  checkout*")
    return read_text(value)


def _read_tag_pattern(value: Any) -> str | Fault:
    pattern = _read_pattern(value)
    if isinstance(pattern, Fault):
        return pattern
    for word in filter(str.isupper, pattern.split()):
        # Robot also finds its operators inside words: it reads ORDER as OR and DER.
        found = _OPERATOR.search(word)
        if found and found[0] != word:
            message = f"is {show(pattern)}, in which Robot reads {found[0]} as an operator"
            lower = pattern.replace(word, word.lower())
            return Fault(message, f"write  {lower}  (tags are case-insensitive)")
    first, *others = _OPERATOR.split(re.sub(r"AND\s*NOT", "NOT", pattern))
    if not all(map(str.strip, others)) or not (first.strip() or pattern.strip().startswith("NOT")):
        return Fault(f"is {show(pattern)}, in which a tag is missing", "write for example  checkout* AND smoke")
    return pattern


def _patterns_of(read: Any) -> ListOf:
    return ListOf(Value(read, {"type": "string"}), alone=(str,), can_be_empty=False)


_STEP = Value(_read_step, {"type": "string"})
_STEP_WORDS = "A step as written in Robot: cells separated by two or more spaces, * for any text"


class TestsForm(Form):
    """The tests to attach to, as Robot patterns. A test must match every key that is set."""

    __test__ = False  # not a test of pytest

    rules = (any_key("should say which tests, but is empty", "write for example  tests: {tags: checkout*}"),)

    tags: Sequence[str] = field(
        _patterns_of(_read_tag_pattern), "Patterns for tags, such as checkout* or smoke NOT slow.", "tags: checkout*"
    )
    names: Sequence[str] = field(
        _patterns_of(_read_pattern),
        "Patterns for a test's name, or for its full name with its suites.",
        "names: Order *",
    )
    suites: Sequence[str] = field(
        _patterns_of(_read_pattern), "Patterns for the name of a suite that contains the test.", "suites: Checkout"
    )


class AttachmentForm(Form):
    """Validations that run before or after steps or tests, in suites that do not mention them."""

    rules = (
        exactly_one(
            ("when", "before", "after"),
            "should have only one of {}",
            "keep one of them, and write a separate attachment for the other",
            Fault(
                'has no "when", "before" or "after"',
                "add  when: before, when: after or when: both, or  after:  and a step",
            ),
        ),
    )

    validate: Sequence[str] = field(
        ListOf(TEXT, alone=(str,), can_be_empty=False),
        "The slug of a validation, or a list of slugs, which run one after the other.",
        "validate: order-created",
        required="always",
    )
    when: When | None = field(
        choice("before", "after", "both"),
        "Runs around tests: before a test's first step, after its last one, or both.",
        "when: after",
    )
    before: str | None = field(
        _STEP, f"{_STEP_WORDS}. If the validation fails, the step does not run.", f"before: {_STEP_EXAMPLE}"
    )
    after: str | None = field(_STEP, f"{_STEP_WORDS}.", f"after: {_STEP_EXAMPLE}")
    tests: TestsForm | None = field(
        TestsForm, "The tests in which the validations run; default: all tests.", "tests: {tags: checkout*}"
    )
    inputs: Mapping[str, object] = field(
        MappingOf(ARGUMENT, can_be_empty=False),
        "Inputs, as in a step; variables in them are replaced when the validations run.",
        "inputs: {order_id: Number shown on the screen.}",
    )
    within: float | None = field(DURATION, "Replaces the duration of eventually or always.", "within: 10s")
    on_failure: OnFailure | None = field(FAILURE_POLICY)
    on_error: OnError | None = field(ERROR_POLICY)
