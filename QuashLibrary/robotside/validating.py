"""Use validations from a keyword: look up, run, show in the log, and follow the failure policy.

In: slugs and inputs as a keyword received them. Out: the fetched values, or the exception that Robot
makes a failed step, a continuable failure, a skip or the end of the run of.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from robot.api import SkipExecution
from robot.errors import RobotError
from robot.libraries.BuiltIn import BuiltIn, RobotNotRunningError

from QuashLibrary.engine.chains import all_needed
from QuashLibrary.engine.outcome import Attempt, Outcome
from QuashLibrary.engine.runner import Call
from QuashLibrary.engine.values import Scope
from QuashLibrary.registry.load import Loaded
from QuashLibrary.registry.model import BASE, Connection, OnError, OnFailure, Validation
from QuashLibrary.robotside import robot_log
from QuashLibrary.robotside.session import Session
from QuashLibrary.robotside.showing import Showing
from QuashLibrary.views.message import interrupted_message, several

_NOTHING = object()
_STRICTEST_FIRST = ("stop", "fail", "continue", "skip", "warn")


class ValidationError(RobotError, AssertionError):
    """A validation did not pass: the test fails here. Robot logs no traceback of its own errors."""

    ROBOT_SUPPRESS_NAME = True


class ContinuableValidationError(ValidationError):
    """A validation did not pass: the test goes on and ends failed."""

    ROBOT_CONTINUE_ON_FAILURE = True


class FatalValidationError(ValidationError):
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

    def use(
        self, library: str, slugs: Sequence[str], inputs: Mapping[str, object], overrides: Overrides
    ) -> list[Outcome]:
        """Run validations and show them; the outcomes are part of the running test.

        Raises:
            ValidationError: one did not pass, and its policy is not to warn.
        """
        return self.conclude(library, self.ask(slugs, inputs, overrides))

    def ask(self, slugs: Sequence[str], inputs: Mapping[str, object], overrides: Overrides) -> list[Outcome]:
        """Run validations, and show nothing yet."""
        return self._run(self._calls(slugs, inputs, overrides))

    def conclude(self, library: str, outcomes: Sequence[Outcome]) -> list[Outcome]:
        """Show outcomes, which are part of the running test from now on, and follow the failure policy."""
        test = self.session.test
        ui = test.ui_context()
        outcomes = [replace(outcome, ui=ui) for outcome in outcomes]
        needed = [replace(outcome, ui=ui) for outcome in all_needed(outcomes)]
        test.outcomes.extend([*needed, *outcomes])
        for outcome in (*needed, *outcomes):
            test.fetched.update(outcome.fetched if outcome.verdict == "passed" else {})
        Showing(self.session, library, self.screenshots, self.folder).show(outcomes, needed)
        self._follow_policy(outcomes)
        return outcomes

    def validation(self, slug: str) -> Validation:
        """Return a validation.

        Raises:
            ValidationError: its definition has problems.
        """
        registry = self.loaded.registry
        if slug in registry.broken:
            problems = "\n".join(f"  {problem}" for problem in registry.broken[slug])
            raise ValidationError(f"@{slug} cannot be used, its definition has problems:\n{problems}")
        return registry.validations[slug]

    def _run(self, calls: Sequence[Call]) -> list[Outcome]:
        latest: dict[str, Attempt] = {}
        try:
            return self.session.runner.run(calls, latest.__setitem__)
        except BaseException:
            # A test timeout or Ctrl-C: what the backend said until then would be lost with the outcome.
            for slug, attempt in latest.items():
                robot_log.text(interrupted_message(slug, attempt, self.session.redactor))
            raise

    def _calls(self, slugs: Sequence[str], inputs: Mapping[str, object], overrides: Overrides) -> list[Call]:
        """Return the calls of validations, with those of what they need: each validation is used once."""
        made: dict[str, Call] = {}
        asked = set(slugs)

        def call(slug: str) -> Call:
            if slug not in made:
                needs = tuple(call(needed) for needed in self.validation(slug).needs)
                own = self._call(slug, inputs, overrides if slug in asked else Overrides())
                made[slug] = replace(own, needs=needs)
            return made[slug]

        return [call(slug) for slug in slugs]

    def _call(self, slug: str, inputs: Mapping[str, object], overrides: Overrides) -> Call:
        validation = self.validation(slug)
        declared = {item.name: item for item in validation.inputs}
        given = {name: value for name, value in inputs.items() if name in declared}
        scope = Scope(
            redactor=self.session.redactor,
            call=given,
            declared=declared,
            preset=self.session.preset_inputs(),
            fetched=self.session.test.fetched,
            variables=robot_variable,
        )
        return Call(
            validation, self._connection(validation), scope, overrides.within, overrides.on_failure, overrides.on_error
        )

    def _connection(self, validation: Validation) -> Connection:
        registry = self.loaded.registry
        environments = registry.connections[validation.connection]
        return environments.get(self.session.environment_for(registry.files, self.environment), environments[BASE])

    def _follow_policy(self, outcomes: Sequence[Outcome]) -> None:
        missed = [outcome for outcome in outcomes if outcome.verdict != "passed"]
        if not missed:
            return
        policy = min((outcome.policy for outcome in missed), key=_STRICTEST_FIRST.index)
        message = several(outcomes, self.session.redactor)
        match policy:
            case "stop":
                raise FatalValidationError(message)
            case "fail":
                raise ValidationError(message)
            case "continue":
                raise ContinuableValidationError(message)
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
