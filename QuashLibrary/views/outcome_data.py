"""An outcome for programs, with the keys that `outcomes.schema.json` describes.

In: the record of an outcome. Out: data for JSON; a report adds what the place of the outcome in a test says.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from QuashLibrary.views.record import OutcomeRecord

_OF_UI = {"ui_steps": "steps", "ui_failed": "failed", "last_ui_step": "last"}
"""What of a record is below `ui`."""


def outcome_data(record: OutcomeRecord) -> dict[str, object]:
    """Return an outcome that belongs to no test."""
    return {item.name: getattr(record, item.name) for item in fields(record) if item.name not in _OF_UI} | {
        "error_kind": record.error_kind or None,
        "policy": record.policy or None,
        "lag": None,
        "at_once": record.at_once,
        "retried": False,
        "caught": False,
        "requests": record.attempts[-1].number if record.attempts else 0,
        "ui": {key: getattr(record, name) for name, key in _OF_UI.items()},
        "within": (),
        "screenshot": None,
        "page_source": None,
    }


def json_form(value: object) -> object:
    """Return what JSON has no form for as something that it has: moments as texts, records as objects."""
    if is_dataclass(value):
        return {item.name: getattr(value, item.name) for item in fields(value)}
    assert isinstance(value, datetime)  # noqa: S101 - a value of another type is a mistake of ours
    return value.isoformat(timespec="microseconds")
