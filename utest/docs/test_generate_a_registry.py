"""docs/how-to/generate-a-registry.md shows what is generated, and says of each fault of the demo who finds it."""

from __future__ import annotations

import json
import re

from demo.shop.faults import DESCRIPTIONS
from QuashLibrary.cli.importer.draft import InputDraft
from QuashLibrary.cli.importer.entry_text import file_text, sections_of
from QuashLibrary.cli.importer.expectations import expectations_of
from QuashLibrary.cli.importer.imported import Importer, command_of_text
from QuashLibrary.engine.outcome import Answer, Description
from utest.docs.pages import ROOT

PAGE = (ROOT / "docs" / "how-to" / "generate-a-registry.md").read_text(encoding="utf-8")
BODY = json.dumps({"number": "A-17", "state": "paid", "total": 17.0}).encode()


def test_every_fault_of_the_shop_is_found_or_has_a_reason() -> None:
    """Each fault of the demo is in one of the two tables, once."""
    section = PAGE.partition("### What it finds, and what you must add")[2].partition("\n## ")[0]
    cells = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    named = [name.strip(" `") for cell in cells for name in cell.split(",")]
    assert sorted(named) == sorted(DESCRIPTIONS)


def test_the_curl_line_becomes_the_entry() -> None:
    """The entry on the page is the one that the line becomes, with the answer of such a backend."""
    section = PAGE.partition("## From a curl command")[2]
    line = re.search(r"```sh\n(curl .*?)```", section, re.DOTALL)
    registry = re.search(r"```yaml\n(.*?)```", section, re.DOTALL)
    assert line
    assert registry
    imported = Importer.for_files((), "never").imported(command_of_text(line[1]))
    inputs = [InputDraft("order_id", "", "A-17")]
    expectations = expectations_of(Answer(Description("", ""), BODY, 200), inputs)
    assert file_text(sections_of(imported.draft, expectations)) == registry[1]
