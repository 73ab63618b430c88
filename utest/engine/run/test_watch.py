"""A watch runs a validation in a separate thread; it is planned before, and can be ended from outside."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from QuashLibrary.engine.clock import Clock
from QuashLibrary.engine.outcome import Outcome
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.run.call import Call
from QuashLibrary.engine.run.runner import Runner
from QuashLibrary.engine.run.watch import PATIENCE, Watch, cancel, watch
from QuashLibrary.registry.model import BASE
from utest.engine.registries import registry_of, scope_of
from utest.engine.runners import runner_over
from utest.engine.servers import Peer, Server, answering, response, serving

PENDING, PAID = response(b'{"state": "pending"}'), response(b'{"state": "paid"}')
REGISTRY = """\
connections: {{shop: {{base_url: '{url}', timeout: 1h}}}}
validations:
  paid: {{inputs: {{order: Number.}}, request: "GET /orders/${{order}}", expect: {{$.state: paid}}}}
  posted: {{request: POST /orders, expect: {{$.state: paid}}}}
  soon: {{request: GET /soon, expect: {{$.state: paid}}, eventually: 1h}}
  secret: {{request: GET /secret, fetch: {{code: {{from: $.state, secret: true}}}}}}
  first: {{request: "GET /${{first}}", fetch: {{state: $.state}}}}
  second: {{needs: "@first", request: "GET /${{state}}/${{second}}"}}
