"""The inputs of a validation; the start of a run needs to know nothing else about validations."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from QuashLibrary.registry.model.types import Value


class Input(NamedTuple):
    """A declared parameter of a validation; if it has values to `lease`, each test reserves one of them."""

    name: str
    description: str = ""
    default: Value = None
    required: bool = True
    secret: bool = False
    type: str = ""
    lease: tuple[Value, ...] = ()
