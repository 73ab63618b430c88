"""Learning the texts found by `redact` takes time from the wait, but never exceeds it."""

import itertools
import json
from collections.abc import Iterator

import pytest

from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.run.call import Call
from QuashLibrary.engine.run.runner import Runner
from QuashLibrary.views.message import failure_message
from utest.engine.registries import scope_of, used
from utest.engine.servers import Peer, response, serving

WITHIN = 2.0


def _other_mails(numbers: Iterator[int]) -> bytes:
    """Return 150 KB of addresses that were never sent before."""
    return json.dumps([{"mail": f"{next(numbers)}@shop.example"} for _ in range(4_000)]).encode()


@pytest.mark.parametrize("redact", ["$..mail", "body", "{matches: '\\S+@shop.example'}"])
def test_a_wait_ends_in_time_though_each_answer_has_thousands_of_secrets(
    redact: str, runner: Runner, redactor: Redactor
) -> None:
    """Learning secrets is part of an attempt, so no attempt begins too late."""
    numbers = itertools.count(100_000)

    def serve(peer: Peer) -> None:
        while peer.receive():
            peer.send(response(_other_mails(numbers)))

    with serving(serve) as server:
        text = f'request: GET /\nexpect: {{"$[0].mail": none}}\neventually: {{within: {WITHIN:.0f}s, every: 50ms}}'
        validation, connection = used(text, f"redact: {redact}", server.url)
        [outcome] = runner.run([Call(validation, connection, scope_of(validation))])
        message = failure_message(outcome, redactor)
    assert outcome.verdict == "failed"
    assert "@shop" not in message
    assert (outcome.attempts[-1].started - outcome.started).total_seconds() < WITHIN, "no attempt after the time"
