"""Failures that the app swallowed: which count, and which are exempt."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.language.request_patterns import parse_request_pattern
from QuashLibrary.traffic.model import AppRequest
from QuashLibrary.traffic.swallowed import SENT_TWICE, Announcement, Circumstances, Finding, find_swallowed
from utest.traffic.requests_made import NOON, made


def found(*requests: AppRequest, step: int = 0, **circumstances: Any) -> tuple[Finding, ...]:
    """Return the findings for requests of one UI step."""
    return find_swallowed([(request, step) for request in requests], Circumstances(**circumstances))


def test_failure_that_nobody_saw_is_swallowed() -> None:
    """A failure that the UI did not show is swallowed, with the reason."""
    [finding] = found(made("POST /pay", 500))
    assert (finding.failed, finding.swallowed, finding.why, finding.exempt) == (True, True, "the answer was 500", "")


def test_success_is_not_a_failure() -> None:
    """A success has no finding."""
    [finding] = found(made("POST /pay", 201))
    assert (finding.failed, finding.swallowed, finding.why, finding.note) == (False, False, "", "")


@pytest.mark.parametrize("status", [200, 204, 302, 304])
def test_later_success_exempts_a_failure(status: int) -> None:
    """A later success of an equal request exempts a failure."""
    first, _ = found(made("GET /cart", 500), made("GET /cart", status, after=1))
    assert (first.swallowed, first.exempt) == (False, "a later equal request succeeded")


def test_later_success_may_have_its_query_in_another_order() -> None:
    """The later success may have its query fields in another order."""
    first, _ = found(made("GET /cart?a=1&b=2", 500), made("GET /cart?b=2&a=1", after=1))
    assert not first.swallowed


@pytest.mark.parametrize("other", ["GET /cart/1", "POST /cart", "GET /cart?a=1"])
def test_success_of_another_request_exempts_nothing(other: str) -> None:
    """A success of another method, path or query exempts nothing."""
    assert found(made("GET /cart", 500), made(other, after=1))[0].swallowed


def test_earlier_success_exempts_nothing() -> None:
    """An earlier success exempts nothing."""
    assert found(made("GET /cart"), made("GET /cart", 500, after=1))[1].swallowed


def test_later_success_of_another_connection_exempts_nothing() -> None:
    """A success of another connection exempts nothing."""
    assert found(made("GET /a", 500), made("GET /a", connection="bank", after=1))[0].swallowed


def test_later_answer_that_breaks_a_promise_exempts_nothing() -> None:
    """A later answer that breaks an expectation exempts nothing."""
    findings = found(made("GET /a", 500), made("GET /a", after=1), broken_promise=lambda item: "$.ok should be true")
    assert [finding.swallowed for finding in findings] == [True, True]
    assert [finding.why for finding in findings] == ["the answer was 500", "$.ok should be true"]


@pytest.mark.parametrize(("seconds", "swallowed"), [(0.4, True), (0.5, False), (9.0, False)])
def test_ui_failure_after_the_answer_shows_it(seconds: float, swallowed: bool) -> None:
    """Only a UI failure after the answer shows the failure."""
    request = made("POST /pay", 500, elapsed=0.5)
    [finding] = found(request, ui_failures=[NOON + timedelta(seconds=seconds)])
    assert finding.swallowed is swallowed


def test_naive_local_moments_are_moments_too() -> None:
    """Naive local moments, as in Robot, are comparable."""
    moment = (NOON + timedelta(seconds=1)).astimezone().replace(tzinfo=None)
    assert not found(made("POST /pay", 500), ui_failures=[moment])[0].swallowed


def test_cancelled_request_is_not_a_swallowed_failure() -> None:
    """A cancelled request is not a swallowed failure."""
    [finding] = found(made("GET /a", None, fault="cancelled"))
    assert (finding.failed, finding.exempt) == (True, "the app cancelled it")


def test_decoration_does_not_count() -> None:
    """A missing picture does not count as a failure of the app."""
    [finding] = found(made("GET /a.png", 500, headers=(("Sec-Fetch-Dest", "image"),)))
    assert finding.exempt == "an image, a font or a style"


def test_registry_ignores_requests_of_its_connection() -> None:
    """The registry ignores requests only of its connection."""
    ignored = {"shop": [parse_request_pattern("POST /analytics*")]}
    findings = found(
        made("POST /analytics/7?a=1", 500), made("POST /analytics", 500, connection="bank"), ignored=ignored
    )
    assert [finding.exempt for finding in findings] == ["ignored by the registry", ""]


def test_pattern_with_a_status_ignores_that_alone() -> None:
    """A pattern with a status ignores only that status."""
    ignored = {"shop": [parse_request_pattern("POST /login 401")]}
    findings = found(
        made("POST /login", 401), made("POST /login", 500), made("POST /login", None, fault="reset"), ignored=ignored
    )
    assert [finding.swallowed for finding in findings] == [False, True, True]


@pytest.mark.parametrize(
    ("connection", "since", "swallowed"), [("", 0, False), ("shop", 0, False), ("bank", 0, True), ("", 1, True)]
)
def test_announced_failures_do_not_count(connection: str, since: float, swallowed: bool) -> None:
    """Announced failures do not count, from the announcement on and on that connection."""
    announced = [Announcement(parse_request_pattern("POST /pay"), NOON + timedelta(seconds=since), connection)]
    assert found(made("POST /pay", 500), announced=announced)[0].swallowed is swallowed


def test_open_request_is_not_a_failure() -> None:
    """An open request is not a failure and exempts none."""
    findings = found(made("POST /a", 500), made("POST /a", None, fault="open", after=1))
    assert [(finding.failed, finding.swallowed) for finding in findings] == [(True, True), (False, False)]


def test_write_that_is_sent_again_in_a_step_has_a_note() -> None:
    """A write that is accepted twice during a UI step gets a note."""
    findings = found(made("POST /orders", 201, body=b"a"), made("POST /orders", 201, body=b"a", after=1))
    assert [finding.note for finding in findings] == ["", SENT_TWICE]
    assert not findings[1].failed


@pytest.mark.parametrize(
    "other",
    [
        made("POST /orders", 201, body=b"b", after=1),
        made("POST /orders?a=1", 201, body=b"a", after=1),
        made("POST /orders", 500, body=b"a", after=1),
        made("POST /orders", 201, body=None, after=1),
        made("POST /orders", 201, body=b"a", body_size=300_000, after=1),
    ],
)
def test_other_writes_are_not_the_same(other: AppRequest) -> None:
    """Only writes that are known to be equal get the note."""
    findings = found(made("POST /orders", 201, body=b"a"), other)
    assert [finding.note for finding in findings] == ["", ""]


def test_reads_may_be_sent_twice() -> None:
    """Repeated reads get no note."""
    assert [item.note for item in found(made("GET /a", body=b""), made("GET /a", body=b"", after=1))] == ["", ""]


def test_writes_of_different_steps_are_meant() -> None:
    """Equal writes of different UI steps get no note."""
    requests = [(made("POST /a", body=b"a"), 0), (made("POST /a", body=b"a", after=1), 1)]
    assert [item.note for item in find_swallowed(requests, Circumstances())] == ["", ""]


def test_writes_outside_steps_belong_to_no_step() -> None:
    """Writes outside UI steps get no note."""
    findings = found(made("POST /a", body=b"a"), made("POST /a", body=b"a", after=1), step=-1)
    assert [item.note for item in findings] == ["", ""]


statuses = st.sampled_from([200, 302, 404, 500, None])
requests = st.builds(
    lambda method, path, status, after, fault: made(
        f"{method} {path}", status, after=after, fault="" if status else fault
    ),
    st.sampled_from(["GET", "POST"]), st.sampled_from(["/a", "/b?x=1"]), statuses, st.floats(0, 10),
    st.sampled_from(["refused", "cancelled", "open"]),
)  # fmt: skip


@given(st.lists(requests, max_size=8))
def test_every_request_has_one_finding_in_order(sent: list[AppRequest]) -> None:
    """Each request has one finding, and exactly the failures without an exemption are swallowed."""
    findings = found(*sent)
    assert [finding.request for finding in findings] == sent
    for finding in findings:
        assert finding.failed is bool(finding.request.problem)
        assert finding.swallowed is (finding.failed and not finding.exempt)
