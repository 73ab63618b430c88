"""Use validations from a keyword: look up, run, show in the log, and follow the failure policy.

In: slugs and inputs as a keyword received them. Out: the fetched values, or the exception that Robot
makes a failed step, a continuable failure, a skip or the end of the run of.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from robot.api import SkipExecution
from robot.errors import DataError
from robot.libraries.BuiltIn import BuiltIn, RobotNotRunningError

from QuashLibrary.engine.answer_parts import AnswerParts
from QuashLibrary.engine.check.snapshots import snapshot_key
from QuashLibrary.engine.outcome import Attempt, Fault, Outcome, UiContext
from QuashLibrary.engine.plan.values import Scope
from QuashLibrary.engine.run.call import Call
from QuashLibrary.engine.run.chains import all_needed
from QuashLibrary.engine.run.connection_check import check_of, connection_trouble
from QuashLibrary.errors import NoLeaseError, UnusableValueError
from QuashLibrary.language.operators.model import Context
from QuashLibrary.registry.load import LoadedRegistry
from QuashLibrary.registry.model import BASE, Connection, OnError, OnFailure, TokenFrom, Validation
from QuashLibrary.robotside.app.keep_alive import keeping_alive
from QuashLibrary.robotside.errors import ContinuableValidationError, FatalValidationError, ValidationError
from QuashLibrary.robotside.log import steps as robot_log
from QuashLibrary.robotside.log.outcomes import Showing
from QuashLibrary.robotside.state.session import Session
from QuashLibrary.robotside.use.definitions import NOWHERE, definition, problem_of
from QuashLibrary.robotside.use.expressions import robot_expressions
from QuashLibrary.robotside.use.leases import lease_input
from QuashLibrary.views.connection import connection_message
from QuashLibrary.views.exchange import exchange_text
from QuashLibrary.views.message import interrupted_message, several

_NOTHING = object()
_STRICTEST_FIRST = ("stop", "fail", "continue", "skip", "warn")


@dataclass(frozen=True, slots=True)
class Overrides:
    """How a call uses validations: what it sets instead of the registry (`within` is in seconds).

    One that is to `remember` checks nothing: it takes the snapshot that later calls compare with. One that is
    `part` of a wait of its caller is asked once, and says where there is no use in asking again. One that `logs_in` may
    change what is read only.
    """

    within: float | None = None
    on_failure: OnFailure | None = None
    on_error: OnError | None = None
    remember: bool = False
    part: bool = False
    logs_in: bool = False


@dataclass
class Validating:
    """The validations of one import of the library."""

    session: Session
    loaded: LoadedRegistry
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
        calls = self._calls(slugs, inputs, overrides)
        return self.conclude(library, self._run(calls), calls)

    def ask(self, slugs: Sequence[str], inputs: Mapping[str, object], overrides: Overrides) -> list[Outcome]:
        """Run validations, and show nothing yet."""
        return self._run(self._calls(slugs, inputs, overrides))

    def conclude(self, library: str, outcomes: Sequence[Outcome], calls: Sequence[Call] = ()) -> list[Outcome]:
        """Show outcomes, which are part of the running test from now on, and follow the failure policy."""
        outcomes, needed = self.take(outcomes, calls, self.session.test.ui_context())
        self.showing(library).show(outcomes, needed)
        self.follow_policy(outcomes)
        return outcomes

    def take(
        self, outcomes: Sequence[Outcome], calls: Sequence[Call], ui: UiContext | None
    ) -> tuple[list[Outcome], list[Outcome]]:
        """Make outcomes, and those that they needed, part of the running test."""
        test = self.session.test
        outcomes = [replace(outcome, ui=ui) for outcome in outcomes]
        needed = [replace(outcome, ui=ui) for outcome in all_needed(outcomes)]
        # A snapshot that was taken has checked nothing: the test is not one that used the validation.
        checked = [outcome for outcome in outcomes if not (outcome.remembered and outcome.verdict == "passed")]
        test.outcomes += [*needed, *checked]
        for outcome in (*needed, *outcomes):
            self._keep_fetched(outcome)
        for call, outcome in zip(calls, outcomes, strict=False):
            self._keep_snapshot(call, outcome)
        return outcomes, needed

    def showing(self, library: str) -> Showing:
        """Return what writes outcomes into the log, under the name by which the suite knows the library."""
        return Showing(self.session, library, self.screenshots, self.folder)

    def background_call(self, slug: str, inputs: Mapping[str, object], overrides: Overrides) -> Call:
        """Return a call that knows what there is now: Robot's variables belong to the calling thread."""
        test = self.session.test
        scope = replace(self._scope(), fetched=dict(test.fetched), variables=variables_now())
        [call] = self._calls([slug], inputs, overrides, scope)
        return replace(call, snapshots=dict(test.snapshots))

    def check_connection(self, name: str) -> None:
        """Ask a connection once, with its credentials, and show the exchange.

        Raises:
            ValidationError: it is not reachable, or does not accept the credentials.
        """
        connection = self._connection(name)
        redactor = self.session.redactor
        [outcome] = self._run([self._check_call(connection)])
        message = connection_message(name, outcome, redactor)
        if outcome.last is not None:
            robot_log.text(exchange_text(outcome.last.exchange, redactor))
        if connection_trouble(outcome):
            raise ValidationError(message)
        robot_log.text(message)

    def validation(self, slug: str) -> Validation:
        """Return a validation, of a broken one what stands in for it."""
        return definition(self.loaded.registry, slug)

    def _keep_fetched(self, outcome: Outcome) -> None:
        """Keep for the rest of the test what a validation that passed has fetched."""
        self.session.test.fetched.update(outcome.fetched if outcome.verdict == "passed" else {})

    def _keep_snapshot(self, call: Call, outcome: Outcome) -> None:
        """Keep for the rest of the test what was remembered; its inputs may be values that are kept already."""
        if not outcome.remembered or outcome.verdict != "passed" or outcome.last is None:
            return
        exchange = outcome.last.exchange
        if not isinstance(exchange.answer, Fault):
            key = snapshot_key(call.validation, call.connection, call.scope)
            self.session.test.snapshots[key] = AnswerParts(exchange.answer, exchange.elapsed)

    def _run(self, calls: Sequence[Call]) -> list[Outcome]:
        latest: dict[str, Attempt] = {}
        try:
            with keeping_alive(self.session):
                return self.session.runner.run(calls, latest.__setitem__)
        except BaseException:
            # A test timeout or Ctrl-C: what the backend said until then would be lost with the outcome.
            for slug, attempt in latest.items():
                robot_log.text(interrupted_message(slug, attempt, self.session.redactor))
            raise

    def _calls(
        self,
        slugs: Sequence[str],
        inputs: Mapping[str, object],
        overrides: Overrides,
        scope: Scope | None = None,
    ) -> list[Call]:
        """Return the calls of validations, with those of what they need: each validation is used once."""
        made: dict[str, Call] = {}
        scope = scope or self._scope()
        asked, for_needed = set(slugs), Overrides(logs_in=overrides.logs_in)

        def call(slug: str) -> Call:
            if slug not in made:
                needs = tuple(call(needed) for needed in self.validation(slug).needs)
                own = self._call(slug, inputs, overrides if slug in asked else for_needed, scope)
                made[slug] = replace(own, needs=needs)
            return made[slug]

        return [call(slug) for slug in slugs]

    def _call(self, slug: str, inputs: Mapping[str, object], overrides: Overrides, known: Scope) -> Call:
        validation = self.validation(slug)
        declared = {item.name: item for item in validation.inputs}
        given = {name: value for name, value in inputs.items() if name in declared}
        scope, problem = replace(known, call=given, declared=declared), problem_of(self.loaded.registry, slug)
        try:
            scope = self._with_leases(scope, validation)
        except (NoLeaseError, UnusableValueError) as error:
            problem = str(error)
        return Call(
            validation,
            NOWHERE if problem else self._connection(validation.connection),
            scope,
            overrides.within,
            overrides.on_failure,
            overrides.on_error,
            credentials=self.session.test.credentials,
            snapshots=self.session.test.snapshots,
            remember=overrides.remember,
            context=Context(evaluate=robot_expressions()),
            login=None if problem else self._login(validation, inputs, known),
            part=overrides.part,
            logs_in=overrides.logs_in,
            problem=problem,
        )

    def _check_call(self, connection: Connection) -> Call:
        check = check_of(connection)
        scope = self._scope()
        return Call(
            check, connection, scope, credentials=self.session.test.credentials, login=self._login(check, {}, scope)
        )

    def _login(self, validation: Validation, inputs: Mapping[str, object], scope: Scope) -> Call | None:
        """Return the use of the validation that the token comes from; it gets those inputs that it declares."""
        auth = validation.auth or self._connection(validation.connection).auth
        return (
            self._calls([auth.slug], inputs, Overrides(logs_in=True), scope)[0] if isinstance(auth, TokenFrom) else None
        )

    def _scope(self) -> Scope:
        return Scope(
            redactor=self.session.redactor,
            preset=self.session.preset_inputs(),
            fetched=self.session.test.fetched,
            variables=robot_variable,
        )

    def _with_leases(self, scope: Scope, validation: Validation) -> Scope:
        """Return a scope that knows the leased values of inputs that are not given.

        Raises:
            NoLeaseError: none of the values is free.
            UnusableValueError: one of them cannot be looked up.
        """
        wanted = [item for item in validation.inputs if item.lease and item.name not in {**scope.preset, **scope.call}]
        values = {item.name: lease_input(self.session, item, scope) for item in wanted}
        return replace(scope, preset={**scope.preset, **values})

    def _connection(self, name: str) -> Connection:
        registry = self.loaded.registry
        environments = registry.connections[name]
        return environments.get(self.session.environment_for(registry.files, self.environment), environments[BASE])

    def follow_policy(self, outcomes: Sequence[Outcome]) -> None:
        """Do what the policies of those outcomes say that did not pass, the strictest one.

        Raises:
            ValidationError: one did not pass, and its policy is not to warn.
        """
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


def variables_now() -> Callable[[str], object]:
    """Return what looks up Robot's variables as they are now, in any thread; KeyError where there is none."""
    variables = BuiltIn()._variables.current.copy()

    def look_up(name: str) -> object:
        try:
            return variables.replace_scalar(f"${{{name}}}")
        except DataError as error:
            raise KeyError(name) from error

    return look_up


def robot_variable(name: str) -> object:
    """Return the value of a Robot variable; KeyError where there is none."""
    try:
        value = BuiltIn().get_variable_value(f"${{{name}}}", _NOTHING)
    except (RobotNotRunningError, DataError) as error:
        raise KeyError(name) from error
    if value is _NOTHING:
        raise KeyError(name)
    return value
