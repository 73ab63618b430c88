"""The log of the app's requests: reports are kept until they are taken, within limits."""

import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.traffic import log as log_module
from QuashLibrary.traffic.log import TrafficLog
from QuashLibrary.traffic.model import AppRequest, Way

START = 1_767_268_800.0


def exchange(number: int = 1, **details: Any) -> dict[str, Any]:
    """Return a report of a complete exchange."""
    return {
        "exchange": {
            "number": number, "way": "shop", "method": "GET", "path": "/api/cart?a=1", "started": START, "elapsed": 0.5,
            "headers": [["Host", "h"]], "body": "", "body_size": 0, "status": 200,
            "answer_headers": [["Content-Type", "a/b"]], "answer": base64.b64encode(b"{}").decode(), "answer_size": 2,
            "broken": "", **details,
        }
    }  # fmt: skip


def began(number: int = 1, **details: Any) -> dict[str, Any]:
    """Return a report of the beginning of a request."""
    return {"began": number, "way": "shop", "method": "POST", "path": "/api/cart", "started": START, **details}


@pytest.fixture
def log() -> TrafficLog:
    """A log of requests to one connection."""
    return new_log()


def new_log() -> TrafficLog:
    """Return a log of requests to one connection."""
    ways = {"shop": Way("shop", "http://h", "/api")}
    return TrafficLog(ways.__getitem__)


def test_exchange_is_read_as_it_was_reported(log: TrafficLog) -> None:
    """An exchange is read as reported, with a path relative to the base URL."""
    log.hear(exchange())
    [request] = log.ended()
    assert (request.number, request.connection, request.method, request.target) == (1, "shop", "GET", "/cart?a=1")
    assert (request.started.timestamp(), request.elapsed, request.status) == (START, 0.5, 200)
    assert (request.headers, request.answer_headers) == ((("Host", "h"),), (("Content-Type", "a/b"),))
    assert (request.body, request.answer, request.answer_size, request.fault) == (b"", b"{}", 2, "")


def test_time_is_that_of_the_machine(log: TrafficLog) -> None:
    """Times have a time zone, so they are comparable with other times."""
    log.hear(exchange())
    assert log.ended()[0].started.utcoffset() is not None


def test_no_answer_has_a_fault(log: TrafficLog) -> None:
    """A missing answer has a fault with the message of the backend's connection."""
    log.hear(exchange(status=None, answer=None, error="server disconnected", server_error="[Errno 111] refused"))
    [request] = log.ended()
    assert (request.status, request.fault, request.message) == (None, "refused", "[Errno 111] refused")


def test_body_that_is_not_kept_is_none(log: TrafficLog) -> None:
    """A body that was not kept is None, not empty."""
    log.hear(exchange(body=None, answer=None, answer_size=9))
    assert (log.ended()[0].body, log.ended()[0].answer, log.ended()[0].answer_size) == (None, None, 9)


def test_negative_time_is_none(log: TrafficLog) -> None:
    """A negative duration counts as 0, because clocks differ slightly."""
    log.hear(exchange(elapsed=-0.001))
    assert log.ended()[0].elapsed == 0.0


def test_request_is_open_until_it_ends(log: TrafficLog) -> None:
    """A request is open until it ends, and is in only one list."""
    log.hear(began())
    assert [(item.target, item.fault) for item in log.open()] == [("/cart", "open")]
    log.hear(exchange())
    assert (log.open(), len(log.ended())) == ([], 1)


def test_end_without_a_beginning_is_recorded(log: TrafficLog) -> None:
    """An end without a beginning is recorded."""
    log.hear(exchange(7))
    assert len(log.ended()) == 1


def test_other_messages_are_none(log: TrafficLog) -> None:
    """Other messages are ignored."""
    log.hear({"hello": 1})
    assert (log.ended(), log.open()) == ([], [])


def test_request_is_seen_before_anybody_can_see_it(log: TrafficLog) -> None:
    """The callback gets a request before it becomes visible, to learn its secrets."""
    seen: list[int] = []
    log.on_request = lambda request: seen.append(len(log.ended()))
    log.hear(exchange())
    assert (seen, len(log.ended())) == ([0], 1)


