"""The cost of a check, counted instead of timed: calls of our own functions, and threads."""

import threading
from collections.abc import Callable

import pytest

from QuashLibrary import threads
from QuashLibrary.engine.run import runner as runner_module
from QuashLibrary.engine.run.call import Call
from QuashLibrary.engine.run.runner import Runner
from utest.calls import calls_of_ours
from utest.engine.registries import scope_of, used
from utest.engine.servers import answering, response, serving

ORDER = (
    b'{"number": "A-17", "state": "paid", "currency": "EUR", "total": 41.5, "customer": {"id": 7}, "items": ['
    b'{"sku": "tea", "quantity": 2, "price": 20.75}, {"sku": "pot", "quantity": 1, "price": 0}]}'
)
FIVE_EXPECTATIONS = (
    "request: GET /orders/A-17\n"
    "expect: {status: 200, $.state: paid, $.currency: EUR, $.total: {greater than: 0}, $.items: {count: 2}, "
    "$.customer.id: 7}\n"
)
MOST_CALLS = 500
"""Calls of our functions for a request, its status and five expectations, from the plan to the outcome."""


def test_a_check_takes_few_calls(runner: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change that makes a check slower is visible here on any machine."""
    monkeypatch.setattr(runner_module, "run_in_threads", lambda works: [work() for work in works])
    with serving(answering(response(ORDER))) as server:
        validation, connection = used(FIVE_EXPECTATIONS, base_url=server.url)

        def check() -> None:
            [outcome] = runner.run([Call(validation, connection, scope_of(validation))])
            assert outcome.verdict == "passed"

        check()
        assert calls_of_ours(check) <= MOST_CALLS


def test_checks_share_a_thread(runner: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """One thread per check would cost more than the request."""
    started: list[Callable[[], object]] = []
    start = threads.start_thread

    def noted(work: Callable[[], object], name: str | None = None) -> None:
        started.append(work)
        start(work, name)

    monkeypatch.setattr(threads, "start_thread", noted)
    with serving(answering(response(ORDER))) as server:
        validation, connection = used(FIVE_EXPECTATIONS, base_url=server.url)
        for _ in range(20):
            runner.run([Call(validation, connection, scope_of(validation))])
    assert len(started) <= 1
    assert threading.current_thread() is threading.main_thread()
