"""Expect failures of the app's requests, break requests, or return them, as the keywords order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from QuashLibrary.engine.plan.plain_values import plain
from QuashLibrary.engine.sources.app.documents import requests_document
from QuashLibrary.errors import RequestPatternError, TrafficError, UnusableValueError
from QuashLibrary.language.json_text.writer import write_json
from QuashLibrary.language.request_patterns import parse_request_pattern, parse_statuses, path_regex
from QuashLibrary.problems import did_you_mean
from QuashLibrary.robotside.errors import ValidationError
from QuashLibrary.traffic.breaking import HOW_BROKEN, READING, BrokenRequests, GivenAnswer
from QuashLibrary.traffic.swallowed import Announcement

if TYPE_CHECKING:
    from QuashLibrary.language.request_patterns import RequestPattern
    from QuashLibrary.robotside.state.run import RunState
    from QuashLibrary.robotside.state.traffic import AppBackend, RunTraffic
    from QuashLibrary.traffic.breaking import HowBroken
    from QuashLibrary.traffic.model import Way

_NO_APP = "no connection records the app's requests; add  app: {listen: 8888}  to the connection"
_JSON = (("Content-Type", "application/json"),)
_TEXT = (("Content-Type", "text/plain; charset=utf-8"),)
_STATUSES = range(200, 600)
_ERROR, _DELAY = 500, 10.0


@dataclass(frozen=True, slots=True)
class Break:
    """Which requests to break, and how."""

    pattern: RequestPattern
    how: str
    times: int
    status: int | None
    answer: Any
    delay: float | None


def read_pattern(text: str, status: str = "") -> RequestPattern:
    """Return the pattern of requests that a text contains.

    Raises:
        ValidationError: it is not a pattern.
    """
    try:
        pattern = parse_request_pattern(text)
        return replace(pattern, statuses=parse_statuses(status)) if status else pattern
    except RequestPatternError as error:
        raise ValidationError(str(error)) from None


def announce_failure(run: RunState, pattern: RequestPattern, connection: str) -> None:
    """Note that failures are expected from now on.

    Raises:
        ValidationError: the app's requests are not recorded.
    """
    traffic = _traffic(run)
    name = _way(traffic, connection).name if connection else ""
    run.test.traffic.announced.append(Announcement(pattern, run.clock.now(), name))


def app_requests(run: RunState, pattern: RequestPattern, connection: str) -> list[Any]:
    """Return the matching requests, in the order in which they ended.

    Raises:
        ValidationError: the app's requests are not recorded.
    """
    traffic = _traffic(run)
    # Connections that share a way also share their requests.
    ways = dict.fromkeys(_way(traffic, name).name for name in ([connection] if connection else traffic.backends))
    found: list[Any] = []
    for name in ways:
        try:
            recorded = traffic.proxy.recorded(name)
        except TrafficError as error:
            raise ValidationError(str(error)) from None
        matching = [item for item in recorded if pattern.matches(item.method, item.path, item.status)]
        document = requests_document(matching, _backend(traffic, name).connection.redact)
        found += cast("list[Any]", document["requests"])
    return found


def break_request(run: RunState, order: Break, connection: str) -> None:
    """Break the next matching requests.

    Raises:
        ValidationError: they cannot be broken in this way.
    """
    traffic = _traffic(run)
    backend = _backend(traffic, connection)
    if not run.test.in_test:
        raise ValidationError("Break App Request works only in a test, because its effect ends with the test")
    way = _way(traffic, backend.connection.name)
    _refuse(order, backend)
    how = cast("HowBroken", order.how)
    answers = _answers(run, traffic, backend, order)
    delay = _DELAY if order.delay is None else order.delay
    broken = BrokenRequests(order.pattern.method, path_regex(order.pattern.path), how, order.times, answers, delay)
    run.test.traffic.breaks = True
    run.test.traffic.broken.append(order.pattern)
    try:
        traffic.proxy.break_requests(broken.order(way))
    except TrafficError as error:
        raise ValidationError(str(error)) from None


def _refuse(order: Break, backend: AppBackend) -> None:
    name = backend.connection.name
    if order.how not in HOW_BROKEN:
        advice = did_you_mean(order.how, HOW_BROKEN) or f"choose {', '.join(HOW_BROKEN)}"
        problem = f'unknown value as="{order.how}"' if order.how else "as is not set"
        raise ValidationError(f"{problem}; {advice}")
    if backend.connection.read_only:
        raise ValidationError(f'cannot break requests to the connection "{name}": it is read-only')
    if order.how == "lost" and order.pattern.method in ("*", *READING):
        raise ValidationError(
            f'only requests that change something can be lost, not "{order.pattern}"; write a method such as POST'
        )
    if order.pattern.statuses:
        raise ValidationError(
            f'"{order.pattern}" has a status, but requests are broken before the answer; remove the status'
        )
    if order.status is not None and order.status not in _STATUSES:
        raise ValidationError(f"status must be from 200 to 599, but is {order.status}")
    if order.times < 1:
        raise ValidationError(f"times must be at least 1, but is {order.times}")


def _answers(run: RunState, traffic: RunTraffic, backend: AppBackend, order: Break) -> tuple[GivenAnswer, ...]:
    """Return the answers that replace the backend's; each lost request gets a fresh one."""
    if order.how not in ("lost", "error"):
        return ()
    if order.answer is not None or order.how == "error":
        return (_given_answer(run, order, _ERROR if order.how == "error" else 200),)
    traffic.proxy.sync()
    known = traffic.lost_answers.find(backend.connection.name, order.pattern)
    if known is None:
        raise ValidationError(
            f"no {order.pattern} has succeeded in this run, so there is no answer to repeat; "
            'write, for example,  status=201    answer={"number": "A-1"}'
        )
    fresh = [known.refreshed() for _ in range(order.times)]
    return tuple(GivenAnswer(order.status or item.status, item.headers, item.body) for item in fresh)


def _given_answer(run: RunState, order: Break, status: int) -> GivenAnswer:
    if order.answer is None:
        return GivenAnswer(order.status or status, _JSON, b'{"error": "broken by the test"}')
    if isinstance(order.answer, str):
        headers = _JSON if order.answer.lstrip().startswith(("{", "[")) else _TEXT
        return GivenAnswer(order.status or status, headers, order.answer.encode("utf-8", "surrogatepass"))
    try:
        value = plain(order.answer, run.redactor, "answer")
    except UnusableValueError as error:
        raise ValidationError(str(error)) from None
    return GivenAnswer(order.status or status, _JSON, write_json(value).encode("utf-8", "surrogatepass"))


def _traffic(run: RunState) -> RunTraffic:
    if run.traffic is None or not run.traffic.proxy.is_serving:
        raise ValidationError(_NO_APP)
    return run.traffic


def _way(traffic: RunTraffic, name: str) -> Way:
    name = _backend(traffic, name).connection.name
    way = traffic.proxy.way(name)
    if way is None:
        raise ValidationError(f'the app\'s requests to "{name}" are not recorded, because its port could not be opened')
    return way


def _backend(traffic: RunTraffic, name: str) -> AppBackend:
    known = traffic.backends
    if not name and len(known) == 1:
        return next(iter(known.values()))
    if name in known:
        return known[name]
    if not name:
        raise ValidationError(f"the app has several backends; add connection={' or connection='.join(known)}")
    raise ValidationError(f'the connection "{name}" does not record the app\'s requests; choose {", ".join(known)}')
