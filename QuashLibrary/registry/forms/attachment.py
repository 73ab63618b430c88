"""The form of an entry of `attach`, as a registry writes it: what is used where no suite has a step for it.

In: the plain data of one entry. Out: an AttachmentEntry. Docstrings and descriptions are what an editor shows.
"""

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from QuashLibrary.errors import StepPatternError
from QuashLibrary.language.json_display import show, show_typed
from QuashLibrary.language.step_patterns import parse_step
from QuashLibrary.registry.forms.base import DEFINED, Duration, Entry, ErrorPolicy, Failure, problem

MOMENTS = ("when", "before", "after")
"""The keys of which an attachment has exactly one."""

_OPERATOR = re.compile("AND|OR|NOT")


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _step(value: object) -> object:
    example = "write for example  AppiumLibrary.Click Element    id=pay"
    if not isinstance(value, str):
        raise problem(f"should be a step as it is written in Robot, is {show_typed(value)}", example)
    try:
        parse_step(value)
    except StepPatternError as error:
        raise problem(f"is {show(value)}, which {error}", example) from error
    return value


def _pattern(value: object) -> object:
    if isinstance(value, str) and not value.strip():
        raise problem("should be a pattern, is empty", "write for example  checkout*")
    return value


def _tag_pattern(value: object) -> object:
    if not isinstance(value, str) or not value.strip():
        return _pattern(value)
    for word in filter(str.isupper, value.split()):
        # Robot finds its operators inside of words as well: ORDER is OR and DER.
        found = _OPERATOR.search(word)
        if found and found[0] != word:
            told = f"is {show(value)}, in which Robot reads {found[0]} as a word of its own"
            raise problem(told, f"write  {value.replace(word, word.lower())}, the case of tags does not count")
    first, *others = _OPERATOR.split(re.sub(r"AND\s*NOT", "NOT", value))
    if not all(map(str.strip, others)) or not (first.strip() or value.strip().startswith("NOT")):
        raise problem(f"is {show(value)}, in which a tag is missing", "write for example  checkout* AND smoke")
    return value


def _argument(value: object) -> object:
    if isinstance(value, list | dict):
        raise problem(
            f"should be a text, a number, true or false, is {show_typed(value)}",
            "name a variable that has it, as in ${items}",
        )
    if value is None:
        raise problem("should be a text, is empty", 'write "" for an empty text')
    return value


Step = Annotated[str, BeforeValidator(_step)]
Argument = Annotated[Any, BeforeValidator(_argument), WithJsonSchema({DEFINED: "argument"})]
_Pattern = Annotated[str, BeforeValidator(_pattern)]
_TagPattern = Annotated[str, BeforeValidator(_tag_pattern)]
Slugs = Annotated[
    list[str],
    BeforeValidator(_listed, json_schema_input_type=str | list[str]),
    Field(
        min_length=1,
        description="The slug of a validation, or a list of them, used one after the other.",
    ),
]
Patterns = Annotated[
    list[_Pattern], BeforeValidator(_listed, json_schema_input_type=str | list[str]), Field(min_length=1)
]
TagPatterns = Annotated[
    list[_TagPattern], BeforeValidator(_listed, json_schema_input_type=str | list[str]), Field(min_length=1)
]


class TestsEntry(Entry):
    """Which tests are meant, by Robot's patterns; a test has to fit each of the keys that are written."""

    __test__ = False  # no test of pytest

    tags: TagPatterns | None = Field(None, description="Patterns of tags, such as checkout* or smoke NOT slow.")
    names: Patterns | None = Field(None, description="Patterns of a test's name, or of its name with its suites'.")
    suites: Patterns | None = Field(None, description="Patterns of the name of a suite in which the test is.")

    @model_validator(mode="after")
    def _says_which(self) -> "TestsEntry":
        if not self.model_fields_set:
            raise problem("should say which tests, is empty", "write for example  tests: {tags: checkout*}")
        return self


class AttachmentEntry(Entry):
    """Validations that are used before or after steps or tests of suites that do not know of it."""

    validate_: Slugs = Field(alias="validate")
    when: Literal["before", "after", "both"] | None = Field(
        None, description="Around tests: before the first step of a test, after its last one, or both."
    )
    before: Step | None = Field(
        None,
        description="A step as it is written in Robot, cells parted by two or more spaces, * for any text; a failure "
        "keeps it from running.",
    )
    after: Step | None = Field(
        None, description="A step as it is written in Robot, cells parted by two or more spaces, * for any text."
    )
    tests: TestsEntry | None = Field(None, description="The tests in which it is used; without it all of them.")
    inputs: dict[str, Argument] = Field(
        default_factory=dict, min_length=1, description="As at a step; names in it are looked up when it is used."
    )
    within: Duration | None = Field(None, description="Replaces the time of eventually or always.")
    on_failure: Failure | None = None
    on_error: ErrorPolicy | None = None

    @model_validator(mode="after")
    def _has_one_moment(self) -> "AttachmentEntry":
        given = [name for name in MOMENTS if name in self.model_fields_set]
        if not given:
            raise problem("should say when", "add  when: before, when: after or when: both, or  after:  and a step")
        if len(given) > 1:
            written = " and ".join(f'"{name}"' for name in given)
            raise problem(f"should have one of {written}", "keep one of them, and write an attachment for each moment")
        return self
