"""The form of `redact`, as a registry writes it: what is masked of every response.

In: the plain data below `redact`. Out: RedactionEntries. Docstrings and descriptions are what an editor shows.
"""

from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from QuashLibrary.language.json_display import show_typed
from QuashLibrary.registry.forms.base import Entry, problem

MASKED = "a JSONPath, header NAME, cookie NAME, body or {matches: …}"
"""What may be written, as messages tell it."""


class RedactionEntry(Entry):
    """What is masked; the short form is where it stands."""

    from_: str = Field("", alias="from", description="A JSONPath, header NAME, cookie NAME or body.")
    matches: str = Field(
        "",
        description="A regular expression whose matches, or their first groups, are masked; in body and headers unless "
        "from says where.",
    )

    @model_validator(mode="after")
    def _says_what(self) -> "RedactionEntry":
        if not self.from_ and not self.matches:
            raise problem('should have "from" or "matches"', "write for example  redact: [$.customer.email]")
        return self


def _long(value: object) -> object:
    if not isinstance(value, str | dict):
        raise problem(f"should be {MASKED}, is {show_typed(value)}")
    return {"from": value} if isinstance(value, str) else value


def _listed(value: object) -> object:
    return value if isinstance(value, list) else [value]


_Redaction = Annotated[RedactionEntry, BeforeValidator(_long, json_schema_input_type=str | RedactionEntry)]
Redactions = Annotated[
    list[_Redaction],
    BeforeValidator(_listed, json_schema_input_type=_Redaction | list[_Redaction]),
    Field(
        default_factory=list,
        description="What is masked as *** in everything that is shown from then on, of every response; adds to what "
        "is redacted elsewhere.",
    ),
]
