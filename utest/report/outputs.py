"""Small outputs of Robot Framework for tests."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from QuashLibrary.report.read.model import RunInfo, TestRun
from QuashLibrary.report.read.run_reader import RunReader
from QuashLibrary.views.app_record import AppRequestRecord, AppTrafficRecord, app_record_comment
from QuashLibrary.views.record import AttemptRecord, CheckRecord, OutcomeRecord, record_comment

START = datetime(2026, 1, 1, 12)
PNG = b"\x89PNG\r\n\x1a\n"


def moment(seconds: float) -> datetime:
    """Return the moment this many seconds after the start."""
    return START + timedelta(seconds=seconds)


def status(result: str = "PASS", message: str = "", start: float = 0.0, elapsed: float = 0.1) -> str:
    """Return the status of a test or a keyword."""
    return (
        f'<status status="{result}" start="{moment(start).isoformat()}" elapsed="{elapsed}">{escape(message)}</status>'
    )


def msg(text: str, *, html: bool = True) -> str:
    """Return a log message."""
    marked = ' html="true"' if html else ""
    return f'<msg time="{START.isoformat()}" level="INFO"{marked}>{escape(text)}</msg>'


def kw(  # noqa: PLR0913 - what a keyword has
    name: str,
    *parts: str,
    args: tuple[str, ...] = (),
    owner: str = "",
    kind: str = "",
    result: str = "PASS",
    message: str = "",
    start: float = 0.0,
    elapsed: float = 0.1,
) -> str:
    """Return a keyword with its content."""
    attributes = (
        f" name={quoteattr(name)}" + (f' owner="{owner}"' if owner else "") + (f' type="{kind}"' if kind else "")
    )
    cells = "".join(f"<arg>{escape(arg)}</arg>" for arg in args)
    return f"<kw{attributes}>{''.join(parts)}{cells}{status(result, message, start, elapsed)}</kw>"


def ui(name: str, *args: str, parts: tuple[str, ...] = (), **more: object) -> str:
    """Return a UI step."""
    return kw(name, *parts, args=args, owner="AppiumLibrary", **more)  # type: ignore[arg-type]


def case(  # noqa: PLR0913 - what a test has
    name: str,
    *body: str,
    number: int = 1,
    result: str = "PASS",
    message: str = "",
    tags: tuple[str, ...] = (),
    start: float = 0.0,
    elapsed: float = 1.0,
) -> str:
    """Return a test."""
    tagged = "".join(f"<tag>{escape(tag)}</tag>" for tag in tags)
    ended = status(result, message, start, elapsed)
    return f'<test id="s1-t{number}" name={quoteattr(name)} line="{number}">{"".join(body)}{tagged}{ended}</test>'


def suite(name: str, *body: str, number: int = 1) -> str:
    """Return a suite of one file."""
    source = f"/suites/{name.lower()}.robot"
    return f'<suite id="s{number}" name={quoteattr(name)} source={quoteattr(source)}>{"".join(body)}{status()}</suite>'


def robot(*body: str) -> str:
    """Return a whole output."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<robot generator="Robot 7.5">{"".join(body)}</robot>'


def record(slug: str = "order-created", verdict: str = "passed", **more: object) -> OutcomeRecord:
    """Return the record of an outcome with one request, two seconds after the start."""
    attempt = AttemptRecord(1, 1, moment(2), moment(2.1), 0.1, verdict, "GET http://shop/orders/7 -> 200 in 100 ms")
    failed = verdict != "passed"
    given: Mapping[str, object] = {
        "started": moment(2),
        "elapsed": 0.1,
        "summary": f"@{slug} {verdict}" + (': $.state should be "paid", was "pending"' if failed else ""),
        "message": f'@{slug} {verdict}: $.state should be "paid", was "pending"\n  GET /orders/7' if failed else "",
        "exchange": "GET /orders/7\n\n200 OK" if failed else "",
        "policy": "fail" if failed else "",
        "connection": "shop",
        "attempts": (attempt,),
        "checks": (CheckRecord("status", "holds", "should be 200", "was 200"),),
        "became_true": None if failed else moment(2.1),
        **more,
    }
    return OutcomeRecord(slug, verdict, **given)  # type: ignore[arg-type]


