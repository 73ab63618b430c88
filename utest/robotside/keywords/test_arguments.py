"""Arguments that keywords share, with the names that suites write."""

from enum import Enum
from typing import Any

import pytest

from QuashLibrary.robotside.keywords.arguments import public_arguments, public_name, slug_of


@pytest.mark.parametrize(("parameter", "name"), [("as_", "as"), ("within", "within"), ("on_error", "on_error")])
def test_underscore_at_the_end_is_pythons(parameter: str, name: str) -> None:
    """A suite writes `as=lost` for the parameter `as_`."""
    assert public_name(parameter) == name


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (["pattern", ("as_", "error"), ("times", 1), "**reserved"], ["pattern", ("as", "error"), ("times", 1)]),
        (["pattern", "as_", "**reserved"], ["pattern", "as"]),
        (["*slugs", ("within", None), "**inputs"], ["*slugs", ("within", None), "**inputs"]),
        (["name", "**reserved"], ["name", "**reserved"]),
        ([], []),
    ],
)
def test_arguments_are_shown_as_suites_write_them(arguments: list[Any], shown: list[Any]) -> None:
    """The parameter for reserved names is hidden; other keywords are unchanged."""
    assert public_arguments(arguments) == shown


def test_slug_is_read_from_a_text_or_an_enum() -> None:
    """A slug is a text or an Enum member, with or without `@`."""
    assert [slug_of(item) for item in ("@a-b", "a-b", Enum("Slug", {"x": "@a-b"})["x"])] == ["a-b"] * 3  # type: ignore[attr-defined]
