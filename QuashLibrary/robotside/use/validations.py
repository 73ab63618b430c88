"""Run the validations of one import, add them to the test, write them to the log, and follow their policies.

In: slugs and inputs from a keyword. Out: outcomes, or the exception that Robot turns into a failed step, a continuable
failure, a skip or the end of the run.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from QuashLibrary.engine.answer_parts import AnswerParts
from QuashLibrary.engine.check.snapshots import snapshot_key
from QuashLibrary.engine.outcome import Fault
from QuashLibrary.engine.run.call_builder import CallBuilder, definition_of
from QuashLibrary.engine.run.chains import all_needed
from QuashLibrary.engine.run.connection_check import connection_trouble
from QuashLibrary.robotside.app.keep_alive import keeping_alive
from QuashLibrary.robotside.errors import ValidationError
from QuashLibrary.robotside.log import messages
from QuashLibrary.robotside.log.outcomes import OutcomeLog
from QuashLibrary.robotside.use.policies import follow_policies
from QuashLibrary.robotside.use.surroundings import RobotSurroundings
from QuashLibrary.robotside.use.unknown_names import unknown_input
from QuashLibrary.views.connection import connection_message
from QuashLibrary.views.exchange import exchange_text
from QuashLibrary.views.message import interrupted_message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from QuashLibrary.engine.outcome import Attempt, Outcome, UiContext
    from QuashLibrary.engine.run.call import Call
    from QuashLibrary.engine.run.overrides import Overrides
    from QuashLibrary.registry.model import Registry, Validation
    from QuashLibrary.robotside.state.imported_registry import ImportedRegistry
    from QuashLibrary.robotside.state.run import RunState


@dataclass(frozen=True, slots=True)
class Validations:
    """The validations of one import of the library; all keywords use this class."""

    imported: ImportedRegistry

    @property
    def run(self) -> RunState:
        """The run."""
        return self.imported.run

    @property
    def registry(self) -> Registry:
        """The registry."""
        return self.imported.registry

    @property
    def call_builder(self) -> CallBuilder:
        """A builder of calls in the environment of this import."""
        mutate = self.imported.options.mutate or any(options.mutate for options in self.run.listener_options)
        around = RobotSurroundings(self.run, self.registry.files, self.imported.environment, mutate)
        return CallBuilder(self.registry, around)

    def definition(self, slug: str) -> Validation:
        """Return a validation; a broken one has only a slug and a position."""
        return definition_of(self.registry, slug)

    def use(
        self, slugs: Sequence[str], inputs: Mapping[str, object], overrides: Overrides, attached: str = ""
    ) -> list[Outcome]:
        """Run validations, write them to the log, and follow their failure policies.

        Raises:
            ValidationError: an input does not exist, or a validation did not pass and its policy is not to warn.
        """
        self.refuse_unknown_inputs(slugs, inputs)
        calls = self.call_builder.calls(slugs, inputs, overrides)
        return self.conclude(self._run(calls), calls, attached)

    def run_silently(self, slug: str, inputs: Mapping[str, object], overrides: Overrides) -> Outcome:
        """Run a validation without writing to the log.

        Raises:
            ValidationError: an input does not exist.
        """
        self.refuse_unknown_inputs([slug], inputs)
        [outcome] = self._run(self.call_builder.calls([slug], inputs, overrides))
        return outcome

    def conclude(self, outcomes: Sequence[Outcome], calls: Sequence[Call] = (), attached: str = "") -> list[Outcome]:
        """Add outcomes to the running test, write them to the log, and follow their failure policies.

        Raises:
            ValidationError: an outcome did not pass, and its policy is not to warn.
        """
        outcomes, needed = self.record(outcomes, calls, self.run.test.ui_context())
        self.log(attached).write(outcomes, needed)
        follow_policies(outcomes, self.run.redactor)
        return outcomes

    def record(
        self, outcomes: Sequence[Outcome], calls: Sequence[Call], ui: UiContext | None
    ) -> tuple[list[Outcome], list[Outcome]]:
        """Add outcomes to the running test, and return them and the outcomes that they needed."""
        once = self.run.measurements.shown_once
        needed = [once(replace(outcome, ui=ui)) for outcome in all_needed(outcomes)]
        outcomes = [once(replace(outcome, ui=ui)) for outcome in outcomes]
        # Taking a snapshot checks nothing, so it does not count as a use of the validation.
        checked = [outcome for outcome in outcomes if not (outcome.remembered and outcome.verdict == "passed")]
        self.run.test.outcomes += [*needed, *checked]
        for outcome in (*needed, *outcomes):
            if outcome.verdict == "passed":
                self.run.test.fetched.update(outcome.fetched)
        for call, outcome in zip(calls, outcomes, strict=False):
            self._keep_snapshot(call, outcome)
        return outcomes, needed

    def log(self, attached: str = "") -> OutcomeLog:
        """Return the writer of outcomes into the log of the running step."""
        return OutcomeLog(self.run, self.imported.library_name, self.imported.options, attached)

    def check_connection(self, name: str) -> None:
        """Send one request to a connection, with its credentials, and write the exchange to the log.

        Raises:
            ValidationError: the backend is unreachable, or rejects the credentials.
        """
        [outcome] = self._run([self.call_builder.connection_check(name)])
        message = connection_message(name, outcome, self.run.redactor)
        if outcome.last is not None:
            messages.text(exchange_text(outcome.last.exchange, self.run.redactor))
        if connection_trouble(outcome):
            raise ValidationError(message)
        messages.text(message)

    def refuse_unknown_inputs(self, slugs: Sequence[str], inputs: Mapping[str, object]) -> None:
        """Refuse inputs that none of the validations declares; the inputs of a broken validation are unknown.

        Raises:
            ValidationError: an input does not exist.
        """
        if any(slug in self.registry.broken for slug in slugs):
            return
        declared = (item.name for slug in slugs for item in self.registry.inputs_of(slug))
        if message := unknown_input([f"@{slug}" for slug in slugs], inputs, declared):
            raise ValidationError(message)

    def _keep_snapshot(self, call: Call, outcome: Outcome) -> None:
        """Keep a remembered answer until the test ends."""
        if not outcome.remembered or outcome.verdict != "passed" or outcome.last is None:
            return
        exchange = outcome.last.exchange
        if not isinstance(exchange.answer, Fault):
            key = snapshot_key(call.validation, call.connection, call.scope)
            self.run.test.snapshots[key] = AnswerParts(exchange.answer, exchange.elapsed)

    def _run(self, calls: Sequence[Call]) -> list[Outcome]:
        latest: dict[str, Attempt] = {}
        try:
            with keeping_alive(self.run):
                return self.run.runner.run(calls, latest.__setitem__)
        except BaseException:
            # A test timeout or Ctrl-C: without these messages, the answers so far would be lost.
            for slug, attempt in list(latest.items()):
                messages.text(interrupted_message(slug, attempt, self.run.redactor))
            raise
