"""The values that an input leases, looked up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from QuashLibrary.engine.plan.values import render

if TYPE_CHECKING:
    from QuashLibrary.engine.plan.values import Scope
    from QuashLibrary.registry.model import Input


def leasable_values(item: Input, scope: Scope) -> list[object]:
    """Return the values of the list, in which one variable may contain several.

    Raises:
        UnusableValueError: one of them cannot be looked up.
    """
    # The value of the input is being found out, so its list cannot refer to it.
    others = {name: other for name, other in scope.declared.items() if name != item.name}
    values = render(item.lease, replace(scope, declared=others))
    items = values if isinstance(values, list) else [values]
    return [inner for value in items for inner in (value if isinstance(value, list) else [value])]
