"""docs/reference/attached-validations.md: the keys of `attach`."""

from __future__ import annotations

from utest.docs.generated.registry import definition_table


def parts() -> dict[str, str]:
    """Return the tables of an attachment and of its tests."""
    return {"attach": definition_table("attachment"), "tests": definition_table("tests")}
