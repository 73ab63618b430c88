"""What the guide says of the app's requests."""

from __future__ import annotations

from demo.shop.faults import DESCRIPTIONS
from utest.docs.pages import ROOT


def test_every_fault_of_the_shop_is_found_or_has_a_reason() -> None:
    """Either table has each of them once."""
    guide = (ROOT / "docs" / "reference" / "app-traffic.md").read_text(encoding="utf-8")
    section = guide.partition("### What is found, and what needs you")[2].partition("\n## ")[0]
    cells = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    named = [name.strip(" `") for cell in cells for name in cell.split(",")]
    assert sorted(named) == sorted(DESCRIPTIONS)
