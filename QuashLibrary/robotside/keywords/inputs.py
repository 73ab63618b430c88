"""What a suite sets for the steps that follow: the environment of the connections, and inputs.

In: Set Backend Environment and Set Backend Input. Out: the state of the running suite or test, which ends with it.
"""

from collections.abc import Iterator
from typing import Any, Protocol

from robot.api.deco import keyword

from QuashLibrary.engine.plan.values import Scope, plain
from QuashLibrary.errors import NoLeaseError, UnusableValueError
from QuashLibrary.problems import did_you_mean
from QuashLibrary.registry.model import Input, Registry
from QuashLibrary.robotside.errors import ValidationError
from QuashLibrary.robotside.state.session import Session
from QuashLibrary.robotside.use.leases import lease_input
from QuashLibrary.robotside.use.validator import robot_variable

_SET_INPUT = "Set Backend Input"


class Presetting(Protocol):
    """What these keywords need of the library."""

    @property
    def registry(self) -> Registry:
        """The registry of this import."""

    @property
    def session(self) -> Session:
        """The session of the process."""


class PresetKeywords:
    """The keywords that set what later steps use."""

    def __init__(self, library: Presetting) -> None:
        """Take the library."""
        self._library = library

    @keyword
    def set_backend_environment(self, name: str | None) -> None:
        """Uses another environment of the connections, from here to the end of the running suite.

        Suites below it use it as well. Connections that have no environment of this name stay as they are.
        ``${None}`` goes back to the environment of the import.

        Examples:
        | `Set Backend Environment` | staging |
        | `Set Backend Environment` | ${None} |
        """
        registry = self._library.registry
        known = sorted(registry.environments)
        if name is not None and name not in known:
            listed = f"known are {', '.join(known)}" if known else "no connection has environments"
            advice = did_you_mean(name, known) or listed
            raise ValidationError(f'no connection has the environment "{name}"; {advice}')
        self._library.session.suites[-1].environments[registry.files] = name

    @keyword
    def set_backend_input(self, name: str, value: Any) -> None:
        """Sets an input for all validations that declare it, from here to the end of the running test.

        In the setup of a suite it holds to the end of the suite, also in suites below it. What a step is given itself
        goes before it, the default of the registry after it. ``${None}`` goes back to that default. The value of an
        input that any validation declares ``secret: true`` is masked.

        Examples:
        | `Set Backend Input` | phone | ${PHONE_NUMBER} |
        """
        registry, session = self._library.registry, self._library.session
        declared = [item for item in _inputs(registry) if item.name == name]
        if not declared:
            known = dict.fromkeys(item.name for item in _inputs(registry))
            listed = f"known are {', '.join(known)}" if known else "no validation has inputs"
            raise ValidationError(f'no validation has an input "{name}"; {did_you_mean(name, known) or listed}')
        if any(item.secret for item in declared):
            session.redactor.add(plain(value, session.redactor))
        session.preset_here()[name] = value

    @keyword
    def lease_backend_input(self, name: str) -> object:
        """Leases a value for an input from its list in the registry, for this test alone, and returns it.

        The list stands in the registry: ``inputs: {phone: {lease: ["+491700000001", "+491700000002"]}}``. Until the
        test ends, no other process that pabot runs at the same time gets the same value, and all validations of
        the test that declare the input use it. The value is given back when the test ends; one that is leased in the
        setup of a suite, when the suite ends. Without pabot it is the first of the list.

        It fails where the input has no list, and where none of the values becomes free within 5 minutes.

        Examples:
        | ${phone} = | `Lease Backend Input` | phone |
        | Input Text | accessibility_id=phone | ${phone} |
        """
        registry, session = self._library.registry, self._library.session
        listed = [item for item in _inputs(registry) if item.name == name and item.lease]
        if not listed:
            known = dict.fromkeys(item.name for item in _inputs(registry) if item.lease)
            told = f"those with one are {', '.join(known)}" if known else "write  lease: [one, two]  below the input"
            raise ValidationError(
                f'no validation has an input "{name}" with a lease; {did_you_mean(name, known) or told}'
            )
        scope = Scope(session.redactor, preset=session.preset_inputs(), variables=robot_variable)
        try:
            value = lease_input(session, listed[0], scope)
        except (NoLeaseError, UnusableValueError) as error:
            raise ValidationError(str(error)) from None
        session.preset_here()[name] = value
        return value


def secret_preset(implementation: Any, data: Any) -> Iterator[str]:
    """Give the cell with the value of a secret input that a step sets, before Robot can trace it."""
    registry = getattr(getattr(implementation.owner, "instance", None), "registry", None)
    if implementation.name != _SET_INPUT or not isinstance(registry, Registry):
        return
    name, value, *_ = (*(str(cell) for cell in data.args), "", "")
    name, value = name.removeprefix("name="), value.removeprefix("value=")
    if any(item.secret for item in _inputs(registry) if item.name == name):
        yield value


def _inputs(registry: Registry) -> Iterator[Input]:
    for validation in registry.validations.values():
        yield from validation.inputs
