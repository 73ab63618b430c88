"""docs/reference/outcomes.md: the keys of outcomes.json, from its schema."""

from __future__ import annotations

import json
from pathlib import Path

from utest.docs.generated.schema_tables import SchemaTables

SCHEMA = Path(__file__).resolve().parents[3] / "resources" / "outcomes.schema.json"
_PARTS = {
    "test": "test",
    "outcome": "outcome",
    "attempt": "attempt",
    "check": "check",
    "changes": "changes",
    "app-request": "app_request",
}
_LINKS = {
    "test": "[tests](#tests)",
    "outcome": "[outcomes](#outcomes)",
    "attempt": "[attempts](#attempts)",
    "check": "[checks](#checks)",
    "changes": "[changes](#changes)",
    "app_request": "[app requests](#app-requests)",
}


def parts() -> dict[str, str]:
    """Return the tables of the page."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    writer = SchemaTables(schema["$defs"], _LINKS)
    found = {part: writer.facts(schema["$defs"][name]) for part, name in _PARTS.items()}
    for name in ("run", "summary"):
        found[name] = writer.facts(schema["properties"][name])
    return found | {"file": writer.facts(schema)}
