"""Needed validations run first, once; the chain ends with the first that does not pass."""

from QuashLibrary.engine.run.call import Call
from QuashLibrary.engine.run.chains import all_needed
from QuashLibrary.engine.run.runner import Runner
from QuashLibrary.registry.model import BASE
from utest.engine.registries import registry_of, scope_of
from utest.engine.servers import Peer, answering, response, serving

REGISTRY = """\
connections: {{shop: {{base_url: '{url}'}}}}
validations:
  a: {{request: GET /a, fetch: {{token: $.token}}}}
  b: {{request: "GET /b/${{token}}", needs: "@a"}}
  c: {{request: "GET /c/${{token}}", needs: ["@a", "@b"], on_error: warn}}
  fails: {{request: GET /fails, expect: {{$.token: x}}}}
  d: {{request: GET /d, needs: "@fails"}}
  e: {{request: GET /e, needs: "@d"}}
"""
TOKEN = response(b'{"token": "t-1"}')


class Chain:
    """Calls of the registry on a server; each validation has one call."""

    def __init__(self, url: str) -> None:
        self._registry = registry_of(REGISTRY.format(url=url))
        self._made: dict[str, Call] = {}

    def call(self, slug: str) -> Call:
        """Return the call of a validation."""
        if slug not in self._made:
            validation = self._registry.validations[slug]
            needs = tuple(map(self.call, validation.needs))
            connection = self._registry.connections["shop"][BASE]
            self._made[slug] = Call(validation, connection, scope_of(validation), needs=needs)
        return self._made[slug]


def test_what_is_needed_goes_before_once_and_hands_on_its_values(runner: Runner) -> None:
    """It runs once, however many validations need it."""
    with serving(answering(TOKEN)) as server:
        chain = Chain(server.url)
        outcomes = runner.run([chain.call("c"), chain.call("a")])
        paths = [request.split(b" ")[1] for request in server.requests]
    assert paths == [b"/a", b"/b/t-1", b"/c/t-1"]
    assert [(outcome.name, outcome.verdict) for outcome in outcomes] == [("@c", "passed"), ("@a", "passed")]
    assert [outcome.slug for outcome in outcomes[0].needed] == ["a", "b"]


def test_what_needs_something_that_failed_is_an_error_and_does_not_run(runner: Runner) -> None:
    """The reason is passed through the whole chain."""
    with serving(answering(TOKEN)) as server:
        (outcome,) = runner.run([Chain(server.url).call("e")])
        assert len(server.requests) == 1
    assert outcome.verdict == "error"
    assert outcome.problem == (
        'needs @d, which had an error: needs @fails, which failed: $.token should be "x", was "t-1"'
    )


def test_what_needs_something_without_an_answer_says_why(runner: Runner) -> None:
    """The policy of the validation that needs it applies."""
    with serving(Peer.reset) as server:
        (outcome,) = runner.run([Chain(server.url).call("c")])
    assert outcome.problem.startswith("needs @a, which had an error: connection ")
    assert (outcome.policy, outcome.needed[0].policy) == ("warn", "fail")


def test_all_that_was_needed_is_listed_once(runner: Runner) -> None:
    """Each follows its own needs; requested validations are not listed."""
    with serving(answering(TOKEN)) as server:
        chain = Chain(server.url)
        outcomes = runner.run([chain.call("c"), chain.call("b"), chain.call("e")])
    assert [outcome.slug for outcome in all_needed(outcomes)] == ["a", "fails", "d"]
