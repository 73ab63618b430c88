"""The keys that connections of every type share; each form declares them in its own order."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from QuashLibrary.registry.forms.form import MappingOf, Value, field
from QuashLibrary.registry.forms.merging import merge_each, merge_forms
from QuashLibrary.registry.forms.values import DURATION, ERROR_POLICY, FAILURE_POLICY, TEXT, TEXT_OR_SECRET

if TYPE_CHECKING:
    from QuashLibrary.registry.forms.form import Form

_POLICY = "For validations without their own policy; default: fail."
_TYPE = Value(lambda value: value, {"type": "string"})

timeout = partial(field, DURATION, "The total time limit for one exchange.", "timeout: 5s", default=10.0)
on_failure = partial(field, FAILURE_POLICY, _POLICY)
on_error = partial(field, ERROR_POLICY, _POLICY)
connection_type = partial(field, _TYPE, "The kind of backend.", default="")
extends = partial(field, TEXT, "The connection that supplies everything not set here.")


def address(description: str, example: str = "") -> Any:
    """Declare the address of a backend; with an example, it is the connection's own address, which is required."""
    return field(TEXT_OR_SECRET, description, example, default="", required="unless inherited" if example else "")


def environments(form: type[Form], example: str) -> Any:
    """Declare the environments of a connection; the example shows an override, with `{name}` for the environment."""
    return field(
        MappingOf(form, example=f"{{name}}: {{{example}}}"),
        "Environments by name; each can override any key above.",
        f"environments: {{staging: {{{example.replace('{name}', 'staging')}}}}}",
        merge=merge_each(partial(merge_forms, form)),
    )
