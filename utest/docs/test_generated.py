"""The generated parts of docs/reference are current and complete."""

from __future__ import annotations

import re

import pytest

from QuashLibrary.cli.main import COMMANDS
from utest.docs.generated import PAGES, REFERENCE, commands, current_text, registry
from utest.docs.generated.parts import refreshed
from utest.docs.generated.robot_text import markdown


@pytest.mark.parametrize("page", PAGES)
def test_a_generated_page_is_current(page: str) -> None:
    """`make docs` writes what the code says."""
    assert (REFERENCE / page).read_text(encoding="utf-8") == current_text(page)


def test_every_command_has_a_section() -> None:
    """With its usage and its options."""
    assert [*commands.MODULES] == [*COMMANDS]


def test_every_key_of_a_registry_has_a_meaning() -> None:
    """Either its form describes it, or the generator does."""
    tables = "\n".join(registry.parts().values())
    assert re.findall(r"^\| (`[^|]+`) \|.*\|  \|$", tables, re.MULTILINE) == []


def test_every_kind_of_entry_has_a_table() -> None:
    """A definition of the schema is a table of the registry page, a link to one, or a word."""
    schema = registry.writer().definitions
    forms = {name for name, item in schema.items() if "properties" in item}
    others = {"sqlValidation", "appSentValidation", "operators", "timeOperators"}
    shown = {*registry.TABLES.values(), *registry.LINKS, *others}
    assert forms - shown == set()


def test_the_table_of_operators_repeats_no_sentence() -> None:
    """The page says once that an operator fails on a value of the wrong type."""
    assert "Fails on any other value." not in PAGES["expectations.md"]()["operators"]


def test_a_missing_part_is_reported() -> None:
    """By the name of the page."""
    with pytest.raises(ValueError, match=r"page\.md has the generated parts \[\], but should have \['a'\]"):
        refreshed("text", {"a": ""}, "page.md")


def test_documentation_of_robot_becomes_markdown() -> None:
    """Tables, calls, preformatted text, code, links and bold text."""
    text = (
        "See `Waiting`, ``a  b``. *Bold*\n\n| =Argument= | =Meaning= |\n| ``x`` | a or b |\n\n| `Do It` | x |\n| pre  x"
    )
    assert markdown(text, frozenset({"Do It"})) == (
        "See [Waiting](waiting.md), `a b`. **Bold**\n\n| argument | meaning |\n| --- | --- |\n| `x` | a or b |\n\n"
        "```\nDo It    x\n```\n\n```\npre  x\n```"
    )


def test_an_unknown_name_in_a_documentation_is_reported() -> None:
    """It could not become a link."""
    with pytest.raises(ValueError, match='"Waitng" is neither a keyword nor a section'):
        markdown("See `Waitng`.")
