"""docs/how-to/generate-a-registry.md shows what is generated, and says of each fault of the demo who finds it."""

from __future__ import annotations

from demo.shop.faults import DESCRIPTIONS
from utest.docs.curl_example import imported_from, registry_of, shown_registry
from utest.docs.pages import ROOT

PAGE = (ROOT / "docs" / "how-to" / "generate-a-registry.md").read_text(encoding="utf-8")


def test_every_fault_of_the_shop_is_found_or_has_a_reason() -> None:
    """Each fault of the demo is in one of the two tables, once."""
    section = PAGE.partition("### What it finds, and what you must add")[2].partition("\n## ")[0]
    cells = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    named = [name.strip(" `") for cell in cells for name in cell.split(",")]
    assert sorted(named) == sorted(DESCRIPTIONS)


def test_the_curl_command_becomes_the_entry() -> None:
    """The entry on the page is the one that the command becomes, with the answer of such a backend."""
    section = PAGE.partition("## From a curl command")[2]
    assert registry_of(imported_from(section)) == shown_registry(section)
