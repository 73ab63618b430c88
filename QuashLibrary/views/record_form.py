"""The written form of an outcome's record: version 2, which keeps logs with many checks small.

In: the values of a record, and the lines that the same message shows to people. Out: the values that neither these
lines nor other values already contain; and back. A value that would not be read back unchanged is written in full.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from html import escape, unescape
from typing import TYPE_CHECKING, Any

from QuashLibrary.language.durations import show_duration
from QuashLibrary.language.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_Values = Mapping[str, Any]

_SHOWN = re.compile(r'<div style="white-space:pre-wrap;tab-size:\d+">([^<]*)</div>')
_WIDTHS = range(8, 33)
_BE, _WAS, _GAP = "should be ", "was ", ",\N{EM SPACE}"
_CHECK = {"subject": "", "should": "", "was": "", "state": "holds", "hint": "", "differences": [], "at": ""}
"""The parts of a check in written order, with the defaults that are left out at the end."""
_MICROSECOND = timedelta(microseconds=1)


def form_of(values: _Values, lines: Sequence[str] = ()) -> dict[str, Any]:
    """Return the written form of a record's values; values that are empty by default are left out."""
    form: dict[str, Any] = {**values, **_attempts_form(values)}
    full = {**values, "checks": [{**_CHECK, **check} for check in values.get("checks", ())]}
    for name, known in _derived(values, lines).items():
        if full.get(name) == known:
            form.pop(name, None)
        else:
            # A missing value must not be derived when it is read.
            form.setdefault(name, None)
    if form.get("checks"):
        form["checks"] = [_row_of(check) for check in full["checks"]]
    if "command" in form:
        form["command"] = _around_url(form["command"], form.get("asked", ""))
    return {name: value for name, value in form.items() if (name, value) != ("verdict", "passed")}


def values_from(form: _Values, lines: Sequence[str] = ()) -> dict[str, Any]:
    """Return the values of a record as texts, lists and objects.

    Raises:
        ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError: the form is damaged.
    """
    values: dict[str, Any] = {"verdict": "passed", **form}
    asked = values.pop("asked", "")
    if "attempts" in form:
        values["attempts"] = list(_attempts_from(values, asked))
    if form.get("checks"):
        values["checks"] = [_check_from(row) for row in form["checks"]]
    if isinstance(form.get("command"), list):
        values["command"] = _url_of(asked).join(form["command"])
    values |= {name: value for name, value in _derived(values, lines).items() if name not in form}
    return {name: value for name, value in values.items() if value is not None}


def lines_of(values: _Values) -> list[str]:
    """Return the visible lines of a passed outcome: its summary, and a line for each check."""
    return [one_line(values["summary"]), *(_line_of(check) for check in values.get("checks", ()))]


def shown_lines(lines: Sequence[str]) -> str:
    """Return lines as HTML; the column of subjects is as wide as the longest subject."""
    longest = max((line.find("\t") for line in lines), default=0)
    width = min(max(longest + 2, _WIDTHS.start), _WIDTHS.stop - 1)
    text = escape("\n".join(lines), quote=False)
    return f'<div style="white-space:pre-wrap;tab-size:{width}">{text}</div>'


def lines_in(message: str) -> list[str]:
    """Return the visible lines at the beginning of an HTML message; none if it begins differently."""
    found = _SHOWN.match(message)
    return unescape(found[1]).split("\n") if found else []


def _derived(values: _Values, lines: Sequence[str]) -> dict[str, Any]:
    """Return the values that follow from the lines and from other values."""
    message = values.get("message", "").partition("\n")[0]
    return {
        "summary": lines[0] if lines else message or f"@{values['slug']} {values['verdict']}",
        "checks": [_check_in(line) for line in lines[1:]],
        "became_true": _became_true(values),
    }


def _became_true(values: _Values) -> Any:
    """Return when the checks began to hold until the end; equal attempts count from the start of the first one."""
    moment = None
    for attempt in reversed(values.get("attempts", ())):
        if values["verdict"] != "passed" or values.get("remembered") or attempt["verdict"] != "passed":
            break
        moment = attempt["started"] if attempt["first"] != attempt["number"] else attempt["ended"]
    return moment