"""


class Watching:
    """Watches validations of the registry on a server."""

    def __init__(self, server: Server) -> None:
        self.redactor = Redactor()
        self.runner = Runner(Clock(), self.redactor)
        self._registry = registry_of(REGISTRY.format(url=server.url))

    def call(self, slug: str, **more: Any) -> Call:
        """Return a call of a validation, with the calls that it needs."""
        validation = self._registry.validations[slug]
        needs = tuple(self.call(name, **more) for name in validation.needs)
        scope = scope_of(validation, redactor=self.redactor, **more)
        return Call(validation, self._registry.connections["shop"][BASE], scope, needs=needs)

    def watch(self, slug: str, **more: Any) -> Watch:
        """Begin to watch."""
        begun = watch(self.runner, self.call(slug, **more))
        assert not begun.unplanned
        return begun

    def refused(self, slug: str, **more: Any) -> Outcome:
        """Return why a validation cannot be watched."""
        begun = watch(self.runner, self.call(slug, **more))
        assert begun.unplanned
        return begun.outcome

    def close(self) -> None:
        """Close connections."""
        self.runner.close()


@pytest.fixture
def held() -> Iterator[tuple[Watching, Server, threading.Event, threading.Event]]:
    """Return watches on a server that waits for permission to answer, and a signal that a request has arrived."""
    came, may = threading.Event(), threading.Event()

    def serve(peer: Peer) -> None:
        while peer.receive():
            came.set()
            while not may.is_set() and not peer.over.wait(0.01):
                pass
            peer.send(PAID)

    with serving(serve) as server:
        watching = Watching(server)
        yield watching, server, came, may
        watching.close()


Held = tuple[Watching, Server, threading.Event, threading.Event]


def test_it_goes_on_in_the_background(held: Held) -> None:
    """The outcome is known when the backend has answered, with the time of the request."""
    watching, _, came, may = held
    begun = watching.watch("paid", call={"order": 7})
    assert came.wait(20)
    assert not begun.done
    may.set()
    begun.wait()
    assert (begun.outcome.name, begun.outcome.verdict) == ("@paid", "passed")
    assert begun.known >= begun.outcome.started


def test_the_outcome_is_not_to_be_had_before_it_is_known(held: Held) -> None:
    """Reading it too early is a bug."""
    watching, _, _, may = held
    begun = watching.watch("soon")
    with pytest.raises(RuntimeError):
        _ = begun.outcome
    may.set()
    begun.wait()


def test_what_says_nothing_of_time_is_watched_until_it_holds() -> None:
    """The watch lasts at most thirty seconds."""
    with serving(answering(PENDING, PENDING, PAID)) as server:
        begun = (watching := Watching(server)).watch("paid", call={"order": 7})
        begun.wait()
        watching.close()
    assert begun.call.within == PATIENCE
    assert begun.outcome.last is not None
    assert (begun.outcome.verdict, begun.outcome.last.number) == ("passed", 3)


def test_what_must_not_be_repeated_runs_once() -> None:
    """It runs once, as in the foreground."""
    with serving(answering(PENDING)) as server:
        begun = (watching := Watching(server)).watch("posted")
        begun.wait()
        watching.close()
        assert len(server.requests) == 1
    assert begun.outcome.verdict == "failed"


def test_time_of_the_registry_is_kept(held: Held) -> None:
    """The default time does not replace it."""
    watching, _, _, may = held
    begun = watching.watch("soon")
    assert begun.call.within is None
    may.set()
    begun.wait()


def test_what_cannot_be_planned_is_reported_at_once(held: Held) -> None:
    """No request is sent."""
    watching, server, _, _ = held
    refused = watching.refused("paid")
    assert (refused.verdict, refused.problem) == ("error", "${order} is not set; add order=… to the step")
    assert server.requests == []


def test_a_need_that_cannot_be_planned_is_reported_at_once(held: Held) -> None:
    """The message names the needed validation."""
    watching, server, _, _ = held
    refused = watching.refused("second")
    assert refused.slug == "second"
    assert refused.problem == "needs @first, which had an error: ${first} is not set; set it before this step"
    assert [of.slug for of in refused.needed] == ["first"]
    assert server.requests == []


def test_what_it_needs_runs_in_the_background_too() -> None:
    """Its values are passed on."""
    names = {"first": "one", "second": "two"}
    with serving(answering(PAID)) as server:
        begun = (watching := Watching(server)).watch("second", variables=names)
        begun.wait()
        watching.close()
        paths = [request.split(b" ")[1] for request in server.requests]
    assert paths == [b"/one", b"/paid/two"]
    assert [of.slug for of in begun.outcome.needed] == ["first"]


def test_a_secret_is_masked_before_the_outcome_is_known() -> None:
    """So nobody can log it."""
    with serving(answering(PAID)) as server:
        begun = (watching := Watching(server)).watch("secret")
        begun.wait()
        watching.close()
    assert watching.redactor.clean("paid") == "***"


def test_a_cancelled_one_is_over_with_what_it_had_in_flight(held: Held) -> None:
    """Its thread ends too."""
    watching, server, came, _ = held
    before = set(threading.enumerate())
    begun = watching.watch("soon")
    assert came.wait(20)
    cancel([begun])
    assert begun.done
    assert begun.outcome.verdict == "error"
    assert not {thread for thread in set(threading.enumerate()) - before if "watching" in thread.name}
    assert len(server.requests) == 1


def test_a_cancelled_one_keeps_what_it_heard() -> None:
    """The outcome has the last complete attempt."""
    heard = threading.Event()

    def serve(peer: Peer) -> None:
        peer.receive()
        peer.send(PENDING)
        peer.receive()
        heard.set()
        peer.over.wait()

    with serving(serve) as server:
        begun = (watching := Watching(server)).watch("soon")
        assert heard.wait(20)
        cancel([begun])
        watching.close()
    assert begun.latest is not None
    assert begun.outcome.last is not None
    assert (begun.outcome.last.number, begun.outcome.gave_up) == (1, "the run was stopped")


def test_a_bug_is_raised_when_the_outcome_is_read(held: Held) -> None:
    """A bug is not hidden in the thread."""
    watching = held[0]

    class Broken:
        def send(self, *_: object) -> None:
            raise ZeroDivisionError

    runner = runner_over(Broken(), watching.redactor)
    begun = watch(runner, replace(watching.call("soon")))
    assert isinstance(begun, Watch)
    begun.wait()
    with pytest.raises(ZeroDivisionError):
        _ = begun.outcome
