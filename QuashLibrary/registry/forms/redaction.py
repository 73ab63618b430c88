"""The form of `redact`: what is masked in every answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from QuashLibrary.language.json_display import show_typed
from QuashLibrary.registry.forms.form import Fault, Form, ListOf, field
from QuashLibrary.registry.forms.merging import merge_lists
from QuashLibrary.registry.forms.rules import any_key
from QuashLibrary.registry.forms.values import TEXT

if TYPE_CHECKING:
    from collections.abc import Mapping

MASKED = "a JSONPath, header NAME, cookie NAME, body or {matches: …}"
"""What may be written, as messages say it."""


class RedactionForm(Form):
    """What is masked; the short form is where it is."""

    short = TEXT
    rules = (any_key('should have "from" or "matches"', "write for example  redact: [$.customer.email]"),)

    from_: str = field(TEXT, "A JSONPath, header NAME, cookie NAME or body.", default="")
    matches: str = field(
        TEXT,
        "A regular expression; its matches, or their first groups, are masked: in the body and in headers, or in what "
        "`from` names.",
        default="",
    )

    @classmethod
    def long_form(cls, value: object) -> Mapping[str, object] | Fault:
        """Return the mapping for the text that says where it is."""
        return {"from": value} if isinstance(value, str) else Fault(f"should be {MASKED}, but is {show_typed(value)}")


def redactions() -> Any:
    """Declare `redact`; what a base redacts, all that extend it redact, too."""
    return field(
        ListOf(RedactionForm, alone=(object,)),
        "What is masked as *** in every answer and request, and from six characters on everywhere; adds to what is "
        "redacted elsewhere.",
        "redact: [$.customer.email, header X-Session]",
        merge=merge_lists,
    )