def _line_of(check: _Values) -> str:
    """Return `$.state<tab>"paid"`, and the expectation if it says more than the value."""
    subject, should, was = (one_line(check[name]) for name in ("subject", "should", "was"))
    if not was.startswith(_WAS):
        return f"{subject}\t{was}{_GAP}{should}{_GAP}"
    found = was.removeprefix(_WAS)
    return f"{subject}\t{found}" if should == f"{_BE}{found}" else f"{subject}\t{found}{_GAP}{should}"


def _check_in(line: str) -> dict[str, Any]:
    subject, _, rest = line.partition("\t")
    was, should, end = (*rest.split(_GAP), None, None)[:3]
    return {
        **_CHECK,
        "subject": subject,
        "should": f"{_BE}{was}" if should is None else should,
        "was": f"{_WAS}{was}" if end is None else was,
    }


def _row_of(check: _Values) -> list[Any]:
    row = [check.get(name, default) for name, default in _CHECK.items()]
    while row and row[-1] == list(_CHECK.values())[len(row) - 1]:
        row.pop()
    return row


def _check_from(row: Sequence[Any]) -> dict[str, Any]:
    return {**_CHECK, **dict(zip(_CHECK, row, strict=False))}


def _attempts_form(values: _Values) -> dict[str, Any]:
    attempts = values.get("attempts", ())
    if not attempts:
        return {}
    last = _parts_of(attempts[-1])
    asked = last[0] if last else ""
    number, rows = 0, []
    for item, verdict in zip(attempts, _verdicts(values, len(attempts)), strict=True):
        times = [(item[name] - values["started"]) // _MICROSECOND for name in ("started", "ended")]
        parts = _parts_of(item)
        usual = {"first": number + 1, "number": item["first"], "verdict": verdict, "asked": asked}
        found = {**item, "asked": parts[0]} if parts else {**item, "asked": asked}
        odd = {name: found[name] for name, value in usual.items() if found[name] != value}
        odd |= {} if parts else {"line": item["line"]}
        rows.append([*times, item["took"], parts[1] if parts else "", *([odd] if odd else [])])
        number = item["number"]
    return {"asked": asked, "attempts": rows}


def _attempts_from(values: _Values, asked: str) -> Iterator[dict[str, Any]]:
    started, number = datetime.fromisoformat(values["started"]), 0
    rows = values["attempts"]
    for row, verdict in zip(rows, _verdicts(values, len(rows)), strict=True):
        start, end, took, answer, *rest = row
        odd = {"asked": asked, "verdict": verdict, "first": number + 1, **(rest[0] if rest else {})}
        line = odd.get("line", f"{odd['asked']} -> {answer} in {show_duration(took)}")
        moments = [(started + offset * _MICROSECOND).isoformat() for offset in (start, end)]
        number = odd.get("number", odd["first"])
        yield {
            **{"first": odd["first"], "number": number, "started": moments[0], "ended": moments[1]},
            **{"took": took, "verdict": odd["verdict"], "line": line},
        }


def _verdicts(values: _Values, number: int) -> Iterable[str]:
    """Return the usual verdicts of attempts: all except the last failed."""
    return (*["failed"] * (number - 1), values["verdict"])


def _parts_of(attempt: _Values) -> tuple[str, str] | None:
    """Return request and answer of an attempt's line, if the line can be rebuilt from them."""
    line, end = attempt["line"], f" in {show_duration(attempt['took'])}"
    asked, arrow, answer = line.removesuffix(end).partition(" -> ")
    return (asked, answer) if arrow and line.endswith(end) else None


def _url_of(asked: str) -> str:
    return asked.partition(" ")[2]


def _around_url(command: str, asked: str) -> str | list[str]:
    """Return the texts before and after the URL in a command; the URL is already in the request line."""
    url = _url_of(asked)
    return command.split(url, 1) if url and url in command else command
