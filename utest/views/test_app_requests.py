"""The app's requests as text, HTML and record: what readers see, and what must stay hidden."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.registry.model import BASE, Redaction
from QuashLibrary.traffic.swallowed import Finding
from QuashLibrary.views.app_record import app_record_comment
from QuashLibrary.views.app_requests import (
    EXCERPT,
    AppRequestView,
    closing_title,
    swallowed_message,
    traffic_html,
    traffic_record,
)
from utest.engine.registries import registry_of
from utest.traffic.requests_made import made

SECRET = "hidden-7391"
FORM = (("Content-Type", "application/x-www-form-urlencoded"),)
STEPS = ("Open Application", "Click Element    accessibility_id=pay")


def view(*secrets: str, rules: Sequence[Redaction] = ()) -> AppRequestView:
    """Return a view that knows secrets and rules."""
    redactor = Redactor()
    for secret in secrets:
        redactor.add(secret)
    return AppRequestView(redactor, lambda connection: rules, STEPS)


def rules_of(written: str) -> Sequence[Redaction]:
    """Return the rules of a connection."""
    registry = registry_of(f"connections: {{shop: {{base_url: 'http://h', redact: {written}}}}}\n")
    return registry.connections["shop"][BASE].redact


def failed(line: str = "POST /pay", status: int | None = 500, **details: Any) -> Finding:
    """Return a request that failed."""
    request = made(line, status, **details)
    return Finding(request, 1, request.problem)


@pytest.mark.parametrize(
    ("finding", "line"),
    [
        (failed(), "POST /pay -> 500"),
        (failed("GET /a?b=1&token=x", None, fault="refused"), "GET /a?b=1&token=*** -> no answer (refused)"),
        (failed("GET /a -> b"), "GET /a -> b -> 500"),
        (failed("POST /graphql", 200, body=b'{"query": "mutation Pay { pay }"}'), "POST /graphql Pay -> 200"),
        (failed("GET /a\nb\udcff"), "GET /a b\\udcff -> 500"),
    ],
)
def test_request_is_one_line(finding: Finding, line: str) -> None:
    """Private fields are masked, control characters are escaped, and the result is always shown."""
    assert view().line(finding.request) == line


def test_long_target_is_shortened() -> None:
    """The result of the request is always shown."""
    line = view().line(failed(f"GET /{'x' * 400}").request)
    assert (len(line), line[:6], line[-7:]) == (300 + len(" -> 500"), "GET /x", " -> 500")


@pytest.mark.parametrize(
    "details",
    [
        {"body": b'{"password": "hidden-7391"}'}, {"body": b"pin=hidden-7391", "headers": FORM},
        {"answer": b'{"accessToken": "hidden-7391"}'}, {"answer": b'{"token": {"value": "hidden-7391"}}'},
        {"headers": (("Authorization", "Bearer hidden-7391"),)}, {"headers": (("X-Api-Key", "hidden-7391"),)},
        {"headers": (("X-Auth-Token", "hidden-7391"),)}, {"answer_headers": (("Set-Cookie", "s=hidden-7391"),)},
        {"body": b'{"customer": "hidden-7391"}'}, {"answer": b'{"customer": "hidden-7391"}'},
        {"headers": (("X-Customer", "hidden-7391"),), "body": None, "body_size": 9},
        {"answer_headers": (("X-Customer", "hidden-7391"),), "answer": None},
        {"line": "POST /pay?otp=hidden-7391"}, {"body": b'{"password": "hidden-7391", "cut o'},
    ],
    ids=str,
)  # fmt: skip
def test_secret_is_shown_nowhere(details: dict[str, Any]) -> None:
    """Places and redactions mask it in line, record, table, message and file."""
    finding = failed(**details)
    shows = view(rules=rules_of("[$.customer, header X-Customer]"))
    record = traffic_record(1, [finding], shows)
    texts = [
        app_record_comment(record), traffic_html(record), swallowed_message([finding], shows),
        *map(str, (shows.whole_body(finding.request), shows.whole_body(finding.request, answer=True))),
        *map(str, (shows.headers(finding.request), shows.headers(finding.request, answer=True))),
    ]  # fmt: skip
    assert not [text for text in texts if SECRET in text]


def test_known_secret_is_masked_everywhere() -> None:
    """Every text passes through the redactor."""
    finding = replace(failed("POST /hidden-7391", body=b"hidden-7391"), why="hidden-7391", exempt="hidden-7391")
    finding = replace(finding, request=replace(finding.request, answer=b"a hidden-7391 b"))
    shows = AppRequestView(view(SECRET).redactor, lambda connection: (), ("a", SECRET))
    record = traffic_record(1, [finding], shows)
    assert SECRET not in app_record_comment(record) + traffic_html(record) + swallowed_message([finding], shows)


def test_error_code_is_shown() -> None:
    """Testers need it."""
    assert "CARD_DECLINED" in view().answer_text(failed(answer=b'{"code": "CARD_DECLINED"}').request)


def test_scheme_of_an_authorization_is_shown() -> None:
    """Readers see how the app logs in."""
    request = failed(headers=(("Authorization", "Bearer abcdef"), ("Accept", "a/b"))).request
    assert view().headers(request) == (("Authorization", "Bearer ***"), ("Accept", "a/b"))


def test_failed_request_has_excerpts() -> None:
    """Both bodies are shown with the headers and the size of the rest."""
    finding = failed(body=b"x" * (EXCERPT + 5), body_size=EXCERPT + 5, answer=None, answer_size=300_000)
    record = view().record(finding, 3)
    assert record.request == f"{'x' * EXCERPT}… (5 more characters)"
    assert record.answer == "(300,000 bytes, not kept)"
    assert (record.number, record.ui_step, record.failed, record.swallowed) == (3, STEPS[1], True, True)


def test_request_that_succeeded_has_no_excerpts() -> None:
    """The separate file has them."""
    record = view().record(Finding(made("GET /a", answer=b"{}"), -1), 1)
    assert (record.request, record.answer, record.ui_step) == ("", "", "")


def test_no_answer_says_why() -> None:
    """The reason replaces the answer."""
    request = failed(status=None, fault="refused", message="nobody listens").request
    refused = "no answer: the backend refused the connection: it is not running at the address of base_url"
    assert view().answer_text(request) == refused
    assert view().answer_text(replace(request, message="")) == refused


@pytest.mark.parametrize(("body", "whole"), [(b"{}", "{}"), (b"", ""), (None, None), (b"\xff", None)])
def test_whole_body_is_a_text_or_none(body: bytes | None, whole: str | None) -> None:
    """The file contains no pictures."""
    assert view().whole_body(made("POST /a", body=body)) == whole


@pytest.mark.parametrize(
    ("sent", "failures", "title"),
    [
        (1, 0, "the app sent 1 request"),
        (9, 1, "the app sent 9 requests, 1 failed"),
        (2_000, 0, "the app sent 2,000 requests"),
    ],
)  # fmt: skip
def test_title_counts(sent: int, failures: int, title: str) -> None:
    """The title has the number of all requests and of failed ones."""
    assert closing_title(sent, [failed()] * failures) == title


def test_message_names_request_reason_step_and_answer() -> None:
    """The message has everything needed to understand the failure."""
    assert swallowed_message([failed(answer=b'{"error":"no money"}')], view()).splitlines()[1:] == [
        "  the answer was 500", f"  during UI step: {STEPS[1]}", '  answer: { "error": "no money" }',
    ]  # fmt: skip


def test_message_is_bounded() -> None:
    """The first swallowed failures are named, the others are counted."""
    lines = swallowed_message([failed()] * 7, view()).splitlines()
    assert (lines[0], lines[-1]) == ("7 swallowed failures", "and 2 more")


def test_without_swallowed_failures_there_is_no_message() -> None:
    """Failures that do not count are in the table."""
    assert swallowed_message([replace(failed(), exempt="ignored by the registry")], view()) == ""


def test_of_very_many_requests_failures_and_writes_are_listed() -> None:
    """They keep their order and numbers; all requests are counted."""
    findings = [Finding(made("GET /a"), 0)] * 600 + [Finding(made("POST /a"), 0), failed()]
    record = traffic_record(len(findings), findings, view())
    assert (record.sent, record.failed, len(record.requests)) == (602, 1, 500)
    assert [item.number for item in record.requests[-2:]] == [601, 602]
    html = traffic_html(record)
    assert html.count("<tr>") == 2
    assert "and 600 more requests" in html


def test_html_is_no_markup_of_the_app() -> None:
    """Paths, bodies and reasons are escaped."""
    finding = replace(failed("POST /<b>", body=b"<script>", answer=b"<img>"), why="<i>")
    html = traffic_html(traffic_record(1, [finding], view()))
    for markup in ("<b>", "<script>", "<img>", "<i>"):
        assert markup not in html


@given(st.text(), st.binary(max_size=50), st.binary(max_size=50), st.lists(st.tuples(st.text(), st.text()), max_size=3))
def test_any_request_is_shown(target: str, body: bytes, answer: bytes, headers: list[tuple[str, str]]) -> None:
    """The text can be written to the log, even with a lone surrogate."""
    finding = failed(f"POST {target}", body=body, answer=answer, headers=tuple(headers), answer_headers=tuple(headers))
    shows = view("abc")
    record = traffic_record(1, [finding], shows)
    (app_record_comment(record) + traffic_html(record) + swallowed_message([finding], shows)).encode("utf-8")
