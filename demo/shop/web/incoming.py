"""Read the data of a request; missing values and wrong types are refused."""

from __future__ import annotations

from flask import request

from ..errors import RefusedError


class Body:
    """The JSON object in the body of a request."""

    def __init__(self) -> None:
        fields = request.get_json(silent=True)
        if not isinstance(fields, dict):
            raise RefusedError(400, "the body should be a JSON object")
        self._fields: dict[str, object] = fields

    def has(self, name: str) -> bool:
        """Return whether a field exists and is not null."""
        return self._fields.get(name) is not None

    def text(self, name: str) -> str:
        """Return a required text, which must not be empty."""
        value = self._fields.get(name)
        if not isinstance(value, str) or not value.strip():
            raise RefusedError(422, f"{name} should be a text")
        return value.strip()

    def text_or_none(self, name: str) -> str | None:
        """Return an optional text."""
        return self.text(name) if self.has(name) else None

    def integer(self, name: str, default: int) -> int:
        """Return an optional whole number."""
        return _integer(name, self._fields.get(name, default))

    def quantities(self, name: str) -> dict[str, int]:
        """Return a list of ``{"sku": …, "quantity": …}`` as quantities by SKU."""
        items = self._fields.get(name)
        if not isinstance(items, list) or not all(isinstance(item, dict) and "sku" in item for item in items):
            raise RefusedError(422, f"{name} should be a list of objects with sku and quantity")
        wanted: dict[str, int] = {}
        for item in items:
            sku = str(item["sku"])
            wanted[sku] = wanted.get(sku, 0) + _integer("quantity", item.get("quantity", 1))
        return wanted


def _integer(name: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise RefusedError(422, f"{name} should be a whole number")
    return value


def query(name: str) -> str | None:
    """Return a query parameter. An unencoded "+" arrives as a space, but no login starts with a space."""
    value = request.args.get(name, "")
    return f"+{value.strip()}" if value.startswith(" ") else value.strip() or None


def needed_query(name: str) -> str:
    """Return a required query parameter."""
    value = query(name)
    if value is None:
        raise RefusedError(400, f"say which: ?{name}=…")
    return value
