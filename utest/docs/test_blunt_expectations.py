"""The how-to shows what the engine finds when it changes an order of the shop."""

from __future__ import annotations

import re

import yaml

from QuashLibrary.engine.mutate.changes import changes_of
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.views.noticed_changes import changes_text, changes_title
from QuashLibrary.views.outcome_record import changes_record
from utest.docs.pages import ROOT
from utest.engine.mutate.answers import measured, parts_of, text_parts

GUIDE = (ROOT / "docs" / "how-to" / "sharpen-expectations.md").read_text(encoding="utf-8")
ORDER = {
    "number": "A-1001",
    "state": "paid",
    "currency": "EUR",
    "total": 17.8,
    "items": [{"sku": "tea", "name": "Green tea", "quantity": 2, "price": 8.9}],
    "customer": "ada@shop.example",
    "created_at": "2026-01-01T12:00:00Z",
}
"""An order as `GET /orders/A-1001` of the demo's shop answers it."""


def test_the_output_is_real() -> None:
    """Of the validation above it."""
    registry = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)[0]
    [shown] = re.findall(r"log of the step says:\n\n```\n(.*?)\n```", GUIDE, re.DOTALL)
    expect = yaml.safe_load(registry)["validations"]["order-paid"]["expect"]
    record = changes_record(measured(yaml.safe_dump(expect, default_flow_style=True), parts_of(ORDER)), Redactor())
    lines = [changes_title(record), *(f"  {line}" for line in changes_text(record).splitlines())]
    assert shown.splitlines() == lines


def test_every_kind_of_change_is_in_the_table() -> None:
    """Of documents and of texts."""
    kinds = re.findall(r"`([^`]+)`", "".join(re.findall(r"^\| (`.*?) \|", GUIDE, re.MULTILINE)))
    answers = (parts_of({**ORDER, "open": True, "note": None}), text_parts("one\n\ntwo"))
    made = {
        change.name if change.steps is None else change.what
        for answer in answers
        for change in changes_of(answer, parts_of({}))
    }
    assert {re.sub(r"^line \d ", "", kind) for kind in kinds} == made | {"one less"}
