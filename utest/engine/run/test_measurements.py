"""A validation is measured once, on a passed answer and without a request: which changes would it notice?"""

from dataclasses import replace

import pytest

from QuashLibrary.engine.check.snapshots import snapshot_key
from QuashLibrary.engine.noticed_changes import NoticedChanges
from QuashLibrary.engine.outcome import Outcome
from QuashLibrary.engine.run.call import Call
from QuashLibrary.engine.run.measurements import Measurements
from QuashLibrary.engine.run.runner import Runner
from QuashLibrary.registry.model import BASE
from utest.engine.mutate.answers import parts_of
from utest.engine.registries import registry_of, scope_of, used
from utest.engine.servers import answering, response, serving
from utest.engine.sources.app.test_source import Recorded
from utest.traffic.requests_made import made

ORDER = response(b'{"state": "paid", "total": 17.8, "pin": "482913"}')


def outcomes_of(
    runner: Runner, text: str, answer: bytes = ORDER, times: int = 1, **more: object
) -> tuple[list[Outcome], int]:
    """Return the outcomes of several uses of a validation, and the number of requests."""
    measurements = Measurements()
    with serving(answering(answer)) as server:
        validation, connection = used(text, "", server.url)
        call = Call(validation, connection, scope_of(validation), measurements=measurements)
        outcomes = [runner.run([replace(call, **more)])[0] for _ in range(times)]  # type: ignore[arg-type]
        return outcomes, len(server.requests)


def test_an_outcome_that_passed_says_what_it_would_notice(runner: Runner) -> None:
    """The expectations and the fetches of the validation both count."""
    [outcome], requests = outcomes_of(
        runner, "request: GET /\nexpect: {$.total: {greater than: 0}}\nfetch: {state: $.state}"
    )
    assert outcome.verdict == "passed"
    assert outcome.changes is not None
    names = "$.state null", "$.state empty", "$.state another text", "$.state a number", "$.total + 1"
    assert outcome.changes.not_noticed == names
    assert outcome.changes.not_looked_at == ("$.pin",)
    assert requests == 1


def test_it_is_measured_once(runner: Runner) -> None:
    """The next use has the same result, and only one outcome shows it."""
    (first, second), _ = outcomes_of(runner, "request: GET /", times=2)
    assert first.changes is second.changes is not None
    measurements = Measurements()
    assert measurements.shown_once(first) == first
    assert measurements.shown_once(second).changes is None


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("request: GET /\nexpect: {$.state: sent}", {}),
        ("request: GET /", {"measurements": None}),
        ("request: GET /\nexpect: {$.total: {changed: true}}", {"remember": True}),
    ],
    ids=["failed", "not wanted", "snapshot"],
)
def test_nothing_is_measured_without_an_outcome_that_passed(runner: Runner, text: str, more: dict[str, object]) -> None:
    """A failed validation and a snapshot are not measured."""
    [outcome], _ = outcomes_of(runner, text, **more)
    assert outcome.changes is None


@pytest.mark.parametrize("timing", ["eventually: 2s", "always: 300ms"])
def test_of_several_attempts_the_last_one_counts(runner: Runner, timing: str) -> None:
    """The length of the wait makes no difference."""
    [outcome], _ = outcomes_of(runner, f"request: GET /\nexpect: {{$.state: paid}}\n{timing}")
    assert outcome.changes is not None
    assert outcome.changes.not_looked_at == ("$.total", "$.pin")


def test_the_outcome_is_otherwise_the_same(runner: Runner) -> None:
    """The answer, the checks and the fetched values do not change."""
    text = "request: GET /\nexpect: {$.state: {matches: '^p'}}\nfetch: {pin: {from: $.pin, secret: true}}"
    [measured], _ = outcomes_of(runner, text)
    [plain], _ = outcomes_of(runner, text, measurements=None)
    assert measured.last is not None
    assert plain.last is not None
    assert list(map(str, measured.last.checks)) == list(map(str, plain.last.checks))
    assert measured.last.fetched == plain.last.fetched
    assert measured.last.exchange.answer == plain.last.exchange.answer


def test_a_changed_secret_is_not_secret(runner: Runner) -> None:
    """A value fetched from a changed copy must not be masked in every log."""
    outcomes_of(runner, "request: GET /\nfetch: {pin: {from: $.pin, secret: true}}")
    assert runner._redactor.clean("482913 and 593024") == "*** and 593024"


def measured_of(runner: Runner, registry: str, **more: object) -> NoticedChanges:
    """Return the changes that the only validation of a registry notices."""
    loaded = registry_of(registry)
    [validation] = loaded.validations.values()
    connection = loaded.connections[validation.connection][BASE]
    call = Call(validation, connection, scope_of(validation), measurements=Measurements())
    [outcome] = runner.run([replace(call, **more)])  # type: ignore[arg-type]
    assert outcome.changes is not None
    return outcome.changes


def test_rows_of_a_database_are_changed(runner: Runner) -> None:
    """Rows are a document like any other, without a status."""
    changes = measured_of(
        runner,
        "connections: {db: {type: sql, url: 'sqlite://'}}\n"
        "validations: {one: {sql: SELECT 7 AS paid, expect: {$.count: 1, '$.rows[0].paid': {type: number}}}}\n",
    )
    assert changes.not_noticed == ("$.rows one more", "$.rows[0].paid + 1")


def test_requests_of_the_app_are_changed(runner: Runner) -> None:
    """Nothing is sent, and the starting point of counting is not tried as an answer."""
    changes = measured_of(
        runner,
        "connections: {shop: {base_url: 'http://h', app: {listen: 8888}}}\n"
        "validations: {sent: {app_sent: POST /orders, expect: {$.count: 1}}}\n",
        recording=Recorded(made("POST /orders")),
    )
    assert changes.not_noticed == ()
    assert changes.not_looked_at == ("$.requests",)


def test_the_answer_of_a_snapshot_is_tried(runner: Runner) -> None:
    """`changed` notices it; without it, the new value alone does not show that it is new."""
    text = "request: GET /\nexpect: {$.pin: {matches: '^[0-9]{6}$'}, $.total: {changed by: 1}}"
    with serving(answering(ORDER)) as server:
        validation, connection = used(text, "", server.url)
        scope = scope_of(validation)
        snapshots = {snapshot_key(validation, connection, scope): parts_of({"pin": "593024", "total": 16.8})}
        [outcome] = runner.run([Call(validation, connection, scope, snapshots=snapshots, measurements=Measurements())])
    assert outcome.changes is not None
    assert "the answer of the snapshot" not in outcome.changes.not_noticed
    assert outcome.changes.noticed > 0
