"""Reports for browser tests: one of a real run, and one with everything that a report can contain."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from pathlib import Path

from QuashLibrary.report.pages.write import Pages
from QuashLibrary.report.read.model import Picture, RunInfo, ShownOutcome, Step, TestRun
from QuashLibrary.report.read.run_reader import RunReader
from QuashLibrary.report.summary.statistics import SummaryBuilder
from QuashLibrary.views.app_record import AppTrafficRecord
from QuashLibrary.views.noticed_changes import ChangesRecord
from QuashLibrary.views.record import OutcomeRecord
from utest.report.runs import NOON, app, at, error, failed, made, passed, request, step, swallowed

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
NAMES = (
    "Order Is Paid",
    '<script>alert(1)</script>"><img src=x onerror=alert(1)>',
    "الطلب مدفوع \u202eand reversed",
    "🛒👩‍👩‍👧 Order 🇩🇪",
    "AVeryLongNameWithoutAnyBlank" * 12,
)


def report_of(output: Path, folder: Path) -> None:
    """Write the pages of a run."""
    reader = RunReader([output])
    builder, pages = SummaryBuilder(), Pages(folder)
    for test in reader.tests():
        pages.add(test, builder.add(test))
    pages.finish(builder.summary(reader.info))


def report_with_everything(folder: Path) -> None:
    """Write the pages of a run in which everything happens, under all kinds of names."""
    info = RunInfo("Shop", ("output.xml",), NOON, at(900), "Robot 7.5", ("output.xml is cut off.",))
    builder, pages = SummaryBuilder(), Pages(folder)
    for test in _tests():
        pages.add(test, builder.add(test))
    pages.finish(builder.summary(info))


def _tests() -> Iterable[TestRun]:
    number = 0
    for name in NAMES:
        for items in _kinds(name):
            number += 1
            yield made(
                *(item for item in items if not isinstance(item, AppTrafficRecord)),
                app=next((item for item in items if isinstance(item, AppTrafficRecord)), None),
                id=f"s1-t{number}",
                name=f"{name} {number}",
                suite=("Shop", name),
                doc=name,
                tags=(name,),
                notes=(name,) if number % 5 == 0 else (),
                message=f"{name}\n{name}",
            )
    yield made(id="s1-t0", name="Nothing Is Known", started=None, status="SKIP", elapsed=0.0)


def _kinds(name: str) -> Iterable[tuple[Step | OutcomeRecord | ShownOutcome | AppTrafficRecord, ...]]:
    steps = [step("Click Element", name, start=0.1 * number, within=("Order", name)) for number in range(15)]
    screen = Picture(data=PIXEL)
    yield (
        *steps,
        ShownOutcome(failed(start=2, description=name), within=(name,), screenshot=screen, page_source="gone.xml"),
    )
    changes = ChangesRecord(40, 10, 20, tuple(f"$.{name}{number} + 1" for number in range(12)), (f"$.{name}",), 3)
    late = passed(start=2, waited=4, fetched={"code": name}, held="stayed true for 2 s", changes=changes)
    yield (*steps, ShownOutcome(late, lag=4.5))
    yield (*steps, error("latest-otp", start=2), failed("stock", start=2, policy="warn", silent=False))
    yield (*steps, step("Wait", start=2, status="FAIL", message=name, pictures=(screen, Picture(link="gone.png"))))
    yield (*steps,)
    sent = [request(f"GET /items/{number} -> 200", start=0.1 * number + 0.05, number=number) for number in range(15)]
    texts = {"line": f"POST /{name} -> 500", "path": f"/{name}", "ui_step": name, "why": name, "note": name}
    unseen = swallowed(start=1.6, number=16, **texts, request=name, answer=name)
    retried = request("GET /cart -> 503", start=0.35, number=17, why="a later equal request succeeded")
    outcome = failed(start=2, description=name, silent=True)
    traffic = app(*sent, retried, unseen, request("GET /x -> open", start=1.9, failed=False))
    yield (*steps, ShownOutcome(outcome, screenshot=screen), traffic)
    yield (*steps, app(*(swallowed(start=number / 200, number=number, **texts) for number in range(500)), sent=10_000))
    yield (*steps, passed(start=2), app(*sent, unseen, policy="ignore"))
