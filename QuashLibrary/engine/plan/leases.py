"""Look up the values that an input can reserve."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from QuashLibrary.engine.plan.values import render

if TYPE_CHECKING:
    from QuashLibrary.engine.plan.values import Scope
    from QuashLibrary.registry.model import Input


def leasable_values(item: Input, scope: Scope) -> list[object]:
    """Return the values of an input's list; one variable in the list may contain several values.

    Raises:
        UnusableValueError: a value cannot be looked up.
    """
    # The list decides the value of the input, so it cannot refer to that input.
    others = {name: other for name, other in scope.declared.items() if name != item.name}
    values = render(item.lease, replace(scope, declared=others))
    items = values if isinstance(values, list) else [values]
    return [inner for value in items for inner in (value if isinstance(value, list) else [value])]
