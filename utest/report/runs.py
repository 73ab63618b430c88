"""Simulated tests, steps and outcomes for tests of the report.

Moments are seconds after NOON, when each test starts unless specified otherwise.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from QuashLibrary.report.read.model import RunInfo, ShownOutcome, Step, TestRun
from QuashLibrary.report.summary.model import RunSummary
from QuashLibrary.report.summary.statistics import SummaryBuilder
from QuashLibrary.views.app_record import AppRequestRecord, AppTrafficRecord
from QuashLibrary.views.record import AttemptRecord, CheckRecord, OutcomeRecord

NOON = datetime(2026, 1, 1, 12)
HOLDS = CheckRecord("status", "holds", "should be 200", "was 200")
STATE = CheckRecord("$.state", "failed", 'should be "paid"', 'was "pending"')


def at(seconds: float) -> datetime:
    """Return a moment."""
    return NOON + timedelta(seconds=seconds)


def step(name: str = "Click Element", *args: str, start: float = 0.0, **more: Any) -> Step:
    """Return a UI step of 0.1 s."""
    return Step(**{"lane": "ui", "name": name, "args": args, "started": at(start), "elapsed": 0.1, **more})


def attempt(number: int = 1, verdict: str = "passed", *, start: float = 1.0, first: int = 0) -> AttemptRecord:
    """Return an attempt of 0.1 s."""
    line = "GET http://127.0.0.1:8080/api/orders/A-17 -> 200 in 100 ms"
    return AttemptRecord(first or number, number, at(start), at(start + 0.1), 0.1, verdict, line)


def passed(slug: str = "order-created", *, start: float = 1.0, waited: float = 0.0, **more: Any) -> OutcomeRecord:
    """Return a passed outcome: at once, or at the second attempt after this many seconds."""
    late = [attempt(1, "failed", start=start), attempt(2, start=start + waited)] if waited else [attempt(start=start)]
    values: dict[str, Any] = {
        "slug": slug,
        "verdict": "passed",
        "started": at(start),
        "elapsed": waited + 0.1,
        "summary": f"@{slug} passed",
        "connection": "shop",
        "waited": bool(waited),
        "became_true": late[-1].ended,
        "attempts": tuple(late),
        "checks": (HOLDS,),
        "defined": "validations.yaml:31",
    }
    return OutcomeRecord(**{**values, **more})


def failed(slug: str = "order-created", *, start: float = 1.0, silent: bool = True, **more: Any) -> OutcomeRecord:
    """Return an outcome that failed."""
    said = " (UI showed no failure)" if silent else ""
    summary = f'@{slug} failed: $.state should be "paid", was "pending"{said}'
    values: dict[str, Any] = {
        "slug": slug,
        "verdict": "failed",
        "started": at(start),
        "elapsed": 0.1,
        "summary": summary,
        "message": f"{summary}\n  status   200   ok",
        "connection": "shop",
        "policy": "fail",
        "silent": silent,
        "attempts": (attempt(verdict="failed", start=start),),
        "checks": (HOLDS, STATE),
        "ui_steps": 3 if silent else 0,
        "last_ui_step": "Click Element    id=pay" if silent else "",
        "defined": "validations.yaml:31",
        "exchange": "curl http://127.0.0.1:8080/api/orders/A-17\n\n200 OK",
    }
    return OutcomeRecord(**{**values, **more})


def error(slug: str = "order-created", *, start: float = 1.0, **more: Any) -> OutcomeRecord:
    """Return an outcome of an unreachable backend."""
    summary = f"@{slug} error: connection refused by 127.0.0.1:8080"
    message = f"{summary}\n  GET http://127.0.0.1:8080/api/orders/A-17 -> connection refused"
    values: dict[str, Any] = {"silent": False, "verdict": "error", "summary": summary, "message": message, "checks": ()}
    return failed(slug, start=start, **{**values, **more})


def request(line: str = "GET /orders -> 200", *, start: float = 0.0, number: int = 1, **more: Any) -> AppRequestRecord:
    """Return an app request of 0.1 s; it failed if its status is 400 or more, or missing."""
    method, path, _, ended = line.rsplit(" ", 3)
    status = int(ended) if ended.isdecimal() else 0
    values: dict[str, Any] = {
        "number": number,
        "connection": "shop",
        "started": at(start),
        "elapsed": 0.1,
        "status": status,
        "fault": "" if status else ended,
        "is_write": method != "GET",
        "failed": not 0 < status < 400,
    }
    return AppRequestRecord(**{"method": method, "path": path, "line": line, **values, **more})


def swallowed(line: str = "POST /checkout -> 500", *, start: float = 0.5, **more: Any) -> AppRequestRecord:
    """Return an app request whose failure the UI did not show."""
    values: dict[str, Any] = {
        "swallowed": True,
        "ui_step": "Click Element    id=pay",
        "request": 'POST /api/checkout\n\n{"cart": 7}',
        "answer": '500 Internal Server Error\n\n{"error": "no such cart"}',
    }
    return request(line, start=start, **{**values, **more})


def app(*requests: AppRequestRecord, policy: str = "warn", **more: Any) -> AppTrafficRecord:
    """Return the record of a test's app requests."""
    unseen = [request for request in requests if request.swallowed]
    values: dict[str, Any] = {
        "sent": len(requests),
        "failed": sum(request.failed for request in requests),
        "swallowed": len(unseen),
        "policy": policy if unseen else "",
        "message": f"{unseen[0].line} (UI showed no failure)" if unseen else "",
    }
    return AppTrafficRecord(requests=requests, **{**values, **more})


def made(
    *items: Step | OutcomeRecord | ShownOutcome, folder: Path = Path(), name: str = "Order Is Paid", **more: Any
) -> TestRun:
    """Return a test with these steps and outcomes; it fails if one of them fails, unless `status` is given."""
    steps = tuple(item for item in items if isinstance(item, Step))
    outcomes = tuple(
        ShownOutcome(item) if isinstance(item, OutcomeRecord) else item for item in items if not isinstance(item, Step)
    )
    bad = [shown.record for shown in outcomes if shown.record.verdict != "passed" and shown.record.policy != "warn"]
    failing = bool(bad) or any(item.status == "FAIL" for item in steps)
    values: dict[str, Any] = {
        "id": "s1-t1",
        "suite": ("Shop",),
        "status": "FAIL" if failing else "PASS",
        "message": bad[0].message if bad else "",
        "tags": tuple(dict.fromkeys(f"@{shown.record.slug}" for shown in outcomes)),
        "source": "/suites/shop.robot",
        "line": 7,
        "started": NOON,
        "elapsed": 3.0,
        "ui_steps": len(steps),
    }
    return TestRun(name=name, folder=folder, steps=steps, outcomes=outcomes, **{**values, **more})


def summed(tests: Iterable[TestRun], *, notes: Sequence[str] = (), name: str = "Shop") -> RunSummary:
    """Return the summary for a run of these tests."""
    builder = SummaryBuilder()
    for test in tests:
        builder.add(test)
    info = RunInfo(name, ("results/output.xml",), NOON, at(60), "Robot 7.5", tuple(notes))
    return builder.summary(info)
