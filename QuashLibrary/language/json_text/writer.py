"""Write JSON with all digits of the numbers."""

import json
import re
from decimal import Decimal
from typing import Any
from uuid import uuid4

from QuashLibrary.language.exact_numbers import ExactFraction

_EXACT = (ExactFraction, Decimal)


def write_json(value: object, **options: Any) -> str:
    """Return a value as JSON text; `options` go to `json.dumps`, and texts are escaped only if necessary.

    Raises:
        ValueError: it contains NaN or infinity, and `allow_nan` is False.
    """
    options = {"ensure_ascii": False, **options}
    numbers: list[str] = []
    mark = ""

    def marked(item: object) -> object:
        """Return an item with a text instead of each number that `json` would round."""
        if isinstance(item, dict):
            return {key: marked(member) for key, member in item.items()}
        if isinstance(item, list):
            return list(map(marked, item))
        if isinstance(item, _EXACT):
            numbers.append(str(item))
            return f"{mark}{len(numbers) - 1}"
        return item

    if not has_exact_numbers(value):
        return json.dumps(value, **options)
    mark = uuid4().hex
    written = json.dumps(marked(value), **options)
    return re.sub(rf'"{mark}(\d+)"', lambda found: numbers[int(found[1])], written)


def has_exact_numbers(value: object) -> bool:
    """Return whether a value contains a number that a float cannot hold."""
    if isinstance(value, dict):
        return any(map(has_exact_numbers, value.values()))
    if isinstance(value, list | tuple):
        return any(map(has_exact_numbers, value))
    return isinstance(value, _EXACT)