def test_request_whose_secrets_cannot_be_learned_is_not_shown(log: TrafficLog) -> None:
    """A request whose secrets cannot be learned does not become visible."""

    def fail(request: AppRequest) -> None:
        raise ValueError

    log.on_request = fail
    with pytest.raises(ValueError):
        log.hear(exchange())
    assert log.ended() == []


def test_what_was_taken_is_forgotten(log: TrafficLog) -> None:
    """Taken requests are forgotten."""
    log.hear(exchange(1))
    assert [item.number for item in log.take()] == [1]
    assert (log.take(), log.ended()) == ([], [])


def test_request_that_ends_meanwhile_is_not_lost(log: TrafficLog) -> None:
    """A request that ends during a take is not lost."""
    log.hear(exchange(1))
    before = log.ended()
    log.hear(exchange(2))
    assert [item.number for item in log.take()] == [1, 2]
    log.hear(exchange(3))
    assert [item.number for item in before] == [1]
    assert [item.number for item in log.take()] == [3]


@pytest.fixture
def small(log: TrafficLog, monkeypatch: pytest.MonkeyPatch) -> TrafficLog:
    """A log with low limits."""
    monkeypatch.setattr(log_module, "MOST_REQUESTS", 3)
    monkeypatch.setattr(log_module, "MOST_LINES", 6)
    monkeypatch.setattr(log_module, "MOST_OPEN", 3)
    monkeypatch.setattr(log_module, "MOST_BODIES", 10)
    return log


def test_of_very_many_reads_only_the_line_is_kept(small: TrafficLog) -> None:
    """Of very many reads only the line is kept; failures and writes are kept completely."""
    for number in range(3):
        small.hear(exchange(number))
    small.hear(exchange(3))
    small.hear(exchange(4, status=500))
    small.hear(exchange(5, method="POST", path="/api/a"))
    assert [item.headers == () for item in small.ended()] == [False, False, False, True, False, False]
    assert small.ended()[3].line == "GET /cart?a=1 -> 200"
    assert small.ended()[3].answer is None


def test_what_is_not_kept_at_all_is_known(small: TrafficLog) -> None:
    """Dropped requests are counted until the next take."""
    for number in range(8):
        small.hear(exchange(number))
    assert (len(small.ended()), small.dropped) == (6, 2)
    small.take()
    assert small.dropped == 0


def test_bodies_are_bounded_together(small: TrafficLog) -> None:
    """Bodies beyond the limit are dropped; a take makes room."""
    body = base64.b64encode(b"x" * 6).decode()
    for _ in range(2):
        small.hear(exchange(1, answer=body))
        small.hear(exchange(2, answer=body))
        assert [item.answer for item in small.take()] == [b"x" * 6, None]


def test_open_requests_are_bounded(small: TrafficLog) -> None:
    """Open requests are bounded, because an end may never come."""
    for number in range(5):
        small.hear(began(number))
    assert [item.number for item in small.open()] == [2, 3, 4]


events = st.one_of(
    st.builds(began, st.integers(0, 9)),
    st.builds(
        lambda number, status, size, method: exchange(
            number, status=status, method=method, answer=base64.b64encode(b"x" * size).decode()
        ),
        st.integers(0, 9), st.sampled_from([200, 404, 500, None]), st.integers(0, 6), st.sampled_from(["GET", "POST"]),
    ),
    st.just("take"),
)  # fmt: skip


@given(st.lists(events, max_size=60))
def test_log_stays_bounded(heard: list[dict[str, Any] | str]) -> None:
    """The log stays bounded; each ended request is taken once or counted as dropped."""
    log = new_log()
    taken = dropped = 0
    with pytest.MonkeyPatch.context() as patch:
        for name, most in (("MOST_REQUESTS", 3), ("MOST_LINES", 6), ("MOST_OPEN", 3), ("MOST_BODIES", 10)):
            patch.setattr(log_module, name, most)
        for event in [*heard, "take"]:
            if isinstance(event, str):
                dropped += log.dropped
                taken += len(log.take())
                continue
            log.hear(event)
            assert len(log.ended()) <= 6
            assert len(log.open()) <= 3
            assert sum(len(item.answer or b"") for item in log.ended()) <= 10
    assert taken + dropped == sum("exchange" in event for event in heard if isinstance(event, dict))
