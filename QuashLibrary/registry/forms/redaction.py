"""The form of `redact`: what to mask in every answer."""

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
"""The accepted values, in the words of messages."""


class RedactionForm(Form):
    """What to mask; the short form is `from`."""

    short = TEXT
    rules = (any_key('should have "from" or "matches"', "write for example  redact: [$.customer.email]"),)

    from_: str = field(TEXT, "A JSONPath, header NAME, cookie NAME or body.", default="")
    matches: str = field(
        TEXT,
        "A regular expression. Its matches, or their first groups, are masked in the body and headers, or in the part "
        "that `from` names.",
        default="",
    )

    @classmethod
    def long_form(cls, value: object) -> Mapping[str, object] | Fault:
        """Return the mapping for the text of `from`."""
        return {"from": value} if isinstance(value, str) else Fault(f"should be {MASKED}, but is {show_typed(value)}")


def redactions() -> Any:
    """Declare `redact`; entries also redact everything that their base redacts."""
    return field(
        ListOf(RedactionForm, alone=(object,)),
        "What to mask as *** in every answer and request; values of six or more characters are masked everywhere. "
        "Adds to what is redacted elsewhere.",
        "redact: [$.customer.email, header X-Session]",
        merge=merge_lists,
    )
