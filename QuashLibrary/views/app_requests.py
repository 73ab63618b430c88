"""Show the app's own requests as text, as HTML and as a record.

In: the findings about the requests of a test, and the redactor. Out: the title, table and record of the closing step,
and the message about swallowed failures. Every text passes through the redactor here; credentials are also masked by
their place.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from QuashLibrary.engine.check.redactions import redact_message
from QuashLibrary.engine.redactor import masked_headers
from QuashLibrary.language.durations import show_duration
from QuashLibrary.language.printable import MASK, one_line, shorten
from QuashLibrary.language.private_names import is_private_header, without_private_fields
from QuashLibrary.traffic.model import header
from QuashLibrary.views.app_record import AppRequestRecord, AppTrafficRecord
from QuashLibrary.views.comments import local_time
from QuashLibrary.views.phrases import SILENT_NOTE
from QuashLibrary.views.private_members import without_private_members
from QuashLibrary.views.texts import body_text, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from QuashLibrary.engine.redactor import Redactor
    from QuashLibrary.registry.model import Redaction
    from QuashLibrary.traffic.model import AppRequest, Headers
    from QuashLibrary.traffic.swallowed import Finding

EXCERPT = 2_000
"""The number of characters of a body that the log keeps for a failed request."""
_LONGEST_LINE = 300
_MOST_LISTED = 500
_MOST_ROWS = 100
_MOST_MESSAGES = 5
_RED = "#e03131"
_GREY = "#868e96"
_CELL = "padding:2px 14px 2px 0;vertical-align:top;text-align:left;border:0"
_PRE = "margin:2px 0 6px;white-space:pre-wrap;overflow-wrap:anywhere;max-height:240px;overflow:auto"


@dataclass(frozen=True, slots=True)
class AppRequestView:
    """Shows requests of one test; `rules_of` returns a connection's redactions, `steps` are the UI steps' texts."""

    redactor: Redactor
    rules_of: Callable[[str], Sequence[Redaction]]
    steps: Sequence[str] = ()

    def line(self, request: AppRequest) -> str:
        """Return the request in one line: `POST /checkout -> 500`."""
        path, mark, query = request.target.partition("?")
        _, arrow, end = request.line.rpartition(" -> ")
        operation = f" {request.operation}" if request.operation else ""
        target = f"{path}{mark}{without_private_fields(query, MASK)}{operation}"
        return shorten(one_line(shown(f"{request.method} {target}", self.redactor)), _LONGEST_LINE) + arrow + end

    def step(self, finding: Finding) -> str:
        """Return the UI step during which a request started; empty if there was none."""
        return shown(self.steps[finding.step], self.redactor) if 0 <= finding.step < len(self.steps) else ""

    def why(self, finding: Finding) -> str:
        """Return why a request failed, and why the failure does not count, if it does not."""
        return one_line(shown("; ".join(filter(None, [finding.why, finding.exempt])), self.redactor))

    def sent_text(self, request: AppRequest) -> str:
        """Return the headers and the body that the app sent."""
        return self._text(request.connection, request.headers, request.body, request.body_size)

    def answer_text(self, request: AppRequest) -> str:
        """Return the headers and the body of the answer, or why there is none."""
        if request.status is None:
            return shown(f"no answer: {request.fault_in_words}", self.redactor)
        return self._text(request.connection, request.answer_headers, request.answer, request.answer_size)

    def body(self, request: AppRequest, *, answer: bool = False) -> str:
        """Return the stored part of the body of a request or its answer."""
        headers, body, size = (
            (request.answer_headers, request.answer, request.answer_size)
            if answer
            else (request.headers, request.body, request.body_size)
        )
        return self._masked(request.connection, headers, body, size)[1]

    def whole_body(self, request: AppRequest, *, answer: bool = False) -> str | None:
        """Return a body as it was sent, redacted; None if it was not stored, or is not a text."""
        headers, body = (request.answer_headers, request.answer) if answer else (request.headers, request.body)
        if body is None:
            return None
        _, data, found = redact_message(self.rules_of(request.connection), headers, body)
        self.redactor.learn(found)
        masked = without_private_members(data, is_form=_is_form(headers))
        try:
            return shown(masked.decode("utf-8"), self.redactor)
        except UnicodeDecodeError:
            return None

    def headers(self, request: AppRequest, *, answer: bool = False) -> Headers:
        """Return the headers of a request or its answer, without credentials."""
        headers = request.answer_headers if answer else request.headers
        seen, _, _ = redact_message(self.rules_of(request.connection), headers, b"")
        return tuple((name, shown(value, self.redactor)) for name, value in _without_credentials(seen))

    def _text(self, connection: str, headers: Headers, body: bytes | None, size: int) -> str:
        """Return headers and body, cut to a readable length."""
        seen, text = self._masked(connection, headers, body, size)
        lines = "\n".join(f"{name}: {value}" for name, value in _without_credentials(seen))
        cut = text if len(text) <= EXCERPT else f"{text[:EXCERPT]}… ({len(text) - EXCERPT:,} more characters)"
        return f"{shown(lines, self.redactor)}\n\n{cut}".strip()

    def _masked(self, connection: str, headers: Headers, body: bytes | None, size: int) -> tuple[Headers, str]:
        seen, data, found = redact_message(self.rules_of(connection), headers, body or b"")
        self.redactor.learn(found)
        if body is None:
            return seen, f"({size:,} bytes, not kept)" if size else ""
        text = body_text(without_private_members(data, is_form=_is_form(headers)))
        more = f"\n({size - len(body):,} more bytes)" if size > len(body) and text else ""
        return seen, shown(text + more, self.redactor)

    def record(self, finding: Finding, number: int) -> AppRequestRecord:
        """Return the record of a request."""
        request = finding.request
        line = self.line(request)
        excerpt = finding.failed
        return AppRequestRecord(
            number=number,
            connection=request.connection,
            method=request.method,
            path=line.partition(" ")[2].rpartition(" -> ")[0],
            started=local_time(request.started),
            elapsed=round(request.elapsed, 6),
            line=line,
            status=request.status or 0,
            fault=request.fault,
            is_write=request.is_write,
            failed=finding.failed,
            swallowed=finding.swallowed,
            why=self.why(finding),
            ui_step=self.step(finding),
            broken=request.broken,
            note=finding.note,
            request=self.sent_text(request) if excerpt else "",
            answer=self.answer_text(request) if excerpt else "",
        )


def closing_title(sent: int, findings: Sequence[Finding]) -> str:
    """Return the title of the step at the end of a test: `the app sent 9 requests, 1 failed`."""
    failed = sum(finding.failed for finding in findings)
    requests = "1 request" if sent == 1 else f"{sent:,} requests"
    return f"the app sent {requests}{f', {failed:,} failed' if failed else ''}"


def traffic_record(sent: int, findings: Sequence[Finding], view: AppRequestView) -> AppTrafficRecord:
    """Return the record of a test; of too many requests, it lists failed ones first, then writes, then others."""
    numbered = list(enumerate(findings, 1))
    if len(numbered) > _MOST_LISTED:
        numbered.sort(key=lambda item: (not item[1].failed, not item[1].request.is_write))
        numbered = sorted(numbered[:_MOST_LISTED], key=lambda item: item[0])
    return AppTrafficRecord(
        sent=sent,
        failed=sum(finding.failed for finding in findings),
        swallowed=sum(finding.swallowed for finding in findings),
        message=swallowed_message(findings, view),
        requests=tuple(view.record(finding, number) for number, finding in numbered),
    )


def swallowed_message(findings: Sequence[Finding], view: AppRequestView) -> str:
    """Return the message about the swallowed failures of a test; empty if there are none."""
    swallowed = [finding for finding in findings if finding.swallowed]
    if not swallowed:
        return ""
    lines = []
    for finding in swallowed[:_MOST_MESSAGES]:
        lines += [f"swallowed failure: {view.line(finding.request)}{SILENT_NOTE}", f"  {view.why(finding)}"]
        lines += [f"  during UI step: {step}"] if (step := view.step(finding)) else []
        answer = one_line(view.body(finding.request, answer=True)) if finding.request.status else ""
        lines += [f"  answer: {shorten(answer, _LONGEST_LINE)}"] if answer else []
    if len(swallowed) > 1:
        lines.insert(0, f"{len(swallowed):,} swallowed failures")
    if len(swallowed) > _MOST_MESSAGES:
        lines.append(f"and {len(swallowed) - _MOST_MESSAGES:,} more")
    return "\n".join(lines)


def traffic_html(record: AppTrafficRecord) -> str:
    """Return the table of requests for Robot's log; the record is already redacted."""
    listed = record.requests
    if len(listed) > _MOST_ROWS:
        listed = tuple(item for item in listed if item.failed or item.is_write)[:_MOST_ROWS]
    rows = "".join(map(_row, listed))
    rest = record.sent - len(listed)
    more = f"<div>and {rest:,} more requests</div>" if rest > 0 else ""
    note = f"<div><i>{escape(record.note)}</i></div>" if record.note else ""
    return f'<table style="border-collapse:collapse;border:0;font-size:13px;line-height:1.5">{rows}</table>{more}{note}'


