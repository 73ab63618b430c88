"""docs/reference/waiting.md: the keys of `eventually` and `always`."""

from __future__ import annotations

from utest.docs.generated.registry import definition_table


def parts() -> dict[str, str]:
    """Return the two tables."""
    return {name: definition_table(name) for name in ("eventually", "always")}
