"""The keys that connections of every type have; each form declares them at their place in its order."""

from collections.abc import Callable
from functools import partial
from typing import Any

from QuashLibrary.registry.forms.form import Form, MappingOf, Value, field
from QuashLibrary.registry.forms.merging import merge_each, merge_forms
from QuashLibrary.registry.forms.values import DURATION, ERROR_POLICY, FAILURE_POLICY, TEXT

_DEFAULT_POLICY = "For validations without a policy of their own; default: fail."

timeout: Callable[[], Any] = partial(
    field, DURATION, default=10.0, example="timeout: 5s", description="Total deadline of one exchange."
)
on_failure: Callable[[], Any] = partial(field, FAILURE_POLICY, description=_DEFAULT_POLICY)
on_error: Callable[[], Any] = partial(field, ERROR_POLICY, description=_DEFAULT_POLICY)
connection_type: Callable[[], Any] = partial(
    field, Value(lambda value: value, {"type": "string"}), default="", description="What kind of backend it is."
)
extends: Callable[[], Any] = partial(
    field, TEXT, description="The connection from which everything is taken over that is not set here."
)


def environments(overrides: type[Form], address: str) -> Any:
    """Declare the environments of a connection; `address` is the item that sets one's address, with `{name}`."""
    return field(
        MappingOf(overrides, example=f"{{name}}: {{{address}}}"),
        default={},
        merge=merge_each(partial(merge_forms, overrides)),
        example=f"environments: {{staging: {{{address.replace('{name}', 'staging')}}}}}",
        description="Overrides of any key above, by the environment's name.",
    )
