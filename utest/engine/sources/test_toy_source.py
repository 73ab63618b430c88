"""A source of answers needs only its own module and its line in the table."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from html import unescape
from typing import ClassVar

import pytest

from QuashLibrary.engine.clock import Clock
from QuashLibrary.engine.outcome import Answer, Description, Exchange, Fault, Outcome
from QuashLibrary.engine.plan.source import ExchangeContext, Source
from QuashLibrary.engine.plan.values import Scope, render_text
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.run.call import Call
from QuashLibrary.engine.run.connection_check import check_of, connection_trouble
from QuashLibrary.engine.run.runner import Runner
from QuashLibrary.engine.sources.table import SOURCES
from QuashLibrary.language.templates import parse_text
from QuashLibrary.registry.model import Connection, Text, Validation
from QuashLibrary.views.connection import connection_message
from QuashLibrary.views.exchange import exchange_text
from QuashLibrary.views.html import outcome_html
from QuashLibrary.views.message import failure_message, summary
from QuashLibrary.views.outcome_record import record_of
from QuashLibrary.views.record import read_record, record_comment
from utest.engine.registries import scope_of, used

SECRET = "otp-482913"


@dataclass(frozen=True)
class ShelfSpec:
    """A request for the content of a shelf."""

    source: ClassVar[str] = "toy"

    shelf: Text
    changes: str = ""

    def __str__(self) -> str:
        return f"LOOK {self.shelf}"


@dataclass(frozen=True)
class CupboardConnection(Connection):
    """A cupboard in the next room."""

    source: ClassVar[str] = "toy"

    address: str = "next room"


@dataclass(frozen=True)
class ShelfQuestion:
    """The requested shelf."""

    shelf: str
    cupboard: str

    @property
    def description(self) -> Description:
        """The shelf and its cupboard; there is no command to repeat the request."""
        line = f"LOOK {self.shelf} in {self.cupboard}"
        return Description("Shelf", line, self.cupboard, f"LOOK {self.shelf}\nin {self.cupboard}")


@dataclass(frozen=True)
class ShelfPlan:
    """The requested shelf."""

    request: ShelfQuestion


class ToySource(Source[ShelfSpec, CupboardConnection, ShelfPlan]):
    """A source with answers from a dictionary; several answers of a shelf come in order."""

    shelves: ClassVar[dict[str, list[str]]] = {}
    closed: ClassVar[list["ToySource"]] = []

    def __init__(self, clock: Clock, redactor: Redactor) -> None:
        self._looks: dict[str, int] = {}

    @staticmethod
    def plan(spec: ShelfSpec, validation: Validation, connection: CupboardConnection, scope: Scope) -> ShelfPlan:
        """Return the requested shelf."""
        return ShelfPlan(ShelfQuestion(render_text(spec.shelf, scope), connection.name))

    @staticmethod
    def check_spec(connection: CupboardConnection) -> ShelfSpec:
        """Return any shelf."""
        return ShelfSpec("any")

    def exchange(self, plan: ShelfPlan, context: ExchangeContext) -> Exchange:
        """Return the content of the shelf."""
        started, shelf = context.clock.now(), plan.request.shelf
        assert context.deadline().remaining() > 0
        things = self.shelves.get(shelf, [])
        look = self._looks[shelf] = self._looks.get(shelf, -1) + 1
        answer: Answer | Fault = Fault("refused", f"there is no shelf {shelf}")
        if things:
            body = things[min(look, len(things) - 1)].encode()
            size = f"{len(body)} bytes"
            answer = Answer(Description("Things", size, size), body)
        return Exchange(plan.request, answer, started, 0.003)

    def close(self) -> None:
        """Record that the source was closed."""
        self.closed.append(self)


@dataclass
class Cupboard:
    """Runs validations of the toy source."""

    runner: Runner
    redactor: Redactor
    connection: CupboardConnection = field(default_factory=lambda: CupboardConnection("cupboard"))

    def outcome(self, text: str = "", shelf: str = "top", changes: str = "", **more: object) -> Outcome:
        """Return the outcome of a validation with these keys."""
        validation, _ = used(f"request: GET /\n{text}")
        spec = ShelfSpec(parse_text(shelf), changes)
        validation = replace(validation, request=spec, connection="cupboard")
        # HTTP expects a status unless the registry sets one.
        validation = replace(validation, expect=tuple(e for e in validation.expect if e.subject.kind != "status"))
        scope = scope_of(validation, redactor=self.redactor, **more)
        (outcome,) = self.runner.run([Call(validation, self.connection, scope)])
        return outcome


Fill = Callable[..., Cupboard]


@pytest.fixture
def fill(monkeypatch: pytest.MonkeyPatch) -> Iterator[Fill]:
    """Return a function that fills the shelves of a cupboard whose source is in the table."""
    monkeypatch.setitem(SOURCES, "toy", ToySource)
    monkeypatch.setattr(ToySource, "closed", [])
    redactor = Redactor()
    runner = Runner(Clock(), redactor)

    def filled(**shelves: list[str]) -> Cupboard:
        monkeypatch.setattr(ToySource, "shelves", shelves)
        return Cupboard(runner, redactor)

    yield filled
    runner.close()
    assert len(ToySource.closed) == 1


def test_expectations_hold_on_what_a_source_answers(fill: Fill) -> None:
    """Values are fetched, and names are looked up before."""
    cupboard = fill(top=['{"cups": 3}'])
    outcome = cupboard.outcome("expect: {$.cups: 3}\nfetch: {cups: $.cups}", "${where}", variables={"where": "top"})
    assert (outcome.verdict, outcome.fetched) == ("passed", {"cups": 3})


def test_it_is_retried_until_the_expectations_hold(fill: Fill) -> None:
    """Equal attempts are collapsed, as for every source."""
    cupboard = fill(top=['{"cups": 0}', '{"cups": 0}', '{"cups": 3}'])
    outcome = cupboard.outcome("expect: {$.cups: 3}\neventually: {within: 20s, every: 1ms}")
    assert [(made.first, made.number, made.verdict) for made in outcome.attempts] == [
        (1, 2, "failed"),
        (3, 3, "passed"),
    ]


def test_what_does_not_answer_is_an_error(fill: Fill) -> None:
    """It is retried if `retry_errors` names it, and reported unchanged."""
    cupboard = fill()
    outcome = cupboard.outcome("eventually: {within: 20s, every: 1ms, attempts: 2}\nretry_errors: [refused]")
    assert (outcome.verdict, outcome.gave_up) == ("error", "gave up after 2 attempts")
    assert summary(outcome, Redactor()) == "@order error: there is no shelf top"
    assert outcome.last is not None
    assert exchange_text(outcome.last.exchange, Redactor()) == (
        "LOOK top\nin cupboard\n\nno answer: there is no shelf top"
    )


def test_a_failure_is_shown_with_question_and_answer(fill: Fill) -> None:
    """Message, HTML and record show both with secrets masked, and the record is read back."""
    cupboard = fill(top=[f'{{"cups": 2, "code": "{SECRET}"}}'])
    outcome = cupboard.outcome("expect: {$.cups: 3}\nfetch: {code: {from: $.code, secret: true}}")
    message = failure_message(outcome, cupboard.redactor).splitlines()
    assert message[0] == "@order failed: $.cups should be 3, was 2"
    assert message[2] == "  LOOK top in cupboard -> 33 bytes in 3 ms"
    html = outcome_html(outcome, cupboard.redactor)
    assert "<b>Shelf</b> cupboard (secrets are masked)" in html
    assert "<b>Things</b> 33 bytes" in html
    assert '"code": "***"' in unescape(html)
    assert "headers" not in html
    record = record_of(outcome, cupboard.redactor)
    comment = record_comment(record)
    assert read_record(comment) == record
    assert record.exchange.startswith("LOOK top\nin cupboard\n\n33 bytes\n\n{")
    assert SECRET not in html + comment + "\n".join(message)


def test_what_may_change_something_is_refused_on_what_is_read_only(fill: Fill) -> None:
    """The message has the verb of the request."""
    cupboard = fill(top=["{}"])
    cupboard.connection = replace(cupboard.connection, read_only=True)
    assert cupboard.outcome(changes="TAKE").problem == (
        'the connection "cupboard" is read-only, but TAKE may change something; read_only: false allows it'
    )


def test_a_connection_is_checked_by_the_question_of_its_source(fill: Fill) -> None:
    """The result is one sentence."""
    cupboard = fill(any=["{}"])
    check = check_of(cupboard.connection)
    (outcome,) = cupboard.runner.run([Call(check, cupboard.connection, scope_of(check))])
    assert connection_trouble(outcome) == ""
    assert connection_message("cupboard", outcome, Redactor()) == (
        'Connection "cupboard" is reachable: LOOK any in cupboard -> 2 bytes in 3 ms'
    )