def _without_credentials(headers: Headers) -> Headers:
    """Return headers with authenticating values masked; the scheme of an authorization stays visible."""
    return tuple(
        (name, MASK if is_private_header(name) and (name, value) == pair else value)
        for pair, (name, value) in zip(headers, masked_headers(headers), strict=True)
    )


def _is_form(headers: Headers) -> bool:
    return "form-urlencoded" in header(headers, "content-type")


def _row(item: AppRequestRecord) -> str:
    colour = f"color:{_RED};font-weight:bold" if item.swallowed else f"color:{_RED}" if item.failed else ""
    state = "swallowed" if item.swallowed else "failed" if item.failed else "open" if item.fault == "open" else "ok"
    remarks = "; ".join(
        filter(None, [item.why, item.note, f"broken by the test: {item.broken}" if item.broken else ""])
    )
    moment = f"{item.started:%H:%M:%S}.{item.started.microsecond // 1000:03}"
    details = "".join(
        f'<details><summary>{title}</summary><pre style="{_PRE}">{escape(text)}</pre></details>'
        for title, text in (("request", item.request), ("answer", item.answer))
        if text
    )
    return (
        f'<tr><td style="{_CELL};color:{_GREY};white-space:nowrap">{moment}</td>'
        f'<td style="{_CELL};{colour}">{state}</td>'
        f'<td style="{_CELL}"><code>{escape(item.line)}</code> in {show_duration(item.elapsed)}'
        f"<div>{escape(remarks)}</div>{details}</td>"
        f'<td style="{_CELL};color:{_GREY}">{escape(item.ui_step)}</td></tr>'
    )