def told(outcome: OutcomeRecord, markup: str = "<p>evidence</p>", ui_libraries: tuple[str, ...] = ()) -> str:
    """Return the step of a validation, with its outcome in the log."""
    result = "PASS" if outcome.verdict == "passed" or outcome.policy == "warn" else "FAIL"
    evidence = msg(markup + record_comment(outcome, ui_libraries))
    return kw(outcome.name, evidence, owner="QuashLibrary", result=result, message=outcome.message, start=2)


def app_request(line: str = "POST /checkout -> 500", **more: object) -> AppRequestRecord:
    """Return an app request, 1.2 seconds after the start, whose failure the UI did not show."""
    method, path, _, status = line.split(" ")
    given: Mapping[str, object] = {
        "number": 1,
        "connection": "shop",
        "started": moment(1.2),
        "elapsed": 0.1,
        "status": int(status),
        "is_write": method != "GET",
        "failed": True,
        "swallowed": True,
        "ui_step": "Click Element    id=pay",
        **more,
    }
    return AppRequestRecord(method=method, path=path, line=line, **given)  # type: ignore[arg-type]


def app_record(*requests: AppRequestRecord, policy: str = "warn", **more: object) -> AppTrafficRecord:
    """Return the record of a test's app requests."""
    swallowed = [request for request in requests if request.swallowed]
    given: Mapping[str, object] = {
        "sent": len(requests),
        "failed": sum(request.failed for request in requests),
        "swallowed": len(swallowed),
        "policy": policy if swallowed else "",
        "message": f"{swallowed[0].line} was swallowed" if swallowed else "",
        **more,
    }
    return AppTrafficRecord(requests=requests, **given)  # type: ignore[arg-type]


def sent(record: AppTrafficRecord, message: str = "") -> str:
    """Return the closing step about app requests, with its record or another message in the log."""
    result = "FAIL" if record.swallowed and record.policy == "fail" else "PASS"
    evidence = msg(message or f"<table><tr><td>requests</td></tr></table>{app_record_comment(record)}")
    name = f"› the app sent {record.sent} requests, {record.failed} failed"
    return kw(name, evidence, owner="QuashLibrary", result=result, message=record.message, start=2.5)


def swallowing_test(*requests: AppRequestRecord, policy: str = "warn", **more: object) -> str:
    """Return a test with a swallowed failure."""
    record = app_record(*(requests or (app_request(),)), policy=policy)
    failing = {"result": "FAIL", "message": record.message} if policy == "fail" else {}
    given = {"tags": ("swallowed-failure",), **failing, **more}
    return case("Pay", ui("Click Element", "id=pay", start=1), sent(record), **given)  # type: ignore[arg-type]


def order_test(**more: object) -> str:
    """Return a test with an order and a silent failure."""
    outcome = record(verdict="failed", silent=True, ui_steps=1, last_ui_step="Click Element    id=pay")
    given = {"result": "FAIL", "message": outcome.message, "tags": ("@order-created", "silent-failure"), **more}
    return case("Order", ui("Click Element", "id=pay", start=1), told(outcome), **given)  # type: ignore[arg-type]


def blind_test(name: str = "Look", *, number: int = 1) -> str:
    """Return a test that passes without a backend check."""
    return case(name, ui("Click Element", "id=menu"), number=number)


def written(folder: Path, *tests: str, name: str = "output.xml") -> Path:
    """Write an output with one suite of these tests and return its path."""
    path = folder / name
    path.write_text(robot(suite("Shop", *tests)), encoding="utf-8")
    return path


def read(*paths: Path, ui_libraries: tuple[str, ...] = ()) -> tuple[list[TestRun], RunInfo]:
    """Read outputs."""
    reader = RunReader(paths, ui_libraries)
    tests = list(reader.tests())
    return tests, reader.info
