"""The curl command that a section shows, and the registry that it shows below it."""

from __future__ import annotations

import json
import re

from QuashLibrary.cli.importer.draft import InputDraft
from QuashLibrary.cli.importer.entry_text import file_text, sections_of
from QuashLibrary.cli.importer.expectations import expectations_of
from QuashLibrary.cli.importer.imported import Imported, Importer, command_of_text
from QuashLibrary.engine.outcome import Answer, Description

BODY = json.dumps({"number": "A-17", "state": "paid", "total": 17.0}).encode()
"""What the backend of the example answers."""


def imported_from(section: str) -> Imported:
    """Return what the command of a section is imported as."""
    command = re.search(r"```sh\n(curl .*?)```", section, re.DOTALL)
    assert command
    return Importer.for_files((), "never").imported(command_of_text(command[1]))


def registry_of(imported: Imported) -> str:
    """Return the registry that it becomes, with expectations from the backend's answer."""
    inputs = [InputDraft("order_id", "", "A-17")]
    expectations = expectations_of(Answer(Description("", ""), BODY, 200), inputs)
    return file_text(sections_of(imported.draft, expectations))


def shown_registry(section: str) -> str:
    """Return the registry that a section shows."""
    shown = re.search(r"```yaml\n(.*?)```", section, re.DOTALL)
    assert shown
    return shown[1]
