"""The app's own traffic as a source of answers: its requests since the test began, or since a snapshot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from QuashLibrary.engine.outcome import Answer, Description, Exchange, Fault, HiddenBody
from QuashLibrary.engine.plan.source import Source
from QuashLibrary.engine.plan.values import render_path
from QuashLibrary.engine.sources.app.documents import requests_document
from QuashLibrary.errors import TrafficError
from QuashLibrary.language.hidden_values import HiddenText, shown
from QuashLibrary.language.json_text.writer import write_json
from QuashLibrary.language.request_patterns import RequestPattern
from QuashLibrary.registry.model import AppSent, HttpConnection

if TYPE_CHECKING:
    from QuashLibrary.engine.clock import Clock
    from QuashLibrary.engine.plan.source import ExchangeContext
    from QuashLibrary.engine.plan.values import Scope
    from QuashLibrary.engine.redactor import Redactor
    from QuashLibrary.registry.model import Redaction, Validation


@dataclass(frozen=True, slots=True)
class AppQuestion:
    """Selects requests of the app."""

    pattern: RequestPattern
    connection: str
    redact: tuple[Redaction, ...] = ()

    @property
    def description(self) -> Description:
        """The method and the path."""
        line = f"app_sent {self.pattern} to {self.connection}"
        return Description("Requests of the app", line, text=line)


@dataclass(frozen=True, slots=True)
class AppPlan:
    """The selection of requests."""

    request: AppQuestion


class AppSource(Source[AppSent, HttpConnection, AppPlan]):
    """The source of the requests that the app sent."""

    counts_on = True

    def __init__(self, clock: Clock, redactor: Redactor) -> None:
        """Store the clock; the redactor already knows the app's credentials."""
        self._clock = clock

    @staticmethod
    def plan(spec: AppSent, validation: Validation, connection: HttpConnection, scope: Scope) -> AppPlan:
        """Return the selection of requests, with every value looked up."""
        pattern = RequestPattern(spec.method, render_path(spec.path, scope))
        return AppPlan(AppQuestion(pattern, connection.name, connection.redact))

    @staticmethod
    def check_spec(connection: HttpConnection) -> AppSent:
        """Refuse: the app's requests cannot check a connection."""
        raise NotImplementedError

    def exchange(self, plan: AppPlan, context: ExchangeContext) -> Exchange:
        """Search the requests recorded so far."""
        started, start = self._clock.now(), self._clock.monotonic()
        answer = self._answer(plan.request, context)
        return Exchange(plan.request, answer, started, self._clock.monotonic() - start)

    @staticmethod
    def _answer(question: AppQuestion, context: ExchangeContext) -> Answer | Fault:
        try:
            if context.recording is None:
                raise TrafficError("the app's requests are not recorded in this run")
            recorded = context.recording.recorded(question.connection)
        except TrafficError as error:
            return Fault("unreachable", str(error))
        matching = [item for item in recorded if question.pattern.matches(item.method, item.path, item.status)]
        document = requests_document(matching[_already_counted(context) :], question.redact)
        text = write_json(document)
        seen = write_json(shown(document))
        count = document["count"]
        line = "1 request" if count == 1 else f"{count} requests"
        return Answer(
            Description("Requests of the app", line),
            text.encode("utf-8", "surrogatepass"),
            hidden=HiddenBody(HiddenText.seen_as(text, seen) if seen != text else text, True, document),
        )

    def close(self) -> None:
        """Do nothing, because the proxy belongs to the run."""


def _already_counted(context: ExchangeContext) -> int:
    """Return how many requests had been sent when the snapshot was taken."""
    remembered = context.before.json if context.before else None
    return int(str(remembered["count"])) if isinstance(remembered, dict) else 0
