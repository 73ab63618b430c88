"""Make the calls of validations: what each is given, what it needs first, and where its token comes from.

In: slugs and inputs, as a keyword or a command received them, and Surroundings. Out: Calls, with a Scope that knows the
inputs, the values fetched before, and whatever else the surroundings know.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from QuashLibrary.engine.run.call import Call
from QuashLibrary.engine.run.connection_check import check_of
from QuashLibrary.engine.run.overrides import Overrides
from QuashLibrary.errors import UnusableValueError
from QuashLibrary.language.operators.model import Context
from QuashLibrary.registry.model import BASE, HttpConnection, RequestSpec, TokenFrom, Validation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from QuashLibrary.engine.check.snapshots import Snapshots
    from QuashLibrary.engine.credentials import TestCredentials
    from QuashLibrary.engine.plan.values import Scope
    from QuashLibrary.engine.run.measurements import Measurements
    from QuashLibrary.registry.model import Connection, Input, Registry
    from QuashLibrary.traffic.model import Recording

    Lookup = Callable[[str], object]
    Evaluate = Callable[[str, Mapping[str, object]], bool]

BROKEN_CONNECTION = HttpConnection("", "")
"""Takes the place of the connection of a validation that cannot be used."""


class Surroundings(Protocol):
    """What is known around a call: in a robot run that of the running test, on the command line that of the command."""

    @property
    def environment(self) -> str:
        """The environment of the connections; empty for the connections as they are."""

    @property
    def credentials(self) -> TestCredentials:
        """What logins have obtained so far."""

    @property
    def snapshots(self) -> Snapshots:
        """The answers to compare with."""

    @property
    def recording(self) -> Recording | None:
        """The app's own requests, if they are recorded."""

    @property
    def measurements(self) -> Measurements | None:
        """Where it is measured which changes would be noticed, if that is wanted."""

    def scope(self) -> Scope:
        """Return what names mean now, outside the inputs of a call."""

    def variables_now(self) -> Lookup:
        """Return a lookup of the variables as they are now, for any thread."""

    def evaluator(self) -> Evaluate | None:
        """Return what evaluates the expressions of `satisfies`, in any thread; None if nothing does."""

    def lease(self, item: Input, scope: Scope) -> object:
        """Return the value to use of those that an input leases.

        Raises:
            UnusableValueError: one of them cannot be looked up, or none is free.
        """


def definition_of(registry: Registry, slug: str) -> Validation:
    """Return a validation; of a broken one only slug and position are known."""
    known = registry.validations.get(slug)
    return known or Validation(slug, registry.positions[slug], "", RequestSpec("GET", ""))


def problems_of(registry: Registry, slug: str) -> str:
    """Return why a validation cannot be used, one problem a line; empty if it can."""
    problems = registry.broken.get(slug, ())
    return "\n".join(["its definition in the registry has problems:", *map(str, problems)]) if problems else ""


@dataclass(frozen=True, slots=True)
class CallBuilder:
    """Makes calls of the validations of one registry."""

    registry: Registry
    around: Surroundings

    def calls(
        self,
        slugs: Sequence[str],
        inputs: Mapping[str, object],
        overrides: Overrides,
        scope: Scope | None = None,
    ) -> list[Call]:
        """Return the calls of validations, with those of what they need: each validation is used once."""
        made: dict[str, Call] = {}
        known = scope or self.around.scope()
        chosen, for_needed = set(slugs), Overrides(logs_in=overrides.logs_in)

        def call(slug: str) -> Call:
            if slug not in made:
                needs = tuple(call(needed) for needed in definition_of(self.registry, slug).needs)
                own = self._call(slug, inputs, overrides if slug in chosen else for_needed, known)
                made[slug] = replace(own, needs=needs) if needs else own
            return made[slug]

        return [call(slug) for slug in slugs]

    def background_call(self, slug: str, inputs: Mapping[str, object], overrides: Overrides) -> Call:
        """Return a call that knows what exists now: what is around it may change while it runs."""
        scope = self.around.scope()
        scope = replace(scope, fetched=dict(scope.fetched), variables=self.around.variables_now())
        [call] = self.calls([slug], inputs, overrides, scope)
        return replace(call, snapshots=dict(self.around.snapshots))

    def connection_check(self, name: str) -> Call:
        """Return the call that checks a connection and its credentials."""
        connection = self.connection(name)
        check, scope = check_of(connection), self.around.scope()
        login = self._login(check, {}, scope)
        return Call(check, connection, scope, credentials=self.around.credentials, login=login)

    def connection(self, name: str) -> Connection:
        """Return a connection in the environment that is set now."""
        environments = self.registry.connections[name]
        return environments.get(self.around.environment, environments[BASE])

    def _call(self, slug: str, inputs: Mapping[str, object], overrides: Overrides, known: Scope) -> Call:
        around, validation = self.around, definition_of(self.registry, slug)
        declared = {item.name: item for item in validation.inputs}
        given = {name: value for name, value in inputs.items() if name in declared}
        scope, problem = replace(known, call=given, declared=declared), problems_of(self.registry, slug)
        try:
            scope = self._with_leases(scope, validation)
        except UnusableValueError as error:
            problem = str(error)
        connection = BROKEN_CONNECTION if problem else self.connection(validation.connection)
        return Call(
            validation,
            connection,
            scope,
            overrides.within,
            overrides.on_failure,
            overrides.on_error,
            credentials=around.credentials,
            snapshots=around.snapshots,
            remember=overrides.remember,
            context=Context(evaluate=around.evaluator() if _has_expressions(validation, connection) else None),
            login=None if problem else self._login(validation, inputs, known),
            part=overrides.part,
            logs_in=overrides.logs_in,
            problem=problem,
            wanted=overrides.wanted,
            recording=around.recording,
            measurements=None if overrides.logs_in else around.measurements,
        )

    def _login(self, validation: Validation, inputs: Mapping[str, object], scope: Scope) -> Call | None:
        """Return the call of the validation that the token comes from; it gets the inputs that it declares."""
        auth = validation.auth or self.connection(validation.connection).auth
        if not isinstance(auth, TokenFrom):
            return None
        if definition_of(self.registry, auth.slug).needs:
            # It is planned later, after what it needs, in a thread that Robot's variables do not belong to.
            scope = replace(scope, variables=self.around.variables_now())
        return self.calls([auth.slug], inputs, Overrides(logs_in=True), scope)[0]

    def _with_leases(self, scope: Scope, validation: Validation) -> Scope:
        """Return a scope that knows the reserved values of inputs that are not given.

        Raises:
            UnusableValueError: one of them cannot be looked up, or none is free.
        """
        wanted = [
            item
            for item in validation.inputs
            if item.lease and item.name not in scope.preset and item.name not in scope.call
        ]
        if not wanted:
            return scope
        values = {item.name: self.around.lease(item, scope) for item in wanted}
        return replace(scope, preset={**scope.preset, **values})


def _has_expressions(validation: Validation, connection: Connection) -> bool:
    """Return whether a validation evaluates expressions, which need a copy of all variables."""
    expectations = (
        *connection.expect,
        *validation.expect,
        *(validation.timing.give_up_if if validation.timing else ()),
    )
    return any("satisfies" in item.operators for item in expectations)
