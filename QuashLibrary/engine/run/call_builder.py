"""Build the calls of validations: their inputs, the validations that they need first, and their logins.

In: slugs and inputs from a keyword or a command, and Surroundings. Out: Calls, with a Scope that knows the inputs, the
values fetched before, and everything else that the surroundings know.
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
"""Replaces the connection of a validation that cannot be used."""


class Surroundings(Protocol):
    """The context of a call: the running test in a robot run, or the command on the command line."""

    @property
    def environment(self) -> str:
        """The environment of the connections; empty for the connections without an environment."""

    @property
    def credentials(self) -> TestCredentials:
        """The credentials that logins have obtained so far."""

    @property
    def snapshots(self) -> Snapshots:
        """The answers to compare with."""

    @property
    def recording(self) -> Recording | None:
        """The app's own requests, if they are recorded."""

    @property
    def measurements(self) -> Measurements | None:
        """The measurements of noticed changes, if they were requested."""

    def scope(self) -> Scope:
        """Return the current values of names, without the inputs of a call."""

    def variables_now(self) -> Lookup:
        """Return a lookup of the current variables that any thread can use."""

    def evaluator(self) -> Evaluate | None:
        """Return a function that evaluates the expressions of `satisfies` in any thread; None if there is none."""

    def lease(self, item: Input, scope: Scope) -> object:
        """Reserve one of the values in an input's list and return it.

        Raises:
            UnusableValueError: a value cannot be looked up, or none is free.
        """


def definition_of(registry: Registry, slug: str) -> Validation:
    """Return a validation; for a broken one, only slug and position are known."""
    known = registry.validations.get(slug)
    return known or Validation(slug, registry.positions[slug], "", RequestSpec("GET", ""))


def problems_of(registry: Registry, slug: str) -> str:
    """Return why a validation cannot be used, one problem per line; empty if it can."""
    problems = registry.broken.get(slug, ())
    return "\n".join(["its definition in the registry has problems:", *map(str, problems)]) if problems else ""


@dataclass(frozen=True, slots=True)
class CallBuilder:
    """Builds the calls of the validations in one registry."""

    registry: Registry
    around: Surroundings

    def calls(
        self,
        slugs: Sequence[str],
        inputs: Mapping[str, object],
        overrides: Overrides,
        scope: Scope | None = None,
    ) -> list[Call]:
        """Return the calls of validations and of the validations that they need; each validation is called once."""
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
        """Return a call with a copy of its context, which may change while the call runs."""
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
        """Return a connection in the current environment."""
        environments = self.registry.connections[name]
        return environments.get(self.around.environment, environments[BASE])

    def _call(self, slug: str, inputs: Mapping[str, object], overrides: Overrides, known: Scope) -> Call:
        around, validation = self.around, definition_of(self.registry, slug)
        declared = {item.name: item for item in validation.inputs}
        own_inputs = {name: value for name, value in inputs.items() if name in declared}
        scope, problem = replace(known, call=own_inputs, declared=declared), problems_of(self.registry, slug)
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
        """Return the call of the validation that fetches the token; it gets the inputs that it declares."""
        auth = validation.auth or self.connection(validation.connection).auth
        if not isinstance(auth, TokenFrom):
            return None
        if definition_of(self.registry, auth.slug).needs:
            # It is planned later, after the validations that it needs, in a thread that cannot read Robot's variables.
            scope = replace(scope, variables=self.around.variables_now())
        return self.calls([auth.slug], inputs, Overrides(logs_in=True), scope)[0]

    def _with_leases(self, scope: Scope, validation: Validation) -> Scope:
        """Return a scope with reserved values for the inputs that the caller does not set.

        Raises:
            UnusableValueError: a value cannot be looked up, or none is free.
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
    """Return whether a validation evaluates expressions, which requires a copy of all variables."""
    expectations = (
        *connection.expect,
        *validation.expect,
        *(validation.timing.give_up_if if validation.timing else ()),
    )
    return any("satisfies" in item.operators for item in expectations)
