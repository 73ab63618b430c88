"""Use validations from a keyword: look up, run, show in the log, and follow the failure policy.

In: slugs and inputs as a keyword received them. Out: the fetched values, or the exception that Robot
makes a failed step, a continuable failure, a skip or the end of the run of.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from robot.api import SkipExecution
from robot.errors import RobotError
from robot.libraries.BuiltIn import BuiltIn, RobotNotRunningError

from QuashLibrary.engine.outcome import Attempt, Check, Fault, Outcome
from QuashLibrary.engine.runner import Call
from QuashLibrary.engine.values import Scope
from QuashLibrary.language.durations import show_duration
from QuashLibrary.registry.load import Loaded
from QuashLibrary.registry.model import BASE, Connection, OnError, OnFailure, Validation
from QuashLibrary.robotside import robot_log
from QuashLibrary.robotside.session import Session
from QuashLibrary.robotside.ui_library import has_ui_library, screen_of_app
from QuashLibrary.views.exchange import exchange_text
from QuashLibrary.views.html import Screen, outcome_html
from QuashLibrary.views.message import attempt_line, check_table, failure_message, numbers, several, summary
from QuashLibrary.views.texts import shown

_NOTHING = object()
_STRICTEST_FIRST = ("stop", "fail", "continue", "skip", "warn")


class ValidationFailed(RobotError, AssertionError):
    """A validation did not pass: the test fails here. Robot logs no traceback of its own errors."""

    ROBOT_SUPPRESS_NAME = True


class ValidationFailedContinue(ValidationFailed):
    """A validation did not pass: the test goes on and ends failed."""

    ROBOT_CONTINUE_ON_FAILURE = True


class ValidationFailedStop(ValidationFailed):
    """A validation did not pass: the run ends."""

    ROBOT_EXIT_ON_FAILURE = True


@dataclass(frozen=True, slots=True)
class Overrides:
    """What a call may set instead of the registry; `within` is in seconds."""

    within: float | None = None
    on_failure: OnFailure | None = None
    on_error: OnError | None = None


@dataclass
class Validating:
    """The validations of one import of the library."""

    session: Session
    loaded: Loaded
    environment: str
    screenshots: str
    folder: str

    def use(self, library: str, slugs: Sequence[str], inputs: Mapping[str, object], overrides: Overrides) -> list[Outcome]:
        """Run validations and show them; the outcomes are part of the running test.

        Raises:
            ValidationFailed: one did not pass, and its policy is not to warn.
        """
        test = self.session.test
        calls = [self._call(slug, inputs, overrides, shared=len(slugs) > 1) for slug in slugs]
        ui = test.ui_context()
        outcomes = [replace(outcome, ui=ui) for outcome in self.session.runner.run(calls)]
        test.outcomes.extend(outcomes)
        for outcome in outcomes:
            test.fetched.update(outcome.fetched if outcome.verdict == "passed" else {})
        _Showing(self.session, library, self.screenshots, self.folder).show(outcomes)
        self._follow_policy(outcomes)
        return outcomes

    def validation(self, slug: str) -> Validation:
        """Return a validation.

        Raises:
            ValidationFailed: its definition has problems.
        """
        registry = self.loaded.registry
        if slug in registry.broken:
            problems = "\n".join(f"  {problem}" for problem in registry.broken[slug])
            raise ValidationFailed(f"@{slug} cannot be used, its definition has problems:\n{problems}")
        return registry.validations[slug]

    def _call(self, slug: str, inputs: Mapping[str, object], overrides: Overrides, *, shared: bool) -> Call:
        validation = self.validation(slug)
        declared = {item.name: item for item in validation.inputs}
        given = {name: value for name, value in inputs.items() if not shared or name in declared}
        scope = Scope(
            redactor=self.session.redactor,
            call=given,
            declared=declared,
            preset=self.session.test.inputs,
            fetched=self.session.test.fetched,
            variables=robot_variable,
        )
        return Call(
            validation, self._connection(validation), scope, overrides.within, overrides.on_failure, overrides.on_error
        )

    def _connection(self, validation: Validation) -> Connection:
        environments = self.loaded.registry.connections[validation.connection]
        return environments.get(self.environment, environments[BASE])

    def _follow_policy(self, outcomes: Sequence[Outcome]) -> None:
        missed = [outcome for outcome in outcomes if outcome.verdict != "passed"]
        if not missed:
            return
        policy = min((outcome.policy for outcome in missed), key=_STRICTEST_FIRST.index)
        message = several(outcomes, self.session.redactor)
        match policy:
            case "stop":
                raise ValidationFailedStop(message)
            case "fail":
                raise ValidationFailed(message)
            case "continue":
                raise ValidationFailedContinue(message)
            case "skip":
                raise SkipExecution(message)
        robot_log.warning(message)


def robot_variable(name: str) -> object:
    """Return the value of a Robot variable; KeyError where there is none."""
    try:
        value = BuiltIn().get_variable_value(f"${{{name}}}", _NOTHING)
    except (RobotNotRunningError, RobotError) as error:
        raise KeyError(name) from error
    if value is _NOTHING:
        raise KeyError(name)
    return value


def unknown_inputs(validations: Iterable[Validation], inputs: Iterable[str]) -> list[str]:
    """Return the names that none of the validations declares."""
    known = {item.name for validation in validations for item in validation.inputs}
    return [name for name in inputs if name not in known]


@dataclass(frozen=True, slots=True)
class _Showing:
    session: Session
    library: str
    screenshots: str
    folder: str

    def show(self, outcomes: Sequence[Outcome]) -> None:
        """Write outcomes into the log: one in the step itself, each of several in a step of its own."""
        if len(outcomes) == 1:
            self._outcome(outcomes[0])
            return
        for outcome in outcomes:
            title = summary(outcome, self.session.redactor)
            run = partial(self._outcome, outcome, red=outcome.verdict != "passed")
            robot_log.run_step(self.session, self.library, title, run, outcome.started, outcome.elapsed)

    def _outcome(self, outcome: Outcome, red: bool = False) -> None:
        redactor = self.session.redactor
        for attempt in outcome.attempts:
            self._attempt(outcome, attempt)
        if outcome.last is not None:
            self._checks(outcome, outcome.last)
        message = failure_message(outcome, redactor)
        # The text of an outcome that did not pass becomes the message of the failure or of the warning.
        if outcome.verdict == "passed":
            robot_log.text(message)
        robot_log.html(outcome_html(outcome, redactor, self._screen(outcome)))
        if red:
            raise robot_log.StepFailed(message)

    def _attempt(self, outcome: Outcome, attempt: Attempt) -> None:
        redactor = self.session.redactor
        title = attempt_line(attempt, redactor)
        if outcome.waited:
            title = f"{numbers(attempt)}{_when(outcome, attempt)}: {title}"
        run = partial(self._exchange, attempt)
        elapsed = (attempt.ended - attempt.started).total_seconds()
        robot_log.run_step(self.session, self.library, title, run, attempt.started, elapsed)

    def _exchange(self, attempt: Attempt) -> None:
        redactor = self.session.redactor
        robot_log.text(exchange_text(attempt.exchange, redactor))
        if attempt.failed_checks:
            robot_log.text("\n".join(shown(str(check), redactor) for check in attempt.failed_checks))
        answer = attempt.exchange.answer
        if isinstance(answer, Fault):
            raise robot_log.StepFailed(shown(answer.message, redactor))

    def _checks(self, outcome: Outcome, last: Attempt) -> None:
        held = [check for check in last.checks if check.state == "holds"]
        for check in last.checks:
            if check.state != "holds":
                self._step(last, shown(_title(check), self.session.redactor), failed=True)
        if held:
            title = "1 expectation holds" if len(held) == 1 else f"{len(held)} expectations hold"
            table = check_table(replace(outcome, attempts=(replace(last, checks=tuple(held)),)), self.session.redactor)
            self._step(last, title, lines=table)

    def _step(self, last: Attempt, title: str, *, failed: bool = False, lines: Sequence[str] = ()) -> None:
        def run() -> None:
            if lines:
                robot_log.text("\n".join(lines))
            if failed:
                raise robot_log.StepFailed(title)

        robot_log.run_step(self.session, self.library, title, run, last.ended, 0.0)

    def _screen(self, outcome: Outcome) -> Screen | None:
        wanted = self.screenshots == "always" or (self.screenshots == "failure" and outcome.verdict == "failed")
        if not wanted or not has_ui_library(self.session.ui_libraries):
            return None
        return screen_of_app(self.session, self.folder, outcome.slug)


def _title(check: Check) -> str:
    return str(check) if check.state == "failed" else f"{check.subject} was not evaluated: {check.was}"


def _when(outcome: Outcome, attempt: Attempt) -> str:
    if attempt.verdict != "passed" or attempt.number == 1:
        return ""
    return f", true after {show_duration((attempt.ended - outcome.started).total_seconds())}"
