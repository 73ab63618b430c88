"""Join the traffic records of the test being read into one bounded record.

A test has several records if its setup or teardown, or a suite setup or teardown, has its own record.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from QuashLibrary.views.app_record import AppTrafficRecord

if TYPE_CHECKING:
    from QuashLibrary.views.app_record import AppRequestRecord

MOST_REQUESTS = 500
"""The most app requests of a test that are listed."""

_POLICIES = ("", "ignore", "warn", "fail")
"""The policies for swallowed failures, strictest last."""


def joined(before: AppTrafficRecord | None, record: AppTrafficRecord) -> AppTrafficRecord:
    """Return a record joined with the record before it."""
    if before is None:
        return _bounded(record)
    strictest = max(before.policy, record.policy, key=_strictness)
    requests = (*before.requests, *_numbered_after(before, record))
    return _bounded(
        AppTrafficRecord(
            sent=before.sent + record.sent,
            failed=before.failed + record.failed,
            swallowed=sum(item.swallowed for item in (before, record) if _counts(item, strictest)),
            policy=strictest,
            message="\n".join(filter(None, (before.message, record.message))),
            note="; ".join(dict.fromkeys(filter(None, (before.note, record.note)))),
            requests=requests,
        )
    )


def unlisted(record: AppTrafficRecord) -> str:
    """Return how many requests are not listed; empty if all are listed."""
    left_out = record.sent - len(record.requests)
    if left_out <= 0:
        return ""
    return (
        f"{left_out:,} of {record.sent:,} app requests are not listed: "
        "swallowed and failed requests come first, then writes"
    )


def _bounded(record: AppTrafficRecord) -> AppTrafficRecord:
    """Return a record with the requests that matter most, in chronological order."""
    kept = sorted(record.requests, key=_matters_first)[:MOST_REQUESTS]
    return replace(record, requests=tuple(sorted(kept, key=lambda request: (request.started, request.number))))


def _matters_first(request: AppRequestRecord) -> tuple[bool, bool, bool]:
    return (not request.swallowed, not request.failed, not request.is_write)


def _strictness(policy: str) -> int:
    # A damaged record may contain any text as its policy.
    return _POLICIES.index(policy) if policy in _POLICIES else 0


def _counts(record: AppTrafficRecord, strictest: str) -> bool:
    """Return whether swallowed failures of a record count when another record has the strictest policy."""
    return record.policy == strictest or record.policy != "ignore"


def _numbered_after(before: AppTrafficRecord, record: AppTrafficRecord) -> tuple[AppRequestRecord, ...]:
    """Return the requests of a record, renumbered after those before it if both records start at 1."""
    last = max((request.number for request in before.requests), default=0)
    if all(request.number > last for request in record.requests):
        return record.requests
    last = max(last, before.sent)
    return tuple(replace(request, number=request.number + last) for request in record.requests)
